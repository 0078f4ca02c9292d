"""Ideal customers are checked before a run, and their fit may be used in conditions."""

from pathlib import Path

from segmentry.definitions.check import check_all
from segmentry.workspace import Workspace


def write(shop: Path, name: str, text: str) -> None:
    (shop / name).parent.mkdir(exist_ok=True)
    (shop / name).write_text(text, encoding="utf-8")


def test_an_empty_file_is_enough(shop: Path) -> None:
    write(shop, "ideal_customers/ideal.yaml", "")
    assert check_all(shop) == []


def test_what_cannot_be_is_told_with_its_line(shop: Path) -> None:
    write(shop, "ideal_customers/a.yaml", "best_share: 0.1\nbest_by: cltw\n")
    write(shop, "ideal_customers/b.yaml", "weights:\n  employees:\n    a few: 5\n")
    assert [str(e) for e in check_all(shop)] == [
        "ideal_customers/a.yaml, line 2: There is no variable called 'cltw'. Did you mean 'cltv'?",
        "ideal_customers/b.yaml, line 3: 'a few' is no range of 'employees', which is a number. "
        "Write 'below 50', '50 to below 200' or '200 and more'.",
    ]


def test_a_segmentation_may_use_the_fit(shop: Path) -> None:
    write(
        shop,
        "ideal_customers/ideal.yaml",
        "weights:\n  employees:\n    below 100: 0\n    100 and more: 1\n",
    )
    write(
        shop,
        "segmentations/fit.yaml",
        "method: rules\nsegments: [{name: Like the best, where: ideal_fit >= 50}]\n",
    )
    assert check_all(shop) == []
    run = Workspace(shop).run()
    sql = "select accounts from segment_stats where segment = 'Like the best'"
    expected = "select count(*) as n from variable_values where employees >= 100"
    assert run.query(sql)[0][0].as_py() == run.query(expected)[0][0].as_py() > 0


def test_a_name_that_a_variable_has_is_refused(shop: Path) -> None:
    write(shop, "variables/own.yaml", "ideal_fit: {expression: orders}\n")
    write(shop, "ideal_customers/ideal.yaml", "title: Ours\n")
    (error,) = check_all(shop)
    assert error.what == "The fit would be called 'ideal_fit', and a variable has that name."
    assert error.where == "ideal_customers/ideal.yaml"
