"""Tells of values that very many keys share: a switchboard, a web host, a word for nothing."""

from collections.abc import Mapping
from itertools import groupby

from segmentry.engine.run_context import RunContext

SHOWN = 3
"""So many of the most common values of each kind are named."""
_LONGEST = 60
_PLACE = "coalesce(postal_code, city, country, '')"
_COUNTED = {
    "registration number": "select registration_id as value, count(*) as keys from companies "
    "where registration_id is not null group by registration_id",
    "domain": "select value, uses as keys from domain_users",
    "phone": "select value, uses as keys from phone_users",
    "name": "select name as value, uses as keys from company_names",
    "address": "select street as value, count(*) as keys from companies "
    f"where street is not null group by street, {_PLACE}",
}
"""By kind of value: how many keys share each."""


def tell_of_too_common(context: RunContext, most: int) -> None:
    """Note the values that more keys share than are looked up by them alone, once relations are
    listed."""
    note_too_common(
        context,
        " union all ".join(
            f"select '{kind}' as kind, value, keys from ({counted}) as counted where keys > {most}"
            for kind, counted in _COUNTED.items()
        ),
    )


def tell_of_bounds(context: RunContext, largest: Mapping[str, int]) -> None:
    """Note of which kinds only the smaller blocks are looked at; `largest` has their sizes."""
    if not largest:
        return
    told = "; ".join(f"{kind}, where more than {keys} share it" for kind, keys in largest.items())
    context.notes.append(
        f"So many keys share these that not every pair was compared by them alone: {told}. Keys "
        "that share something rarer too are still found."
    )


def note_too_common(context: RunContext, counted: str) -> None:
    """Note the most common of values that are `counted` (kind, value, keys) as too common."""
    sql = f"""
        select kind, value, keys, kinds from (
            select *, row_number() over (partition by kind order by keys desc, value) as place,
                   count(*) over (partition by kind) as kinds
            from ({counted}) as counted
        ) as ranked where place <= {SHOWN} order by kind, place
    """
    found = context.query("too_common", "values that say little of a company", sql).to_pylist()
    if not found:
        return
    told = [_told(kind, list(rows)) for kind, rows in groupby(found, key=lambda row: row["kind"])]
    context.notes.append(
        f"Shared by too many keys to find matches by alone: {'; '.join(told)}. Keys that share "
        "something else too are still found. Where such a value says nothing of a company, mend "
        "it at its source, or empty it by `values: {VALUE: ''}` under its field in "
        "sources/NAME.yaml."
    )


def _told(kind: str, rows: list[dict[str, object]]) -> str:
    named = ", ".join(f"'{str(r['value'])[:_LONGEST]}' by {r['keys']:,}" for r in rows)
    rest = int(str(rows[0]["kinds"])) - len(rows)
    return f"{kind} {named}" + (f" and {rest:,} more" if rest else "")
