"""Scores of Splink for the pairs that we look up: learnt without labels, the same each time."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import log
from typing import TYPE_CHECKING

from segmentry.engine.duckdb import DuckDBEngine
from segmentry.engine.run_context import RunContext
from segmentry.errors import UserError
from segmentry.profiles.matching.candidates import LARGEST_BLOCK
from segmentry.profiles.matching.linkage import UNSEEN
from segmentry.profiles.matching.splink_model import (
    LEARNT_FROM,
    TOLD_BY,
    learning_rule,
    settings,
    words,
)

if TYPE_CHECKING:
    import duckdb
    from splink import Linker

_RECALL = 0.7
"""Share of the true pairs that agree in two fields, as in Splink's own examples."""
_MOST_PAIRS = 1e7
"""Pairs drawn to learn what agrees by chance; Splink calls so many often adequate."""
_HUNDREDTHS = 100 * log(2)
"""Splink tells logarithms to base two, we natural ones in hundredths."""


def score(context: RunContext, engine: DuckDBEngine) -> None:
    """Keep `scored` (a, b, weight, words) for each pair of `candidates` above UNSEEN."""
    fields = _told_fields(context)
    pairs = context.query("candidates", "how many pairs", "select count(*) as n from candidates")
    if not pairs["n"][0].as_py() or not fields:
        context.keep("scored", "there is nothing to compare", _NOTHING)
        return
    _list_records(context)
    rules, prior = _rules(context, fields), _prior(context, fields)
    with engine.lent("scores of Splink") as connection, _quiet(), _in_our_words():
        _score(engine, connection, fields, rules, prior, context.seed)
    for name in ("splink_records", "splink_pairs"):
        context.engine.drop(name)


_NOTHING = """
    select a, b, cast(0 as bigint) as weight, cast(null as varchar) as words from candidates
    where false
"""


def _told_fields(context: RunContext) -> list[str]:
    """Comparisons that two keys or more tell something of."""
    counts = ", ".join(
        f"count(coalesce({', '.join(columns)})) as {field}" for field, columns in TOLD_BY.items()
    )
    told = context.query("told", "how many keys tell each field", f"select {counts} from companies")
    return [field for field in TOLD_BY if told[field][0].as_py() > 1]


def _list_records(context: RunContext) -> None:
    uses = ", ".join(
        f"case when {c} is not null then count(*) over (partition by {c}) end as {c}_uses"
        for c in LEARNT_FROM
    )
    context.keep(
        "splink_records",
        "companies, each with how many share what it tells",
        f"select *, {uses} from companies order by id",
    )
    context.keep(
        "splink_pairs",
        "pairs to score, as Splink expects them",
        "select a as join_key_l, b as join_key_r, '0' as match_key from candidates order by a, b",
    )


def _rules(context: RunContext, fields: Sequence[str]) -> list[str]:
    """Where to learn from: what some keys share; a single comparison leaves nothing to learn."""
    shared = ", ".join(
        f"count(*) filter (where {c}_uses between 2 and {LARGEST_BLOCK}) as {c}"
        for c in LEARNT_FROM
    )
    counted = context.query("shared", "keys that share it", f"select {shared} from splink_records")
    return [learning_rule(c) for c in LEARNT_FROM if counted[c][0].as_py() and len(fields) > 1]


def _prior(context: RunContext, fields: Sequence[str]) -> float:
    """The share of all pairs that are one company, from pairs that agree in two fields."""
    columns = [{"place": "street"}.get(field, field) for field in fields]
    agree = " + ".join(f"case when x.{c} = y.{c} then 1 else 0 end" for c in columns)
    counted = context.query(
        "sure",
        "pairs that agree in two fields, of all pairs",
        f"""
        select count(*) as sure,
               (select cast(count(*) as double) * (count(*) - 1) / 2 from companies) as possible
        from candidates as p join companies as x on x.id = p.a join companies as y on y.id = p.b
        where {agree} >= {min(2, len(fields))}
        """,
    ).to_pylist()[0]
    return float(min(0.5, max(counted["sure"], 1) / _RECALL / counted["possible"]))


def _score(
    engine: DuckDBEngine,
    connection: "duckdb.DuckDBPyConnection",
    fields: Sequence[str],
    rules: Sequence[str],
    prior: float,
    seed: int,
) -> None:
    from splink import DuckDBAPI, Linker

    api = DuckDBAPI(connection=connection)
    linker = Linker(api.register("splink_records"), settings(fields, prior), log_level=None)
    try:
        with _one_thread(connection):
            _learn(linker, rules, seed)
        pairs = api.register("splink_pairs")
        linker.table_management.register_blocked_pairs_for_predict(pairs)
        found = linker.inference.predict(
            threshold_match_weight=UNSEEN / _HUNDREDTHS, warning_mode="never"
        )
        engine.keep(
            "scored",
            "select least(id_l, id_r) as a, greatest(id_l, id_r) as b, "
            f"{_WEIGHT} as weight, {words(fields)} as words "
            f"from {found.physical_name} order by a, b",
        )
    finally:
        api.delete_tables_created_by_splink_from_db()  # type: ignore[no-untyped-call]


_WEIGHT = f"cast(round(greatest(-2000, least(2000, match_weight)) * {_HUNDREDTHS}) as bigint)"


def _learn(linker: "Linker", rules: Sequence[str], seed: int) -> None:
    """What agrees by chance, then what agrees of one company, looked at from every side."""
    linker.training.estimate_u_using_random_sampling(max_pairs=_MOST_PAIRS, seed=seed)
    for rule in rules:
        linker.training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=True
        )


@contextmanager
def _one_thread(connection: "duckdb.DuckDBPyConnection") -> Iterator[None]:
    """Sums of fractions come out the same only in the same order."""
    [(threads,)] = connection.execute("select current_setting('threads')").fetchall()
    connection.execute("set threads = 1")
    try:
        yield
    finally:
        connection.execute(f"set threads = {threads}")


@contextmanager
def _quiet() -> Iterator[None]:
    """Splink tells much of its work, which is not for the person who waits."""
    logger = logging.getLogger("splink")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)


@contextmanager
def _in_our_words() -> Iterator[None]:
    from splink.internals.exceptions import SplinkException

    try:
        yield
    except SplinkException as error:
        raise UserError(
            f"Splink could not score these pairs: {str(error).splitlines()[0]}",
            where="segmentry.yaml",
            next_step="Set `identity: {matcher: likely}`.",
        ) from error
