"""Records that say the same are one claim; a part of an address speaks for the whole."""

from collections.abc import Callable
from itertools import permutations
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from segmentry.model.tables import Table

OLD, NEW = {"updated_at": "2020-01-01"}, {"updated_at": "2026-01-01"}


def agreement(made: Any, field: str) -> tuple[object, ...]:
    sql = f"select agreeing, telling, losers from lineage where field = '{field}'"
    (row,) = made.rows(sql)
    return tuple(row.values())


def test_how_many_records_agree_is_told(golden: Any) -> None:
    told = [{"domain": "acme.de"}] * 3 + [{"domain": "acme.com"}, {}]
    assert agreement(golden(crm=told), "domain") == (3, 4, "acme.com (crm, row 8)")


def test_losers_that_say_the_same_are_told_once(golden: Any) -> None:
    made = golden(erp={"stage": "lead"} | NEW, crm=[{"stage": "lost"}, {"stage": "lost"}])
    assert agreement(made, "stage") == (1, 3, "lost (crm, row 5 and 1 more)")


def test_however_many_have_lost_they_are_told_in_the_order_they_are_believed(golden: Any) -> None:
    days = {"A": "2020-01-01", "B": "2025-01-01", "C": "2023-01-01", "D": None, "E": "2024-01-01"}
    made = golden(crm=[{"stage": stage, "updated_at": day} for stage, day in days.items()])
    losers = "E (crm, row 9); C (crm, row 7); A (crm, row 5); D (crm, row 8)"
    assert agreement(made, "stage") == (1, 5, losers)


def test_records_that_agree_are_told_by_the_one_believed_first(golden: Any) -> None:
    made = golden(crm=[{"stage": "lead"} | NEW, {"stage": "lead"}], erp=[{"stage": "lead"}, {}])
    assert agreement(made, "stage") == (3, 3, None)
    assert made.value("select source from lineage where field = 'stage'") == "crm"


def test_agreement_is_told_field_by_field(golden: Any) -> None:
    made = golden(
        erp={"city": "Ulm", "street": "Weg 1"} | NEW,
        crm={"city": "Ulm", "street": "Weg 2"} | OLD,
        web={"city": "Ulm"} | OLD,
    )
    assert agreement(made, "city") == (3, 3, None)
    assert agreement(made, "street") == (1, 2, "Weg 2 (crm, row 5)")


def test_a_newer_part_of_an_address_takes_nothing_away(golden: Any) -> None:
    whole = {"city": "Ulm", "street": "Weg 1", "postal_code": "89073"}
    made = golden(erp=whole | OLD, crm={"city": "Ulm"} | NEW)
    assert made.rows("select street, postal_code, city from profiles") == [
        {"street": "Weg 1", "postal_code": "89073", "city": "Ulm"}
    ]
    assert made.value("select source from lineage where field = 'city'") == "erp"


def test_a_part_speaks_for_the_whole_that_it_fits(golden: Any) -> None:
    made = golden(
        erp={"city": "Ulm", "street": "Weg 1"} | OLD,
        crm={"city": "Bonn", "street": "Gasse 9", "updated_at": "2023-01-01"},
        web={"city": "Ulm"} | NEW,
    )
    assert made.value("select street from profiles") == "Weg 1"
    assert agreement(made, "city") == (2, 3, "Bonn (crm, row 5)")


def test_the_record_that_told_it_is_named(golden: Any) -> None:
    made = golden(erp={"stage": "lead"} | OLD, crm={"stage": "lead"} | NEW)
    (row,) = made.rows(
        "select source, line, account_key, cast(observed_at as date) as day from lineage "
        "where field = 'stage'"
    )
    assert [str(v) for v in row.values()] == ["crm", "5", "crm:1", "2026-01-01"]


# ---- whatever the order of the rows ---------------------------------------------------------

_FIELDS = {
    "name": ("Acme", "ACME", "Acme AG"), "domain": ("a.de", "b.de"), "phone": ("+491", "+492"),
    "street": ("Weg 1", "Gasse 2"), "postal_code": ("89073", "1"), "city": ("Ulm", "Bonn"),
    "region": ("BW", "NRW"), "country": ("DE", "AT"), "employees": (5, 50),
    "do_not_contact": (True, False), "created_on": ("2020-01-01", "2021-01-01"),
    "stage": ("lead", "customer"), "updated_at": ("2020-01-01", "2026-01-01"),
}  # fmt: skip
_ADDRESS = ("street", "postal_code", "city", "region")
_RECORD = st.fixed_dictionaries(
    {"source": st.sampled_from(("crm", "erp", "shop"))},
    optional={name: st.sampled_from(values) for name, values in _FIELDS.items()},
)


def _made(profiles: Callable[..., Any], rows: list[dict[str, object]]) -> Any:
    """Every row has its key; the lines are those of its place, as in a file."""
    numbered = [{**row, "line": line} for line, row in enumerate(rows, 2)]
    return profiles({Table.ACCOUNT_RECORDS: numbered}, ranks={"crm": 20, "erp": 20, "shop": 30})


@settings(max_examples=12, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(st.lists(_RECORD, min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_any_order_of_rows_gives_the_same_golden_record(
    profiles: Any, records: list[dict[str, object]], chance: Any
) -> None:
    rows = [
        {**r, "account_key": f"{r['source']}:{n % 2}", "registration_id": "R1"}
        for n, r in enumerate(records)
    ]
    mixed = chance.sample(rows, len(rows))
    first, second = _made(profiles, rows), _made(profiles, mixed)
    profile = first.rows("select * from profiles order by account_id")
    assert profile == second.rows("select * from profiles order by account_id")
    # the line is that of the row's new place; the record is the same
    told = (
        "select account_id, field, value, source, account_key, observed_at, agreeing, telling, "
        "rule from lineage order by account_id, field"
    )
    assert first.rows(told) == second.rows(told)
    assert all(_is_of_one_record(account, rows) for account in profile)


def _is_of_one_record(account: dict[str, object], rows: list[dict[str, object]]) -> bool:
    """Whether one record tells the whole address; and its country, where it names one."""
    told = [r for r in rows if all(r.get(f) == account[f] for f in _ADDRESS)]
    is_empty = all(account[f] is None for f in _ADDRESS)
    return is_empty or any(r.get("country") in (None, account["country"]) for r in told)


def test_every_order_of_three_equal_records_gives_one_profile(profiles: Any) -> None:
    rows: list[dict[str, object]] = [
        {"source": "crm", "account_key": f"crm:{n}", "registration_id": "R1", "name": name,
         "city": city}
        for n, (name, city) in enumerate((("B", "Ulm"), ("A", "Bonn"), ("C", "Ulm")))
    ]  # fmt: skip
    found = [_made(profiles, list(order)).rows("select * from profiles")
             for order in permutations(rows)]  # fmt: skip
    assert all(one == found[0] for one in found)
    assert (found[0][0]["name"], found[0][0]["city"]) == ("A", "Ulm")
