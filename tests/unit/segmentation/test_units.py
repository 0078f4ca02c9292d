"""Accounts of one company or group share one place, by what they are together."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from segmentry.engine.sql import identifier, literal
from segmentry.errors import InvalidDefinition
from segmentry.model.definitions import Definitions, SegmentationDefinition, VariableDefinition
from segmentry.model.levels import UNITS
from segmentry.model.plans import IdealCustomerDefinition
from segmentry.model.tables import SCHEMAS, Table
from segmentry.segmentation import stage as segmentation
from segmentry.variables import stage as variables

Row = Mapping[str, object]

# umbra (US) > europe (DE) > its site and france (FR); acme is alone, but of umbra's group
TREE = {
    "umbra": (None, "umbra", "umbra", "umbra", "acme", 0),
    "europe": ("umbra", "europe", "europe", "umbra", "acme", 1),
    "site": ("europe", "europe", "europe", "umbra", "acme", 2),
    "france": ("europe", "france", "france", "umbra", "acme", 2),
    "acme": (None, "acme", "acme", "acme", "acme", 0),
    "lone": (None, "lone", "lone", "lone", "lone", 0),
}
_PLACES = ("parent_id", "company_id", "domestic_id", "ultimate_id", "group_id", "level")
PROFILES: dict[str, dict[str, object]] = {
    "umbra": {"country": "US", "employees": 5, "industry": "Banking", "founded_year": 1990},
    "europe": {"country": "DE", "employees": 100, "industry": None, "founded_year": 1950},
    "site": {"country": "DE", "employees": 20, "industry": "Retail", "do_not_contact": True},
    "france": {"country": "FR", "employees": None, "industry": "Energy"},
    "acme": {"country": None, "employees": 7, "domain": "acme.com"},
    "lone": {"country": "DE", "employees": 1},
}
# what each ordered: amount and day
ORDERS = [
    ("umbra", 100, "2026-01-01"),
    ("europe", 300, "2026-03-01"),
    ("site", 500, "2026-05-01"),
    ("site", 100, "2026-02-01"),
    ("lone", 50, "2025-12-01"),
]


def _select(table: Table, row: Row) -> str:
    columns = SCHEMAS[table].columns
    assert set(row) <= {c.name for c in columns}, row
    return "select " + ", ".join(
        f"cast({literal(row.get(c.name))} as {c.type}) as {identifier(c.name)}"  # type: ignore[arg-type]
        for c in columns
    )


def _tables() -> dict[Table, list[Row]]:
    profiles = [
        {"account_id": a, "label": a.title(), "name": a.title(), "sources": 1, "records": 1, **told}
        for a, told in PROFILES.items()
    ]
    tree = [
        {"account_id": a, **dict(zip(_PLACES, place, strict=True))} for a, place in TREE.items()
    ]
    orders = [
        {"account_id": a, "order_key": f"o{n}", "ordered_at": day, "ordered_on": day,
         "kind": "sale", "list_amount": amount, "amount": amount}
        for n, (a, amount, day) in enumerate(ORDERS)
    ]  # fmt: skip
    identity = [
        {"account_key": f"crm:{a}", "account_id": a, "evidence": "own key"} for a in PROFILES
    ]
    return {
        Table.PROFILES: profiles,
        Table.ACCOUNT_TREE: tree,
        Table.ACCOUNT_ORDERS: orders,
        Table.IDENTITY: identity,
    }


@pytest.fixture
def placed(bench: Callable[..., Any]) -> Callable[..., Any]:
    """Runs variables and segmentation over the tree: `placed(definition, own={...})`."""

    def make(
        *definitions: SegmentationDefinition,
        own: Sequence[VariableDefinition] = (),
        ideal: Sequence[IdealCustomerDefinition] = (),
        **changed: Any,
    ) -> Any:
        made = bench(segmentations=definitions)
        given = made.context.definitions
        made.context.definitions = Definitions(
            workspace=given.workspace,
            segmentations=tuple(definitions),
            variables=tuple(own),
            ideal_customers=tuple(ideal),
            folder=given.folder,
        )
        for table, rows in _tables().items():
            rows = [{**r, **changed.get(str(r["account_id"]), {})} if table == Table.PROFILES else r
                    for r in rows]  # fmt: skip
            made.feed(table, " union all ".join(_select(table, row) for row in rows))
        return made.run(variables.run).run(segmentation.run)

    return make


def rules(level: Any, **segments: str) -> SegmentationDefinition:
    return SegmentationDefinition(
        name=level, method="rules", level=level,
        settings={"segments": [{"name": n, "where": w} for n, w in segments.items()]},
    )  # fmt: skip


def members(made: Any, segment: str = "yes") -> set[str]:
    rows = made.rows(f"select account_id from assignments where segment = '{segment}'")
    return {r["account_id"] for r in rows}


def units(made: Any, columns: str) -> dict[str, Any]:
    rows = made.rows(f"select account_id, {columns} from unit_values")
    return {r.pop("account_id"): tuple(r.values()) for r in rows}


@pytest.mark.parametrize(
    ("level", "in_it"),
    [
        ("account", {"site"}),
        ("company", {"europe", "site"}),
        ("domestic", {"europe", "site"}),
        ("ultimate", {"umbra", "europe", "site", "france"}),
        ("group", {"umbra", "europe", "site", "france", "acme"}),
    ],
)
def test_revenue_is_that_of_the_level(placed: Any, level: Any, in_it: set[str]) -> None:
    assert members(placed(rules(level, yes="revenue >= 600"))) == in_it


def test_every_account_has_exactly_one_place(placed: Any) -> None:
    for level in UNITS:
        made = placed(rules(level, yes="revenue > 80"))
        rows = made.rows("select account_id from assignments")
        assert sorted(r["account_id"] for r in rows) == sorted(PROFILES)


def test_the_reason_tells_of_how_many_accounts(placed: Any) -> None:
    made = placed(rules("group", yes="orders >= 4", other="true"))
    reasons = {r["account_id"]: r["reason"] for r in made.rows("select * from assignments")}
    assert reasons["france"] == "4 orders; of its group of 5 accounts"
    assert "; of its" not in reasons["lone"]


def test_events_are_those_of_all_accounts(placed: Any) -> None:
    made = placed(rules("company", yes="count(orders, amount > 200) = 2"))
    assert members(made) == {"europe", "site"}


def test_averages_and_ratios_are_of_all_orders_together(placed: Any) -> None:
    made = placed(rules("ultimate", yes="true"))
    orders, aov, recency = units(made, "orders, aov, recency_days")["umbra"]
    assert (orders, float(aov)) == (4, 250.0)
    assert recency == 60


def test_what_sources_tell_is_rolled_up(placed: Any) -> None:
    made = placed(rules("ultimate", yes="true"))
    told = units(made, "unit_accounts, label, employees, size_class, country, industry, "
                       "years_in_operation, do_not_contact")  # fmt: skip
    # what the topmost account does not tell comes from the nearest below
    assert told["umbra"] == (4, "Umbra", 125, "mid-sized", "US", "Banking", 76, True)
    made = placed(rules("company", yes="true"))
    assert units(made, "industry, country")["europe"] == ("Retail", "DE")


@pytest.mark.parametrize(
    ("level", "below_another"),
    [
        ("account", {"europe", "site", "france"}),
        ("company", {"europe", "site", "france"}),
        ("domestic", {"europe", "site", "france"}),
        ("ultimate", set()),
        ("group", set()),
    ],
)
def test_a_whole_has_a_parent_where_its_topmost_account_has_one(
    placed: Any, level: Any, below_another: set[str]
) -> None:
    assert members(placed(rules(level, yes="has_parent"))) == below_another


def test_an_address_counts_as_a_whole(placed: Any) -> None:
    told = {"europe": {"country": None, "city": "Bonn"}, "umbra": {"country": None, "region": "NY"}}
    made = placed(rules("ultimate", yes="true"), **told)
    assert units(made, "country, city, region")["umbra"] == (None, None, "NY")


@pytest.mark.parametrize(
    ("how", "value"), [("sum", 1000), ("max", 600), ("min", 100), ("top", 100)]
)
def test_a_variable_may_say_how_it_is_rolled_up(placed: Any, how: Any, value: int) -> None:
    own = VariableDefinition(
        name="mine", expression="case when revenue > 0 then revenue end", rolled_up=how
    )
    made = placed(rules("ultimate", yes="true"), own=[own])
    assert units(made, "mine")["umbra"] == (value,)


def test_another_variable_sees_what_was_rolled_up(placed: Any) -> None:
    own = [
        VariableDefinition(name="best", expression="revenue", rolled_up="max"),
        VariableDefinition(name="twice", expression="best * 2"),
    ]
    made = placed(rules("ultimate", yes="twice = 1200"), own=own)
    assert members(made) == {"umbra", "europe", "site", "france"}


@pytest.mark.parametrize(("how", "value"), [("any", True), ("all", False)])
def test_yes_and_no_are_rolled_up_by_any_or_all(placed: Any, how: Any, value: bool) -> None:
    own = VariableDefinition(name="bought", expression="orders > 0", rolled_up=how)
    made = placed(rules("ultimate", yes="true"), own=[own])
    assert units(made, "bought")["umbra"] == (value,)


def test_a_way_that_does_not_fit_is_told_with_those_that_do(placed: Any) -> None:
    own = VariableDefinition(name="mine", expression="country", rolled_up="sum")
    with pytest.raises(InvalidDefinition, match=r"cannot be rolled up by sum.*max or min or top"):
        placed(rules("group", yes="true"), own=[own])


def test_an_excluded_account_has_no_place_and_its_group_has_one(placed: Any) -> None:
    made = placed(rules("ultimate", yes="revenue = 1000"), site={"excluded": "do not contact"})
    assert members(made) == {"umbra", "europe", "france"}


def test_a_group_whose_accounts_are_all_excluded_has_no_place(placed: Any) -> None:
    made = placed(rules("ultimate", yes="true"), lone={"excluded": "test"})
    assert "lone" not in members(made)


def test_every_level_can_be_used_side_by_side(placed: Any) -> None:
    both = [rules("account", yes="revenue >= 600"), rules("group", yes="count(orders) >= 4")]
    made = placed(*both)
    rows = made.rows("select segmentation, account_id from assignments where segment = 'yes'")
    assert {(r["segmentation"], r["account_id"]) for r in rows} == {
        ("account", "site"),
        *(("group", a) for a in ("umbra", "europe", "site", "france", "acme")),
    }


def test_rfm_scores_of_a_group_are_those_of_its_accounts(placed: Any) -> None:
    rfm = SegmentationDefinition(name="rfm", method="rfm", level="ultimate", settings={"groups": 3})
    made = placed(rfm)
    rows = made.rows("select account_id, frequency, monetary from rfm_scores order by account_id")
    assert [(r["account_id"], r["frequency"], float(r["monetary"])) for r in rows] == [
        ("europe", 4, 1000.0),
        ("france", 4, 1000.0),
        ("lone", 1, 50.0),
        ("site", 4, 1000.0),
        ("umbra", 4, 1000.0),
    ]


@pytest.mark.parametrize(
    ("match_by", "given"), [("account_id", "france"), ("account_key", "crm:site"),
                            ("name", "Europe"), ("domain", "acme.com")]
)  # fmt: skip
def test_a_listed_account_brings_its_group(
    placed: Any, tmp_path: Any, match_by: str, given: str
) -> None:
    (tmp_path / "pilots.csv").write_text(f"company\n{given}\n")
    listed = SegmentationDefinition(
        name="pilots", method="list", level="group",
        settings={"file": "pilots.csv", "column": "company", "match_by": match_by},
    )  # fmt: skip
    assert members(placed(listed), "On the list") == set(PROFILES) - {"lone"}


def test_only_levels_in_use_are_computed(placed: Any) -> None:
    made = placed(rules("account", yes="true"))
    assert made.value("select count(*) as n from unit_values") == 0
    before = variables.fingerprint(made.context)
    made = placed(rules("company", yes="true"))
    assert made.rows("select distinct unit_level from unit_values") == [{"unit_level": "company"}]
    assert variables.fingerprint(made.context) != before


def test_columns_of_a_source_may_be_called_as_ours(placed: Any) -> None:
    own = [
        VariableDefinition(name=name, expression="orders") for name in ("accounts", "level", "unit")
    ]
    made = placed(rules("ultimate", yes="accounts = 4 and level = 4"), own=own)
    assert members(made) == {"umbra", "europe", "site", "france"}


def test_the_fit_is_that_of_the_whole(placed: Any) -> None:
    ideal = IdealCustomerDefinition(name="big", weights={"size_class": {"mid-sized": 1}})
    fits = [rules("ultimate", yes="big_fit > 50"), rules("account", yes="big_fit > 50")]
    assert members(placed(fits[0], ideal=[ideal])) == {"umbra", "europe", "site", "france"}
    assert members(placed(fits[1], ideal=[ideal])) == {"europe"}
