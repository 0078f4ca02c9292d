"""What is wrong with a destination is told before anything is sent."""

from pathlib import Path

import pytest

from segmentry.definitions.check import check_all
from segmentry.definitions.doubts import doubts
from segmentry.workspace import Workspace

GOOD = "destination: csv\npath: out/a.csv\nsegmentation: rfm\n"


def _told(shop: Path, **files: str) -> list[str]:
    (shop / "destinations").mkdir()
    for name, text in files.items():
        (shop / "destinations" / f"{name}.yaml").write_text(text)
    return [str(error) for error in check_all(shop)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (GOOD, ""),
        (GOOD.replace("rfm", "rmf"), "line 3: There is no segmentation called 'rmf'. Did you mean"),
        (
            GOOD.replace("csv\n", "cvs\n", 1),
            "line 1: There is no destination called 'cvs'. Did you",
        ),
        (GOOD.replace("path", "paht"), "line 2: 'paht' means nothing here. Did you mean 'path'?"),
        (GOOD + "secret: x\n", "line 4: 'secret' means nothing here."),
        (
            "destination: webhook\nurl: http://example.com\nsegmentation: rfm\n",
            "line 2: 'url' cannot be used: members are sent over https only",
        ),
    ],
)
def test_a_destination_is_checked(text: str, told: str, shop: Path) -> None:
    found = _told(shop, a=text)
    assert len(found) == bool(told)
    assert not told or f"destinations/a.yaml, {told}" in found[0]


def test_two_destinations_do_not_share_a_file(shop: Path) -> None:
    (found,) = _told(shop, a=GOOD, b=GOOD.replace("out/a.csv", "./out/../out/a.csv"))
    assert found.startswith("destinations/b.yaml, line 2: 'b' writes the same file as 'a'.")


def test_segments_and_fields_that_no_run_has_known(shop: Path) -> None:
    sent = "segments:\n  - Champion\n  - Champions\nfields:\n  - industri\n  - phon\n"
    assert _told(shop, a=GOOD + sent + "level: contacts\n") == []
    Workspace(shop).run()
    assert [str(d).split("?")[0] for d in doubts(shop)] == [
        "destinations/a.yaml, line 5: There is no segment of 'rfm' called 'Champion'. "
        "Did you mean 'Champions'",
        "destinations/a.yaml, line 8: There is no variable called 'industri'. "
        "Did you mean 'industry'",
        "destinations/a.yaml, line 9: There is no variable called 'phon'. Did you mean 'phone'",
    ]
