"""The section of the KPIs: what is known with its change, what is not with its reason."""

from segmentry.reports.reading import Reading
from segmentry.reports.sections.kpis import read

_ROW = (
    "insert into kpi_values (kpi, label, campaign, cohort, cohort_on, segmentation, segment, span, "
    "period_start, period_end, value, low, high, n, unit, better, formula, reason) values "
    "('{kpi}', '{kpi}', '', 'today', date '2026-06-15', '', '', '{span}', {start}, {end}, {value}, "
    "{value} - 1, {value} + 1, 50, '{unit}', 'lower', 'a / b', {reason})"
)


def _row(kpi: str, value: object, year: int, *, unit: str = "currency", reason: str = "null",
         span: str = "year") -> str:  # fmt: skip
    return _ROW.format(
        kpi=kpi, value=value, span=span, unit=unit, reason=reason,
        start=f"date '{year - 1}-06-15'", end=f"date '{year}-06-15'",
    )  # fmt: skip


def test_figures_with_change_and_what_cannot_be_known(empty_run) -> None:
    empty_run.change(_row("cac", 50, 2025)).change(_row("cac", 40, 2026))
    empty_run.change(_row("nps", "null", 2026, unit="points", reason="'nobody answered'"))
    empty_run.change(
        "insert into objectives (name, kind, title, kpi, segmentation, segment, target, value, "
        "state) values ('cheap', 'objective', 'Win cheaply', 'cac', '', '', 30, 40, 'behind')"
    )
    section = read(Reading(empty_run))
    (cac,) = section.known
    assert (str(cac.value), str(cac.interval), cac.impact) == ("€40", "€39 to €41", "better")
    assert str(cac.change).startswith("\N{MINUS SIGN}20")
    assert section.unknown == (("nps", "nobody answered"),)
    (target,) = section.targets
    assert (target.title, str(target.target), target.state) == ("Win cheaply", "€30", "behind")


def test_a_run_without_figures(empty_run) -> None:
    section = read(Reading(empty_run))
    assert (section.known, section.unknown, section.targets, section.parts) == ((), (), (), ())
