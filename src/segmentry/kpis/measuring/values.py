"""Figures of all KPIs as the rows of one table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from segmentry.engine.run_context import RunContext
from segmentry.kpis.base import Kpi, Measured
from segmentry.kpis.measuring.calendar import PERIODS
from segmentry.kpis.measuring.cohorts import CELLS
from segmentry.kpis.measuring.reasons import Codes, Reasons
from segmentry.model.tables import Column, Table
from segmentry.model.types import ColumnType as T
from segmentry.statistics.differences import Numbers

Places = tuple[Sequence[int], Sequence[int]]
"""Cells and periods: every pair of them."""
_NUMBERS = "value", "low", "high", "numerator", "denominator"
_KEYS = "kpi", "campaign", "cell", "period", "reason", "n"
_COLUMNS = (
    *(Column(name, T.INTEGER, "") for name in _KEYS),
    *(Column(name, T.NUMBER, "") for name in _NUMBERS),
)
_WORDS = "kpi", "label", "unit", "better", "formula", "words"


@dataclass
class Values:
    """Collects figures, column by column; names are numbers until they are written."""

    kpis: Sequence[str]
    reasons: Reasons = field(default_factory=Reasons)
    campaigns: list[str] = field(default_factory=lambda: [""])
    columns: dict[str, list[NDArray[Any]]] = field(
        default_factory=lambda: {c.name: [] for c in _COLUMNS}
    )

    def add(
        self, name: str, measured: Measured, codes: Codes, places: Places, campaign: str = ""
    ) -> None:
        """The figures of a KPI in these cells and periods; none where there is a reason."""
        at = np.ix_(*places)
        missing = codes[at] > 0
        figure = measured.figure
        below = np.full_like(measured.above, np.nan) if measured.below is None else measured.below
        numbers = (figure.value, figure.low, figure.high, measured.above, below)
        for column, values in zip(_NUMBERS, numbers, strict=True):
            self.columns[column].append(np.where(missing, np.nan, values[at]).ravel())
        self._add_keys(name, campaign, places, codes[at], measured.n[at])

    def add_unknown(self, name: str, reason: str, places: Places) -> None:
        """A KPI that cannot be known in this workspace."""
        shape = (len(places[0]), len(places[1]))
        for column in _NUMBERS:
            self.columns[column].append(np.full(shape, np.nan).ravel())
        codes = np.full(shape, self.reasons.code(reason))
        self._add_keys(name, "", places, codes, np.zeros(shape))

    def _add_keys(self, name: str, campaign: str, places: Places, codes: Codes, n: Numbers) -> None:
        if campaign not in self.campaigns:
            self.campaigns.append(campaign)
        cells, periods = np.meshgrid(*map(np.asarray, places), indexing="ij")
        keys = (
            np.full_like(cells, self.kpis.index(name)),
            np.full_like(cells, self.campaigns.index(campaign)),
            cells, periods, codes, n.astype(np.int64),
        )  # fmt: skip
        for column, values in zip(_KEYS, keys, strict=True):
            self.columns[column].append(values.ravel())

    def write(self, context: RunContext, kpis: Mapping[str, Kpi], words: Mapping[str, str]) -> None:
        """Write KPI_VALUES, each figure with its definition."""
        measured = {n: np.concatenate(parts).tolist() for n, parts in self.columns.items()}
        context.load_columns("kpi_measured", _COLUMNS, measured)
        _load_named(context, "kpi_campaigns", self.campaigns)
        _load_named(context, "kpi_reasons", self.reasons.texts)
        _load_kpis(context, kpis, words)
        numbers = ", ".join(f"case when isnan(m.{n}) then null else m.{n} end as {n}"
                            for n in _NUMBERS)  # fmt: skip
        context.write(
            Table.KPI_VALUES,
            "every KPI of every group of accounts and period",
            f"""
            select k.kpi, k.label, t.name as campaign, c.cohort, c.cohort_on, c.segmentation,
                c.segment, p.span, p.period_start, p.period_end, {numbers}, m.n, k.unit, k.better,
                k.formula, nullif(trim(k.words || ' ' || c.cohort_words), '') as basis,
                nullif(r.name, '') as reason
            from kpi_measured as m join kpi_told as k on k.number = m.kpi
            join {CELLS} as c on c.cell = m.cell join {PERIODS} as p on p.period = m.period
            join kpi_campaigns as t on t.number = m.campaign
            join kpi_reasons as r on r.number = m.reason
            """,
            order=("kpi", "campaign", "cohort", "segmentation", "segment", "span", "period_start"),
        )


def _load_named(context: RunContext, table: str, names: Sequence[str]) -> None:
    columns = (Column("number", T.INTEGER, ""), Column("name", T.TEXT, ""))
    context.load_columns(table, columns, {"number": range(len(names)), "name": names})


def _load_kpis(context: RunContext, kpis: Mapping[str, Kpi], words: Mapping[str, str]) -> None:
    told: list[dict[str, object]] = [
        {
            "number": number, "kpi": name, "label": k.label, "unit": k.unit, "better": k.better,
            "formula": k.formula,
            "words": " ".join(words[word] for word in k.words if words[word]),
        }
        for number, (name, k) in enumerate(kpis.items())
    ]  # fmt: skip
    columns = [Column("number", T.INTEGER, ""), *(Column(name, T.TEXT, "") for name in _WORDS)]
    context.load("kpi_told", columns, told)
