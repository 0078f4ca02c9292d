"""Variables that only restate another one: each city lies in one country."""

from collections.abc import Collection, Iterable, Sequence

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import identifier, literal
from segmentry.model.tables import Table

_ALMOST_ALL = 0.99
"""Share of the accounts whose value of one variable is told by their value of the other."""
_FAR_BETTER = 0.9
"""By so much fewer are told wrongly than by the most frequent value alone."""

Pair = tuple[str, str]


def with_restating(
    context: RunContext, made_by: dict[str, frozenset[str]], words: Collection[str]
) -> dict[str, frozenset[str]]:
    """By segmentation the variables it is made by, and those in words that restate one of them."""
    pairs = {
        (min(one, other), max(one, other))
        for names in made_by.values()
        for one in names & set(words)
        for other in set(words) - names
    }
    same = _restating(context, sorted(pairs))
    found = {name: frozenset(_restated(known, same)) for name, known in made_by.items()}
    context.notes += [
        f"{name}: the differences leave out what only restates what makes the segments: "
        f"{_listed(more)}."
        for name, more in found.items()
        if more
    ]
    return {name: known | found[name] for name, known in made_by.items()}


def _restated(known: Collection[str], same: Collection[Pair]) -> Iterable[str]:
    for one, other in same:
        if one in known and other not in known:
            yield other
        elif other in known and one not in known:
            yield one


def _listed(names: Collection[str]) -> str:
    return ", ".join(f"'{name}'" for name in sorted(names))


def _restating(context: RunContext, pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs of which one tells the other."""
    if not pairs:
        return []
    rows = context.query(
        "restating_variables",
        "which variables only restate another one",
        " union all ".join(
            _told_sql(one, told, pair) for pair in pairs for one, told in (pair, (pair[1], pair[0]))
        )
        + " order by 1, 2",
    ).to_pylist()
    return sorted({(r["one"], r["other"]) for r in rows if _tells(r)})


def _tells(row: dict[str, int]) -> bool:
    accounts, told, usual = (row[name] or 0 for name in ("accounts", "told", "usual"))
    wrong, wrong_at_best = accounts - told, accounts - usual
    return told >= _ALMOST_ALL * accounts and wrong < (1 - _FAR_BETTER) * wrong_at_best


def _told_sql(by: str, told: str, pair: Pair) -> str:
    """How many accounts are told right by their group, and by the most frequent value alone."""
    return f"""
        select {literal(pair[0])} as one, {literal(pair[1])} as other,
               cast(sum(accounts) as bigint) as accounts, cast(sum(most) as bigint) as told,
               cast(max(usual) as bigint) as usual
        from (
            select value, sum(n) as accounts, max(n) as most, max(usual) as usual
            from (
                select value, told, n, sum(n) over (partition by told) as usual
                from (
                    select {identifier(by)} as value, {identifier(told)} as told, count(*) as n
                    from {Table.VARIABLE_VALUES}
                    where {identifier(by)} is not null and {identifier(told)} is not null
                    group by 1, 2
                ) as counted
            ) as pairs
            group by value having sum(n) > 1
        ) as groups
    """
