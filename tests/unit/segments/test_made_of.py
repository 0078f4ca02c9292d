"""Which variables a segmentation is made of."""

from segmentry.model.definitions import SegmentationDefinition
from segmentry.segments.made_of import made_of

NAMES = ("country", "employees", "orders", "net_revenue", "recency_days", "city", "note")


def _made_of(method: str, *conditions: str, scope: str = "true", **settings: object) -> set[str]:
    definition = SegmentationDefinition(
        name="one", method=method, version="v1", scope=scope, settings=settings
    )
    return set(made_of(definition, conditions, NAMES))


def test_names_in_conditions_scope_and_settings_count() -> None:
    rules = [{"name": "Note", "where": "employees > 5"}, {"name": "Madrid", "where": "city = 'x'"}]
    found = _made_of("rules", "count(orders) > 1", scope="country = 'ES'", segments=rules)
    assert found == {"employees", "city", "orders", "country"}


def test_names_among_values_do_not_count() -> None:
    assert _made_of("rules", "employees > 5 and country = 'note city'") == {"employees", "country"}


def test_measures_stand_in_keys_and_lists() -> None:
    assert _made_of("cluster", by={"net_revenue": 2}, features=["employees"]) == {
        "net_revenue",
        "employees",
    }


def test_methods_with_measures_of_their_own() -> None:
    assert _made_of("rfm") == {"recency_days", "orders", "net_revenue"}
