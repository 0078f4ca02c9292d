"""The standard events follow the tables of the model."""

from segmentry.conditions import standard_events
from segmentry.model.tables import SCHEMAS, Table
from segmentry.model.types import ColumnType


def test_every_standard_event_has_its_table_fields_and_date() -> None:
    events = standard_events({Table.ACCOUNT_ORDERS})
    assert [name for name, event in events.items() if event.fed] == ["orders"]
    for name, event in events.items():
        own = {"account_id", "left_on"} if name == "contacts" else {"account_id"}
        assert {*own, *event.fields} == set(SCHEMAS[event.table].names)
        assert bool(event.who_counts) == (name == "contacts")
        if event.date_column:
            assert event.fields[event.date_column].type is ColumnType.DATE


def test_dates_that_may_be_missing_are_known() -> None:
    events = standard_events(())
    assert events["orders"].is_always_dated
    assert not events["opportunities"].is_always_dated
    assert not events["contacts"].is_always_dated
