"""What every standardiser promises, whoever wrote it."""

import duckdb
import pytest
import sqlglot

from segmentry.hub.standardise import STANDARDISERS
from segmentry.hub.standardise.base import Reading, SqlStandardiser, ValueStandardiser
from segmentry.model.fields import FieldKind

KINDS = sorted(kind.value for kind in FieldKind)
GARBAGE = (
    "%%%", "--", "'; drop table x; --", "\\", "()", "(((", "[a", "9" * 500, "x" * 5000,
    "1e999999", "-" * 300,
    "東京都", "Ελλάδα", "مرحبا", "\u202eabc", "🙂🙂", "\x00", "a@", "@", "+", "1/0", "NaN",
    "infinity", "0000-00-00", "2024-13-45", "//", "http://", ".", "..", "é" * 900, "A.9", "\ufeff",
    "99999999999999-1", "1-" * 200, "$", "k", "1kk", "<", ">>1", "2024-01-01T25:61:61+99:99",
)  # fmt: skip
AS_WRITTEN = Reading()
READINGS = (
    AS_WRITTEN,
    Reading(decimal=",", scale=1000, percent=True, default_country="DE", scheme="naics"),
    Reading(formats=("%d/%m/%Y", "excel", "epoch", "epoch_millis", "iso", "%Y-%m-%dT%H:%M:%S%z")),
)


def understood(kind: str, values: list[str], reading: Reading = AS_WRITTEN) -> list[tuple]:
    """One tuple per value: what the standardiser gives, in the order of its outputs."""
    standardiser = STANDARDISERS.get(kind)()
    if isinstance(standardiser, SqlStandardiser):
        return _on_duckdb(standardiser, values, reading)
    assert isinstance(standardiser, ValueStandardiser)
    answers = standardiser.understand(values, [None] * len(values), reading)
    columns = [answers[output.suffix] for output in standardiser.outputs]
    assert all(len(column) == len(values) for column in columns)
    return list(zip(*columns, strict=True))


def _on_duckdb(standardiser: SqlStandardiser, values: list[str], reading: Reading) -> list[tuple]:
    given = standardiser.expressions("v", reading)
    columns = ", ".join(f"cast({given[o.suffix]} as {o.type})" for o in standardiser.outputs)
    rows = "select unnest(?::varchar[]) as raw, unnest(range(?)) as n"
    trimmed = f"select nullif(trim(raw), '') as v, n from ({rows})"
    query = f"select {columns} from ({trimmed}) order by n"
    return duckdb.connect().execute(query, [values, len(values)]).fetchall()


def as_text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_every_kind_of_field_has_its_standardiser_and_no_more() -> None:
    assert sorted(STANDARDISERS.all) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_it_says_in_one_line_what_it_does(kind: str) -> None:
    line = STANDARDISERS.describe(kind)
    assert 20 < len(line) <= 100
    assert line.endswith(".")


@pytest.mark.parametrize("kind", KINDS)
def test_its_first_output_is_the_field_itself_and_suffixes_are_unique(kind: str) -> None:
    suffixes = [output.suffix for output in STANDARDISERS.get(kind).outputs]
    assert suffixes[0] == ""
    assert len(set(suffixes)) == len(suffixes)


@pytest.mark.parametrize("kind", KINDS)
def test_its_example_comes_out_as_promised(kind: str) -> None:
    messy, tidy = STANDARDISERS.get(kind).example
    country = Reading(default_country="US")
    assert as_text(understood(kind, [messy], country)[0][0]) == tidy


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_tidy_already_stays_as_it_is(kind: str) -> None:
    tidy = STANDARDISERS.get(kind).example[1]
    assert as_text(understood(kind, [tidy])[0][0]) == tidy


@pytest.mark.parametrize("reading", READINGS, ids=["plain", "marks", "formats"])
@pytest.mark.parametrize("kind", KINDS)
def test_garbage_raises_nothing_and_gives_the_same_again(kind: str, reading: Reading) -> None:
    first = understood(kind, list(GARBAGE), reading)
    assert len(first) == len(GARBAGE)
    assert understood(kind, list(reversed(GARBAGE)), reading) == first[::-1]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_gives_nothing(kind: str) -> None:
    assert all(part is None for part in understood(kind, ["-"])[0])
    assert understood(kind, []) == []


@pytest.mark.parametrize("reading", READINGS, ids=["plain", "marks", "formats"])
@pytest.mark.parametrize("kind", KINDS)
def test_its_expressions_translate_to_spark(kind: str, reading: Reading) -> None:
    standardiser = STANDARDISERS.get(kind)()
    if not isinstance(standardiser, SqlStandardiser):
        return
    given = standardiser.expressions("some_column", reading)
    assert set(given) == {output.suffix for output in standardiser.outputs}
    for expression in given.values():
        spark = sqlglot.transpile(
            f"select {expression} as x",
            read="duckdb",
            write="spark",
            unsupported_level=sqlglot.ErrorLevel.RAISE,
        )[0]
        assert sqlglot.parse_one(spark, read="spark").find(sqlglot.exp.Column) is not None
