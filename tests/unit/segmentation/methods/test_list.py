"""Lists from files: what they match, what they do not, and what is refused."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from segmentry.errors import InvalidDefinition, UnknownName, UnreadableSource
from segmentry.model.definitions import SegmentationDefinition
from segmentry.segmentation import run
from segmentry.segmentation.stage import fingerprint

BOOK = "select 'a' || cast(i as varchar) as account_id, i as employees from range(4) as t(i)"
PROFILES = """
    select * from (values
        ('a0', 'Acme GmbH', 'acme', 'acme.com', 'DE123456789'),
        ('a1', 'Büro & Söhne', 'buero soehne', 'buero.de', null),
        ('a2', null, null, null, 'GB 99')) as t(account_id, name, name_key, domain, registration_id)
"""


def listed(assignment: Any = "first_match", **settings: Any) -> SegmentationDefinition:
    return SegmentationDefinition(
        name="pilots", method="list", assignment=assignment, place="segmentations/pilots.yaml",
        settings={"file": "pilots.csv", "column": "company", **settings},
    )  # fmt: skip


@pytest.fixture
def go(bench: Callable[..., Any], tmp_path: Path) -> Callable[..., Any]:
    def run_it(text: str, definition: SegmentationDefinition) -> Any:
        (tmp_path / "pilots.csv").write_bytes(text.encode("utf-8-sig"))
        made = bench(BOOK, [definition])
        made.feed("profiles", PROFILES)
        made.feed(
            "identity", "select 'crm:17' as account_key, 'a3' as account_id, 'own key' as evidence"
        )
        return made.run(run)

    return run_it


def members(made: Any) -> set[tuple[str, str]]:
    rows = made.rows("select account_id, segment from assignments where segment <> ''")
    return {(r["account_id"], r["segment"]) for r in rows}


@pytest.mark.parametrize(
    ("match_by", "given", "account"),
    [
        ("account_id", "a2", "a2"),
        ("account_key", "crm:17", "a3"),
        ("name", "ACME gmbh", "a0"),
        ("name", "acme", "a0"),
        ("domain", "https://www.Acme.com/about", "a0"),
        ("domain", "info@buero.de", "a1"),
        ("registration_id", "de 123-456-789", "a0"),
        ("registration_id", "GB99", "a2"),
    ],
)
def test_rows_find_their_account(
    go: Callable[..., Any], match_by: str, given: str, account: str
) -> None:
    made = go(f"company\n{given}\n", listed(match_by=match_by))
    assert members(made) == {(account, "On the list")}


def test_rows_that_match_nobody_are_counted(go: Callable[..., Any]) -> None:
    made = go("company;wave\nacme;One\nnobody;One\n\nelse;Two\n",
              listed(match_by="name", segment_column="wave"))  # fmt: skip
    rows = made.rows("select segment, condition, accounts from undecided order by position")
    assert rows == [
        {"segment": "One", "condition": "pilots.csv", "accounts": 1},
        {"segment": "Two", "condition": "pilots.csv", "accounts": 1},
    ]
    assert made.context.notes == ["pilots: 2 rows of pilots.csv match no account in scope."]


def test_the_reason_names_the_row(go: Callable[..., Any]) -> None:
    made = go("company\nx\nAcme.com\n", listed(match_by="domain"))
    reason = made.value("select reason from assignments where account_id = 'a0'")
    assert reason == "Named in row 2 of pilots.csv: Acme.com"


def test_an_account_on_two_rows(go: Callable[..., Any]) -> None:
    text = "company,wave\nacme,Two\nAcme GmbH,One\nacme,Two\n"
    settings = {"match_by": "name", "segment_column": "wave"}
    assert members(go(text, listed(**settings))) == {("a0", "Two")}
    both = members(go(text, listed("all", **settings)))
    assert both == {("a0", "One"), ("a0", "Two")}


def test_mistakes_are_explained(go: Callable[..., Any], tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match=r"'company'.*Did you mean 'companyy'"):
        go("companyy\nacme\n", listed())
    with pytest.raises(UnreadableSource, match=r"no list 'none.csv'"):
        go("company\n", listed(file="none.csv"))
    with pytest.raises(InvalidDefinition, match="outside the workspace"):
        go("company\n", listed(file="../../etc/passwd"))
    (tmp_path / "bad.csv").write_bytes(b"company\n\xff\xfe\n")
    with pytest.raises(UnreadableSource, match="UTF-8"):
        go("company\n", listed(file="bad.csv"))


def test_the_fingerprint_follows_the_file(bench: Callable[..., Any], tmp_path: Path) -> None:
    made = bench(BOOK, [listed()])
    prints = []
    for text in ("company\na\n", "company\nb\n", "company\na\n"):
        (tmp_path / "pilots.csv").write_text(text)
        prints.append(fingerprint(made.context))
    assert prints[0] == prints[2] != prints[1]
