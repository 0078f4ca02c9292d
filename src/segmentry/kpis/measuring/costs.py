"""Costs by cell and period: booked there, or shared out by a rule.

Every cost ends at accounts: those it is booked on, the members of the segment it is booked on,
those its campaign reached, or all. A cell that has some of these accounts gets its share of the
cost, by revenue, by accounts or by touches, as the workspace says.
"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from segmentry.kpis.measuring.bookings import BOOKINGS, keep_bookings
from segmentry.kpis.measuring.cohorts import ACCOUNT_PATTERNS, PATTERN_CELLS, Cell
from segmentry.kpis.measuring.scope import Scope
from segmentry.kpis.measuring.sums import Figures, Sum
from segmentry.model.tables import Table
from segmentry.statistics.differences import Numbers
from segmentry.statistics.ratios import divided

EXPENSES, ACQUISITION = Sum("costs", "expenses"), Sum("costs", "acquisition")
CAMPAIGN_COSTS = Sum("costs", "campaigns")
WEIGHTS = {
    "revenue": Sum("purchases", "amount"),
    "accounts": Sum("members", "accounts"),
    "touches": Sum("touches", "reached"),
}
"""What costs are shared out by."""
PATTERN_SUMS = {rule: f"kpi_sums_{of.facts}" for rule, of in WEIGHTS.items()}


class Costs:
    """Adds up what every cell bears."""

    def __init__(self, scope: Scope, cells: Sequence[Cell], figures: Figures) -> None:
        self.scope, self.cells, self.figures = scope, cells, figures
        self.expenses, self.acquisition = (np.zeros_like(figures.members) for _ in range(2))
        self.by_campaign: dict[str, Numbers] = {}
        self.unknown_segments: set[str] = set()
        self.targets: set[str] = set()

    def add_up(self) -> None:
        """Put the costs among the figures."""
        keep_bookings(self.scope)
        self.targets = self._targets()
        self._booked_on_accounts()
        for target, bear in (
            ("none", self._by_rule),
            ("segment", self._of_segment),
            ("campaign", self._of_campaign),
        ):
            for name, rows in self._bookings(target).items():
                shares = bear(name)
                spent = self._spent(rows)
                self.expenses += shares * spent[0]
                self.acquisition += shares * spent[1]
                if target == "campaign":
                    self.by_campaign[name] = shares * spent[0]
        self.figures.put(EXPENSES, self.expenses)
        self.figures.put(ACQUISITION, self.acquisition)
        nothing = np.zeros_like(self.expenses)
        self.figures.put(CAMPAIGN_COSTS, sum(self.by_campaign.values(), nothing))

    @property
    def words(self) -> str:
        """What is to be known about the costs."""
        rule = self.scope.settings.cost_allocation
        told = (
            "Costs booked on an account or a segment count there, those of a campaign where it "
            f"reached people, all others are shared out by {rule}."
        )
        if self.unknown_segments:
            names = ", ".join(f"'{name}'" for name in sorted(self.unknown_segments)[:5])
            more = len(self.unknown_segments) - 5
            told += (
                " Costs booked on segments that no segmentation has count for all accounts "
                f"together only: {names}{f' and {more} more' if more > 0 else ''}."
            )
        return told + self._set_aside()

    @property
    def alike(self) -> str:
        """What sharing out by revenue does to a return."""
        if self.scope.settings.cost_allocation != "revenue" or "none" not in self.targets:
            return ""
        told = "Costs shared out by revenue are the same part of it everywhere, so "
        if self.targets == {"none"}:
            return f"{told}that it cannot differ between segments."
        return f"{told}that only the costs booked elsewhere make it differ between segments."

    def _set_aside(self) -> str:
        """Costs that could not be read: the figures are then too good."""
        rows = self.scope.context.query(
            "kpi_costs_set_aside",
            "rows of costs that were set aside",
            "select coalesce(sum(part), 0) as part, coalesce(sum(whole), 0) as whole "
            f"from {Table.DATA_QUALITY} where target = 'costs' and measure = 'accepted'",
        ).to_pylist()
        part, whole = int(rows[0]["part"]), int(rows[0]["whole"])
        if part >= whole:
            return ""
        return f" {whole - part:,} of {whole:,} rows of costs were set aside and count nowhere."

    def _targets(self) -> set[str]:
        rows = self.scope.context.query(
            "kpi_booking_targets",
            "where costs are booked",
            f"select distinct target from {BOOKINGS}",
        ).to_pylist()
        return {row["target"] for row in rows}

    def _bookings(self, target: str) -> dict[str, list[tuple[int, float, float]]]:
        rows = self.scope.context.query(
            f"kpi_bookings_{target}",
            "what is booked there",
            f'select "on", period, cast(expenses as double) as expenses, '
            f"cast(acquisition as double) as acquisition from {BOOKINGS} "
            f"where target = '{target}' order by 1, 2",
        ).to_pylist()
        found: dict[str, list[tuple[int, float, float]]] = {}
        for row in rows:
            told = (row["period"], row["expenses"], row["acquisition"])
            found.setdefault(row["on"], []).append(told)
        return found

    def _spent(self, rows: list[tuple[int, float, float]]) -> Numbers:
        spent = np.zeros((2, self.figures.members.shape[1]))
        for period, expenses, acquisition in rows:
            spent[:, period] = expenses, acquisition
        return spent

    def _booked_on_accounts(self) -> None:
        rows = self.scope.context.query(
            "kpi_costs_of_accounts",
            "what is booked on accounts, per cell",
            "select c.cell, b.period, cast(sum(b.expenses) as double) as expenses, "
            "cast(sum(b.acquisition) as double) as acquisition "
            f'from {BOOKINGS} as b join {ACCOUNT_PATTERNS} as p on p.account_id = b."on" '
            f"join {PATTERN_CELLS} as c on c.pattern = p.pattern where b.target = 'account' "
            "group by c.cell, b.period",
        ).to_pylist()
        for row in rows:
            self.expenses[row["cell"], row["period"]] += row["expenses"]
            self.acquisition[row["cell"], row["period"]] += row["acquisition"]

    # ---- shares ------------------------------------------------------------------------------

    def _by_rule(self, _: str) -> Numbers:
        """What nobody booked falls on all accounts."""
        weight = self._weights()
        return self._of_whole(weight, np.stack([weight[self._all(c)] for c in self.cells]))

    def _weights(self) -> Numbers:
        rule = self.scope.settings.cost_allocation
        weight = self.figures.sum(WEIGHTS[rule]).clip(0)
        # a period in which nothing happened is shared by accounts
        empty = weight[0] <= 0
        return np.where(empty, self.figures.members, weight)

    def _of_whole(self, part: Numbers, whole: Numbers) -> Numbers:
        return np.nan_to_num(divided(part, whole))

    def _all(self, cell: Cell) -> int:
        return next(at for at, c in enumerate(self.cells)
                    if c.cohort == cell.cohort and not c.segmentation)  # fmt: skip

    def _of_segment(self, name: str) -> Numbers:
        """The segment bears it; cells of other segmentations by how many of its members they have.

        Of several segmentations with a segment of that name, each takes its own, all others the
        first one's.
        """
        shares = np.zeros_like(self.figures.members)
        named = [c for c in self.cells if c.segment.lower().strip() == name]
        if not named:
            self.unknown_segments.add(name)
        own = {c.segmentation for c in named}
        for at, cell in enumerate(self.cells):
            if not cell.segmentation or cell in named:
                shares[at] = 1.0
        for cohort in dict.fromkeys(c.cohort for c in named):
            first = next(c for c in named if c.cohort == cohort)
            common = self._in_common(self.cells.index(first))
            whole = common[self.cells.index(first)]
            for at, cell in enumerate(self.cells):
                if cell.cohort == cohort and cell.segmentation and cell.segmentation not in own:
                    shares[at] = self._of_whole(common[at], whole)
        return shares

    def _in_common(self, cell: int) -> Numbers:
        """The weight of the accounts that each cell has in common with one."""
        rule = self.scope.settings.cost_allocation
        accounts = self._common_sum(
            cell, f"(select pattern, count(*) as w from {ACCOUNT_PATTERNS} group by pattern)"
        )
        counted: Numbers = np.repeat(accounts[:, :1], self.figures.members.shape[1], axis=1)
        column = self.figures.columns.get(WEIGHTS[rule])
        if column is None:
            return counted
        weights = f"(select pattern, period, greatest({column}, 0) as w from {PATTERN_SUMS[rule]})"
        weight = self._common_sum(cell, weights, by_period=True)
        return np.where(weight[cell] <= 0, counted, weight)

    def _common_sum(self, cell: int, weights: str, *, by_period: bool = False) -> Numbers:
        period = "w.period" if by_period else "0"
        rows = self.scope.context.query(
            "kpi_common_weights",
            "what a cell's accounts weigh in all other cells",
            f"select c.cell, {period} as period, cast(sum(w.w) as double) as w from {weights} as w "
            f"join {PATTERN_CELLS} as own on own.pattern = w.pattern and own.cell = {cell} "
            f"join {PATTERN_CELLS} as c on c.pattern = w.pattern group by 1, 2",
        ).to_pylist()
        result = np.zeros_like(self.figures.members)
        for row in rows:
            result[row["cell"], row["period"]] = row["w"]
        return result

    def _of_campaign(self, name: str) -> Numbers:
        """By whom it reached, at whatever time; a campaign that reached nobody known, by rule."""
        reached = self._reached.get(name)
        if reached is None or reached[0] <= 0:
            return self._by_rule(name)
        share = reached / reached[0]
        whole: Numbers = np.repeat(share[:, None], self.figures.members.shape[1], axis=1)
        return whole

    @cached_property
    def _reached(self) -> dict[str, Numbers]:
        """Touches of each campaign by cell; the first cell is all accounts."""
        rows = self.scope.context.query(
            "kpi_campaign_reach",
            "whom each campaign touched, per cell",
            "select t.campaign, c.cell, sum(t.touches) as touches from ("
            "select t.campaign, p.pattern, count(*) as touches "
            f"from {Table.ACCOUNT_TOUCHES} as t join {ACCOUNT_PATTERNS} as p "
            "on p.account_id = t.account_id where t.campaign in "
            f"(select \"on\" from {BOOKINGS} where target = 'campaign') "
            "group by t.campaign, p.pattern) as t "
            f"join {PATTERN_CELLS} as c on c.pattern = t.pattern group by t.campaign, c.cell",
        ).to_pylist()
        found: dict[str, Numbers] = {}
        for row in rows:
            counted = found.setdefault(row["campaign"], np.zeros(len(self.cells)))
            counted[row["cell"]] = row["touches"]
        return found
