"""Who was active by its orders at the beginning of a period, and who still was at its end."""

from segmentry.engine.patterns import PATTERN_OF
from segmentry.kpis.measuring.calendar import DAYS, PERIODS
from segmentry.kpis.measuring.purchases import PURCHASE_STEPS
from segmentry.kpis.measuring.scope import Scope

_BITS = 60  # points per word, within BIGINT
_MASKS = "kpi_active_masks"
"""account: one of those alike, the masks, and how many accounts of its pattern have them"""


def keep_active_masks(scope: Scope) -> None:
    """The points at which accounts are active, as bits; those alike in one row."""
    last, window = scope.last_point, f"interval {scope.window_days} day"
    words = ", ".join(f"bit_or({_bits(w)}) as mask_{w}" for w in _words(scope))
    # within step k the points up to k - 1 have passed
    until = (
        f"select s.account, s.step, case when s.last_on + {window} >= {scope.as_of} then {last} "
        f"else coalesce(d.step - 1, -1) end as until from {PURCHASE_STEPS} as s "
        f"left join {DAYS} as d on d.day = cast(s.last_on + {window} as date) "
        "where s.last_on is not null"
    )
    masks = ", ".join(f"mask_{w}" for w in _words(scope))
    scope.context.keep(
        _MASKS,
        f"the points within {scope.window_days} days of an order of accounts",
        f"select min(account) as account, count(*) as accounts, {masks} from ("
        f"select account, {words} from ({until}) as spans where until >= step group by account"
        f") as each_account group by {PATTERN_OF.format('account')}, {masks}",
    )


def by_orders(scope: Scope) -> str:
    """An order keeps its account active for the window's days after it."""
    was, stands = (_bit_at(scope, f"p.{bound}") for bound in ("first_point", "last_point"))
    flags = f"select m.account, m.accounts, p.period, {was} as was, {stands} as stands"
    return (
        "select account, accounts, period, was as was_active, was * stands as stayed_active, "
        "was * (1 - stands) as went_inactive, stands as is_active "
        f"from ({flags} from {_MASKS} as m cross join {PERIODS} as p) as sides "
        "where was + stands > 0"
    )


def _words(scope: Scope) -> range:
    return range(scope.last_point // _BITS + 1)


def _bits(word: int) -> str:
    """The bits of the points from `step` to `until` that lie in a word."""
    first, after = (
        f"cast(least(greatest({side} - {word * _BITS}, 0), {_BITS}) as integer)"
        for side in ("step", "until + 1")
    )
    return f"(cast(1 as bigint) << {after}) - (cast(1 as bigint) << {first})"


def _bit_at(scope: Scope, point: str) -> str:
    masks = " ".join(
        f"when {point} < {(w + 1) * _BITS} then (m.mask_{w} >> cast({point} - {w * _BITS} "
        "as integer)) & 1"
        for w in _words(scope)
    )
    return f"case {masks} end"
