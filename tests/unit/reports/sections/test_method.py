"""How the figures were made can be read from the report alone."""

from segmentry.reports.reading import Reading
from segmentry.reports.sections import method


def test_all_facts_of_the_run_are_told(run) -> None:
    facts = dict(method.read(Reading(run)).facts)
    assert facts == {
        "Workspace": "Acme Industrial Supply",
        "Run": "12",
        "Data as of": "15 Jun 2026",
        "Started": "15 Jun 2026, 04:05 UTC",
        "Currency": "EUR",
        "Value measure": "Net revenue",
        "Privacy floor": "groups of fewer than 5 accounts are hidden",
        "Seed": "7",
        "Made with": "Segmentry 0.1.0",
    }


def test_definitions_and_notes_are_grouped(run) -> None:
    found = method.read(Reading(run))
    assert [kind for kind, _ in found.definitions] == ["Segmentation", "Source"]
    assert found.definitions[0][1][0].version == "f3a9c2d1"
    assert found.notes == (
        ("Segmentation", ("RFM: 5 groups by value; equal values score alike.",)),
    )
