"""Pairs that Splink thinks are one company, looked up, linked and explained as by `likely`."""

from importlib.metadata import PackageNotFoundError, version

from segmentry.engine.duckdb import DuckDBEngine
from segmentry.engine.run_context import RunContext
from segmentry.errors import InvalidDefinition
from segmentry.profiles.matchers.likely import Likely
from segmentry.profiles.matching.linkage import NEVER, UNSEEN
from segmentry.profiles.matching.splink_scores import score

_INSTEAD = "`identity: {matcher: likely}`"


class Splink(Likely):
    """Joins keys by the scores of Splink 5, the open library of the UK's Ministry of Justice.

    It learns without labels and needs two fields or more to tell companies apart. It works on
    DuckDB, where the package is installed: `pip install 'segmentry[splink]'`.
    """

    goes_on = False

    def clusters(self, context: RunContext, keys: str) -> None:
        _engine(context)
        _require_splink()
        super().clusters(context, keys)

    def _weigh(self, context: RunContext) -> None:
        context.say("Scoring pairs with Splink")
        score(context, _engine(context))
        context.keep("weighed", "each pair with Splink's score; kin never join", _WEIGHED)
        context.engine.drop("scored")


def _engine(context: RunContext) -> DuckDBEngine:
    if not isinstance(context.engine, DuckDBEngine):
        raise InvalidDefinition(
            "The matcher 'splink' works on DuckDB, and this workspace runs on Spark.",
            where="segmentry.yaml",
            next_step=f"Set {_INSTEAD}, which works on both.",
        )
    return context.engine


def _require_splink() -> None:
    try:
        found = version("splink")
    except PackageNotFoundError:
        found = ""
    if not found.startswith("5."):
        raise InvalidDefinition(
            "The matcher 'splink' needs the package splink 5, and "
            + (f"{found} is installed." if found else "it is not installed."),
            where="segmentry.yaml",
            next_step=f"Install it with `pip install 'segmentry[splink]'`, or set {_INSTEAD}.",
        )


_WEIGHED = f"""
    select c.a, c.b, c.is_kin as is_never,
           case when c.is_kin then {NEVER} else coalesce(s.weight, {UNSEEN}) end as weight,
           coalesce(s.words, 'parent and subsidiary') as words
    from compared as c left join scored as s on s.a = c.a and s.b = c.b
    where s.a is not null or c.is_kin
"""
