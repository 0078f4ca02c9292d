"""The typical member of each segment: middle numbers, and the most common words."""

from collections import defaultdict
from collections.abc import Sequence

from segmentry.engine.sql import identifier, literal
from segmentry.model.tables import Table
from segmentry.reports import format as f
from segmentry.reports.reading import Reading
from segmentry.reports.view import Row

_USUAL = (
    "industry_group",
    "industry",
    "size_class",
    "employees",
    "country",
    "recency_days",
    "purchase_frequency",
    "aov",
    "plan",
    "subscriptions_running",
    "won_deals",
    "win_rate",
    "tenure_days",
)
_SHOWN = 6
_IN_WORDS = frozenset(("VARCHAR", "BOOLEAN"))

Key = tuple[str, str]
Described = list[tuple[str, f.Shown]]


def typical_members(reading: Reading) -> dict[Key, Described]:
    """A few variables of each segment with the value that is typical for its members."""
    variables = _variables(reading)
    words = [v for v in variables if reading.variables[v]["type"] in _IN_WORDS]
    middle = _middle(reading, [v for v in variables if v not in words])
    common = _most_common(reading, words)
    found: defaultdict[Key, Described] = defaultdict(list)
    for name in variables:
        shown = common[name] if name in words else middle[name]
        for key, value in shown.items():
            found[key].append((reading.label(name), value))
    return found


def _variables(reading: Reading) -> list[str]:
    dates = {"DATE", "TIMESTAMP"}
    known = {n for n in reading.columns if reading.variables[n]["type"] not in dates}
    usual = [name for name in _USUAL if name in known]
    if "industry_group" in usual and "industry" in usual:
        usual.remove("industry")
    return (usual + sorted(known - set(_USUAL)))[:_SHOWN]


def _middle(reading: Reading, names: Sequence[str]) -> dict[str, dict[Key, f.Shown]]:
    """Medians; of an even number of members the lower one, so that it is a member's own."""
    if not names:
        return {}
    medians = ", ".join(f"quantile_disc(v.{identifier(n)}, 0.5) as {identifier(n)}" for n in names)
    rows = reading.rows(f"select m.segmentation, m.segment, {medians} {_MEMBERS} group by 1, 2")
    return {
        name: {_key(r): reading.value(name, r[name]) for r in rows if r[name] is not None}
        for name in names
    }


def _most_common(reading: Reading, names: Sequence[str]) -> dict[str, dict[Key, f.Shown]]:
    found: dict[str, dict[Key, f.Shown]] = {name: {} for name in names}
    if names:
        for row in reading.rows(_most_common_sql(names)):
            found[row["variable"]][_key(row)] = _shown(reading, row)
    return found


def _shown(reading: Reading, row: Row) -> f.Shown:
    if row["accounts"] < reading.facts.privacy_floor:
        return f.Shown("mixed", "no value is shared by enough members")
    level = row["level"]
    if reading.variables[row["variable"]]["type"] == "BOOLEAN":
        level = "yes" if level == "true" else "no"
    if row["variable"] == "country":
        level = f.country(level)
    return f.Shown(f"{level} ({f.percent(row['accounts'] / row['members'])})")


def _most_common_sql(names: Sequence[str]) -> str:
    """All variables in one pass; in each grouping set the other variables are null."""
    columns = [identifier(n) for n in names]
    values = ", ".join(f"cast(v.{c} as varchar) as {c}" for c in columns)
    which = " ".join(
        f"when grouping({c}) = 0 then {literal(n)}" for c, n in zip(columns, names, strict=True)
    )
    level = f"coalesce({', '.join(columns)})" if len(columns) > 1 else columns[0]
    sets = ", ".join(f"(segmentation, segment, {c})" for c in columns)
    return (
        f"with counted as (select segmentation, segment, case {which} end as variable, "
        f"{level} as level, count(*) as accounts "
        f"from (select m.segmentation, m.segment, {values} {_MEMBERS}) as worded "
        f"group by grouping sets ({sets})), "
        f"ranked as (select *, "
        f"sum(accounts) over (partition by segmentation, segment, variable) as members, "
        f"row_number() over (partition by segmentation, segment, variable "
        f"order by level is null, accounts desc, level) as place from counted) "
        f"select segmentation, segment, variable, level, accounts, members from ranked "
        f"where place = 1 and level is not null"
    )


_MEMBERS = (
    f"from {Table.MEMBERSHIPS} as m join {Table.VARIABLE_VALUES} as v using (account_id) "
    f"where m.valid_to is null"
)


def _key(row: Row) -> Key:
    return row["segmentation"], row["segment"]
