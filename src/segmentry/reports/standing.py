"""Where a workspace stands in the seven steps from objectives to review, and what is missing."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from segmentry.errors import NoData
from segmentry.model.tables import Table
from segmentry.reports import format as f
from segmentry.workspace import Run, Workspace

_MOST_NAMED = 4
_LOW_COVERAGE = "low_coverage"
_STALE = "stale_data"
_OF_SEGMENTS = ("over_segmentation", "under_segmentation", "empty_segment", "demographics_only")


@dataclass(frozen=True)
class Step:
    """A step: what is there, what is missing, each a sentence with what to do."""

    number: int
    title: str
    there: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def state(self) -> str:
        """done, begun or open."""
        if not self.there:
            return "open"
        return "begun" if self.missing else "done"


def standing(workspace: Workspace) -> list[Step]:
    """The seven steps of a workspace, told from its definitions and its newest run."""
    try:
        run: Run | None = workspace.last_run
    except NoData:
        run = None
    state = _State(workspace, run)
    return [
        Step(number, title, list(there(state)), list(missing(state)))
        for number, (title, there, missing) in enumerate(_STEPS, 1)
    ]


@dataclass(frozen=True)
class _State:
    """What the steps are told from."""

    workspace: Workspace
    run: Run | None

    def rows(self, table: Table, columns: str = "*") -> list[dict[str, Any]]:
        """Rows of the newest run; none before the first one, or of a run of an older version."""
        if self.run is None or table not in self.run.record.files:
            return []
        found: list[dict[str, Any]] = self.run.query(f"select {columns} from {table}").to_pylist()
        return found

    def warnings(self, *codes: str) -> list[str]:
        return [w["message"] for w in self.rows(Table.WARNINGS) if w["code"] in codes]

    def files(self, pattern: str) -> list[str]:
        folder = self.workspace.folder
        return [p.relative_to(folder).as_posix() for p in sorted(folder.glob(pattern))]


# ---- 1 objectives --------------------------------------------------------------------------


def _objectives(state: _State) -> Iterator[str]:
    defined = state.workspace.definitions.objectives
    if not defined:
        return
    yield f"{f.counted(len(defined), 'objective')} with KPI, target and date."
    held = [r for r in state.rows(Table.OBJECTIVES) if r["kind"] == "objective"]
    counts = Counter(r["state"] for r in held)
    if counts:
        yield "Now: " + ", ".join(f"{n} {word}" for word, n in sorted(counts.items())) + "."


def _no_objectives(state: _State) -> Iterator[str]:
    waiting = [f for f in state.files("objectives/*.example") if not _is_filled_in(state, f)]
    if waiting:
        yield f"Targets and dates: fill in {_named(waiting)}."
    elif not state.workspace.definitions.objectives:
        yield "An objective: write objectives/NAME.yaml with kpi, target and by."
    for row in state.rows(Table.OBJECTIVES):
        if row["kind"] == "objective" and row["state"] == "unknown":
            yield f"A figure for '{row['name']}': {row['reason'] or 'its KPI is not known'}."


def _is_filled_in(state: _State, example: str) -> bool:
    """Whether the file that an example is for stands beside it."""
    return (state.workspace.folder / example.removesuffix(".example")).is_file()


# ---- 2 data --------------------------------------------------------------------------------


def _data(state: _State) -> Iterator[str]:
    sources = len(state.workspace.definitions.sources)
    if sources:
        yield f"{f.counted(sources, 'source')}."
    if state.run:
        accounts = f.counted(state.run.rows(Table.PROFILES), "account")
        yield f"Run {state.run.number}: {accounts}, data as of {f.day(state.run.as_of)}."


def _no_data(state: _State) -> Iterator[str]:
    if not state.workspace.definitions.sources:
        yield "A source: `segmentry init FOLDER --from FILES`, or write sources/NAME.yaml."
    elif state.run is None:
        yield "A run: `segmentry run`."
    [set_aside] = state.rows(Table.REJECTED, "count(*) filter (where effect = 'row') as rows") or [
        {"rows": 0}
    ]
    if set_aside["rows"]:
        yield f"{f.counted(set_aside['rows'], 'row')} set aside: `segmentry rejects` says why."
    yield from state.warnings(_STALE)


# ---- 3 variables and privacy ---------------------------------------------------------------


def _variables(state: _State) -> Iterator[str]:
    facts = state.rows(Table.VARIABLE_FACTS, "known, outcome")
    known = sum(1 for r in facts if r["known"])
    if known:
        own = len(state.workspace.definitions.variables)
        also = f", {own} of your own" if own else ""
        yield f"{f.counted(known, 'variable')} with data{also}."
    for people in _people(state):
        yield (
            f"{f.count(people['agreed'])} of {f.counted(people['n'], 'contact')} agreed to e-mail, "
            f"{f.count(people['refused'])} said no."
        )


def _no_variables(state: _State) -> Iterator[str]:
    if state.run is None:
        yield "Variables are known after the first run."
    yield from state.warnings(_LOW_COVERAGE)
    for people in _people(state):
        if people["n"] > people["agreed"] + people["refused"]:
            nobody = people["n"] - people["agreed"] - people["refused"]
            yield (
                f"Consent of {f.counted(nobody, 'contact')} is not known: they are not written to."
            )


def _people(state: _State) -> list[dict[str, Any]]:
    rows = state.rows(
        Table.CONTACT_RECORDS,
        "count(distinct contact_key) as n, "
        "count(distinct contact_key) filter (where email_consent) as agreed, "
        "count(distinct contact_key) filter (where not email_consent) as refused",
    )
    return [r for r in rows if r["n"]]


# ---- 4 segments ----------------------------------------------------------------------------


def _segments(state: _State) -> Iterator[str]:
    defined = len(state.workspace.definitions.segmentations)
    filled = sum(1 for r in state.rows(Table.SEGMENT_STATS, "accounts") if r["accounts"])
    if defined:
        members = f" with {f.counted(filled, 'segment')} that hold accounts" if filled else ""
        yield f"{f.counted(defined, 'segmentation')}{members}."


def _no_segments(state: _State) -> Iterator[str]:
    defined = state.workspace.definitions.segmentations
    if not defined:
        yield "A segmentation: write segmentations/NAME.yaml."
    elif len(defined) == 1:
        yield "A second approach to compare the first with."
    warned = state.warnings(*_OF_SEGMENTS)
    if warned:
        yield f"{f.counted(len(warned), 'warning')} about segments: the report names them."


# ---- 5 strategies --------------------------------------------------------------------------


def _strategies(state: _State) -> Iterator[str]:
    rows = _acted(state)
    if not rows:
        return
    segments = len({(r["segmentation"], r["segment"]) for r in rows})
    counts = Counter(r["status"] for r in rows)
    said = ", ".join(f"{n} {word}" for word, n in sorted(counts.items()))
    yield f"{f.counted(segments, 'segment')} with a strategy ({said})."


def _no_strategies(state: _State) -> Iterator[str]:
    rows = state.rows(Table.STRATEGIES)
    acted = _acted(state)
    if not acted:
        yield "Nobody acts on any segment: `segmentry strategies --write` writes drafts."
    chosen = {r["segmentation"] for r in acted}
    idle = [
        f"{r['segmentation']}: {r['segment']}"
        for r in rows
        if r["segmentation"] in chosen and not r["strategy"] and r["accounts"]
    ]
    if idle:
        yield f"Nobody acts on {_named(idle)}."
    lacks = {"owner": "an owner", "kpi": "a KPI", "target": "a target"}
    for word, said in lacks.items():
        if names := [r["strategy"] for r in acted if r[word] is None]:
            yield f"Without {said}: {_named(names)}."
    yield from (f"'{r['strategy']}': {r['problem']}" for r in rows if r["problem"])


def _acted(state: _State) -> list[dict[str, Any]]:
    rows = state.rows(Table.STRATEGIES)
    return [r for r in rows if r["strategy"] and r["accounts"] is not None]


# ---- 6 in place ----------------------------------------------------------------------------


def _in_place(state: _State) -> Iterator[str]:
    definitions = state.workspace.definitions
    if definitions.destinations:
        yield f"{f.counted(len(definitions.destinations), 'destination')}."
    sent = [d.name for d in definitions.destinations if state.workspace.receipts(d.name)]
    if sent:
        yield f"Sent to {_named(sent)}."
    if definitions.launches:
        first = min(launch.launched_on for launch in definitions.launches)
        launches = f.counted(len(definitions.launches), "launch", "launches")
        yield f"{launches}, the first on {f.day(first)}."


def _not_in_place(state: _State) -> Iterator[str]:
    definitions = state.workspace.definitions
    if not definitions.destinations:
        yield "A destination: write destinations/NAME.yaml, then `segmentry plan`."
    elif not any(state.workspace.receipts(d.name) for d in definitions.destinations):
        yield "Nothing has been sent: `segmentry plan`, then `segmentry apply`."
    if not definitions.launches:
        yield "The day it began: write launches/NAME.yaml, so that before and after are compared."


# ---- 7 review ------------------------------------------------------------------------------


def _reviewed(state: _State) -> Iterator[str]:
    decided = [r for r in _findings(state) if r.get("decision")]
    if decided:
        newest = max(r["decided_at"] for r in decided)
        yield f"{f.counted(len(decided), 'finding')} decided, the newest on {f.day(newest)}."


def _not_reviewed(state: _State) -> Iterator[str]:
    waiting = [r for r in _findings(state) if not r.get("decision")]
    if waiting:
        verb = "waits" if len(waiting) == 1 else "wait"
        yield f"{f.counted(len(waiting), 'finding')} {verb} for a decision: `segmentry review`."
    elif not _findings(state):
        yield "A review: after the next run, look at what has changed."


def _findings(state: _State) -> list[dict[str, Any]]:
    if state.run is None or Table.REVIEW_FINDINGS not in state.run.record.files:
        return []
    return state.run.findings()


_STEPS = (
    ("Objectives and KPIs", _objectives, _no_objectives),
    ("Collect and prepare data", _data, _no_data),
    ("Choose variables, check privacy", _variables, _no_variables),
    ("Segment", _segments, _no_segments),
    ("Strategies for the segments", _strategies, _no_strategies),
    ("Put in place and monitor", _in_place, _not_in_place),
    ("Review", _reviewed, _not_reviewed),
)


def _named(names: Iterable[str]) -> str:
    listed = list(names)
    more = len(listed) - _MOST_NAMED
    shown = ", ".join(listed[:_MOST_NAMED])
    return f"{shown} and {more} more" if more > 0 else shown
