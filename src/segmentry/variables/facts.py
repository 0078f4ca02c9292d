"""What is known about each variable: coverage, variation, relevance."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import identifier
from segmentry.errors import UnknownName
from segmentry.model.tables import Table
from segmentry.model.types import ColumnType
from segmentry.variables.compute import Computed
from segmentry.variables.relevance import (
    SAMPLE_ACCOUNTS,
    Codes,
    Numbers,
    Relevance,
    bins,
    outcome_scale,
    relevance,
    variation,
)

_USUAL_OUTCOMES = ("net_revenue", "monthly_amount", "won_amount")


def write_facts(
    context: RunContext, variables: Sequence[Computed], unknown: Sequence[Computed]
) -> None:
    """Write VARIABLE_FACTS; `unknown` are the variables that no source feeds."""
    known = _known(context, variables)
    sample = _sample(context, variables)
    folds = _folds(sample)
    outcome, scaled = _outcome(context, variables, sample)
    rows = []
    for v in variables:
        name = v.definition.name
        codes = bins(sample.column(name), v.word.type)
        measured = (
            relevance(codes, scaled, folds)
            if scaled is not None and name != outcome
            else Relevance(None, reason="it is the outcome" if outcome else "no outcome is chosen")
        )
        rows.append(_row(v, known, codes, outcome, measured))
    rows += [_unknown(v, known["all_accounts"]) for v in unknown]
    context.write_rows(Table.VARIABLE_FACTS, "what is known about each variable", rows)


def _known(context: RunContext, variables: Sequence[Computed]) -> dict[str, int]:
    counts = ", ".join(
        f"count({identifier(v.definition.name)}) as {identifier(v.definition.name)}"
        for v in variables
    )
    sql = f"select count(*) as all_accounts, {counts} from {Table.VARIABLE_VALUES}"
    found = context.query("coverage", "how many accounts have a value", sql).to_pylist()[0]
    return {name: int(value) for name, value in found.items()}


def _sample(context: RunContext, variables: Sequence[Computed]) -> pa.Table:
    columns = ", ".join(identifier(v.definition.name) for v in variables)
    return context.query(
        "sampled_accounts",
        "the same accounts on every run; ids are hashes, so the first ones are drawn at random",
        f"select account_id, {columns} from {Table.VARIABLE_VALUES} "
        f"order by 1 limit {SAMPLE_ACCOUNTS}",
    )


def _folds(sample: pa.Table) -> Codes:
    # in the order of ids, which are hashes, every twentieth row is a random twentieth
    return np.arange(sample.num_rows, dtype=np.int64) % 20


def _outcome(
    context: RunContext, variables: Sequence[Computed], sample: pa.Table
) -> tuple[str | None, Numbers | None]:
    types = {v.definition.name: v.word.type for v in variables}
    chosen = context.definitions.workspace.outcome
    if chosen and chosen not in types:
        raise UnknownName("variable", chosen, types, where="segmentry.yaml, outcome")
    name = chosen or next((n for n in _USUAL_OUTCOMES if n in types), None)
    if name is None:
        return None, None
    values, type_ = sample.column(name), types[name]
    if type_ is ColumnType.BOOLEAN:
        values, type_ = values.cast(pa.float64()), ColumnType.NUMBER
    if not type_.is_numeric:
        raise UnknownName(
            "numeric variable", name, [n for n, t in types.items() if t.is_numeric],
            where="segmentry.yaml, outcome",
        )  # fmt: skip
    return name, outcome_scale(values, type_)


def _unknown(v: Computed, accounts: int) -> dict[str, object]:
    return {
        **_described(v),
        "accounts": accounts,
        "known": 0,
        "coverage": 0.0 if accounts else None,
        "distinct_values": 0,
        "reason": v.reason,
    }


def _described(v: Computed) -> dict[str, object]:
    d = v.definition
    return {
        "variable": d.name,
        "label": d.title,
        "group": d.group,
        "type": v.word.type.value,
        "unit": d.unit or None,
        "meaning": d.meaning or d.title,
        "expression": d.expression or None,
        "in_words": v.in_words or None,
        "reads": ", ".join(sorted(v.reads)) or None,
        "relevance": d.relevance or None,
    }


def _row(
    v: Computed, known: dict[str, int], codes: Codes, outcome: str | None, measured: Relevance
) -> dict[str, object]:
    accounts, count = known["all_accounts"], known[v.definition.name]
    return {
        **_described(v),
        "accounts": accounts,
        "known": count,
        "coverage": count / accounts if accounts else None,
        "distinct_values": int(np.unique(codes[codes >= 0]).size),
        "variation": variation(codes),
        "outcome": outcome,
        "measured_relevance": measured.value,
        "relevance_low": measured.low,
        "relevance_high": measured.high,
        "relevance_n": measured.n,
        "reason": measured.reason,
    }
