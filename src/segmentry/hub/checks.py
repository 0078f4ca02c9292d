"""The rules a row must keep; rows that break one are set aside with the rule and the reason."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import identifier, literal
from segmentry.hub.mapping import LEFT_OUT, MappedTable
from segmentry.hub.rates import RATE_PERIODS
from segmentry.model.fields import Field, FieldKind

LARGEST_AMOUNT = 10_000_000_000
"""Amounts beyond it are taken for slips of the keyboard."""


@dataclass(frozen=True)
class Check:
    """A rule: `breaks` is true for rows that break it (over the mapped columns)."""

    rule: str
    field: str
    breaks: str
    reason: str


def checks_of(table: MappedTable) -> list[Check]:
    """The rules for one source's rows of one standard table, without those allowed to break."""
    checks = _left_out(table)
    checks += [c for f in table.target.required if table.has(f.name) for c in _required(f)]
    checks += _dates(table) + _amounts(table)
    if special := _SPECIAL.get(table.target.name):
        checks += special(table)
    if _converts(table):
        checks.append(_no_rate(table))
    return [c for c in checks if c.rule not in table.mapping.allow]


@dataclass(frozen=True)
class CheckedTable:
    """The rows of one source for one standard table, parted into accepted and set aside."""

    table: MappedTable
    checks: tuple[Check, ...]
    accepted: str
    broken: str
    """Views over the same columns; `broken` has the rule in `broken_rule`."""
    has_duplicates: bool = False

    @property
    def name(self) -> str:
        return self.table.target.name


def check(context: RunContext, tables: Sequence[MappedTable]) -> list[CheckedTable]:
    """Part the mapped tables into accepted rows and rows set aside."""
    for table in tables:
        context.define(
            _checked(table),
            f"the first rule that each row of {table.source.name} breaks",
            _checked_sql(table, checks_of(table)),
        )
    return [_part(context, table, _told_again(table, tables)) for table in tables]


def _checked(table: MappedTable) -> str:
    return f"checked__{table.suffix}"


def _part(context: RunContext, table: MappedTable, later: Sequence[MappedTable]) -> CheckedTable:
    checks, checked = checks_of(table), _checked(table)
    duplicates = _duplicates(context, table, later)
    accepted, broken = f"accepted__{table.suffix}", f"broken__{table.suffix}"
    without = f"anti join {identifier(duplicates)} as d using (file, line)" if duplicates else ""
    context.define(
        accepted,
        "rows that keep all rules",
        f"select c.* from {identifier(checked)} as c {without} where c.broken_rule is null",
    )
    repeated = (
        f"union all by name select c.* replace ('duplicate_key' as broken_rule) "
        f"from {identifier(checked)} as c semi join {identifier(duplicates)} as d "
        "using (file, line)"
        if duplicates
        else ""
    )
    context.define(
        broken,
        "rows set aside, with the rule",
        f"select c.* from {identifier(checked)} as c where c.broken_rule is not null {repeated}",
    )
    if duplicates:
        checks.append(_DUPLICATE)
    return CheckedTable(table, tuple(checks), accepted, broken, duplicates is not None)


_DUPLICATE = Check(
    "duplicate_key", "key", "false", "another row has the same key; the newest one counts"
)


def _checked_sql(table: MappedTable, checks: list[Check]) -> str:
    cases = " ".join(f"when {c.breaks} then {literal(c.rule)}" for c in checks)
    rule = f"case {cases} end" if cases else "cast(null as varchar)"
    if not _converts(table):
        rate = "" if table.target.field("rate") else "cast(1 as double) as rate, "
        return f"select m.*, {rate}{rule} as broken_rule from {identifier(table.mapped)} as m"
    base = literal(table.context.definitions.workspace.currency)
    day = table.target.event_date or "started_on"
    return f"""
        select m.*, {rule} as broken_rule
        from (
            select t.*, case when t.currency is null or t.currency = {base} then 1.0
                             else p.rate end as rate
            from {identifier(table.mapped)} as t
            left join {RATE_PERIODS} as p
              on p.currency = t.currency
             and cast(t.{day} as date) >= p.valid_from and cast(t.{day} as date) < p.valid_to
        ) as m
    """


def _converts(table: MappedTable) -> bool:
    return table.has("currency") and table.target.name != "exchange_rates"


def _no_rate(table: MappedTable) -> Check:
    base = table.context.definitions.workspace.currency
    return Check(
        "no_exchange_rate",
        "currency",
        "m.rate is null or (m.raw_currency is not null and m.currency is null)",
        f"the currency is unknown, or no rate to {base} is known for that day",
    )


def _left_out(table: MappedTable) -> list[Check]:
    """What the mapping leaves out comes first: such rows need no other reason."""
    return [
        Check(rule.rule, "key", f"m.{LEFT_OUT} = {literal(rule.rule)}", rule.reason)
        for rule in table.mapping.leave_out
        if rule.told
    ]


def _required(field: Field) -> list[Check]:
    raw, value = identifier("raw_" + field.name), identifier(field.name)
    return [
        Check(f"no_{field.name}", field.name, f"m.{raw} is null", f"{field.meaning} is missing"),
        Check(
            f"unreadable_{field.name}",
            field.name,
            f"m.{value} is null",
            f"{field.meaning} cannot be understood",
        ),
    ]


def _dates(table: MappedTable) -> list[Check]:
    name = table.target.event_date
    if name is None or not table.has(name):
        return []
    return [
        Check(
            "implausible_date",
            name,
            f"m.{name} < date '1970-01-01' or m.{name} >= date '2100-01-01'",
            "the date lies outside 1970 to 2099",
        )
    ]


def _amounts(table: MappedTable) -> list[Check]:
    if table.target.name == "accounts":
        return []
    money = [f.name for f in table.target.fields if f.kind is FieldKind.MONEY and table.has(f.name)]
    checks = [_unreadable_amount()] if "amount" in money else []
    return checks + [
        _implausible(table, name, name, f"m.{name}", f"the {name.replace('_', ' ')}")
        for name in money
    ]


def _unreadable_amount() -> Check:
    return Check(
        "unreadable_amount",
        "amount",
        "m.raw_amount is not null and m.amount is null",
        "the amount cannot be understood",
    )


def _implausible(table: MappedTable, name: str, field: str, amount: str, what: str) -> Check:
    """Too large to be meant, in the workspace's currency."""
    rate = " * m.rate" if _converts(table) else ""
    return Check(
        f"implausible_{name}",
        field,
        f"abs(cast({amount} as double){rate}) > {LARGEST_AMOUNT}",
        f"{what} is beyond {LARGEST_AMOUNT:,}",
    )


def _order_lines(table: MappedTable) -> list[Check]:
    checks = [
        Check("no_quantity", "quantity", "m.quantity = 0", "the quantity is 0"),
    ]
    if table.has("unit_price"):
        checks += [
            Check(
                "unreadable_price",
                "unit_price",
                "m.raw_unit_price is not null and m.unit_price is null",
                "the price cannot be understood",
            ),
            Check("negative_price", "unit_price", "m.unit_price < 0", "the price is below 0"),
            Check("zero_price", "unit_price", "m.unit_price = 0", "the price is 0: no sale"),
            _implausible(
                table,
                "amount",
                "unit_price",
                "cast(m.unit_price as double) * m.quantity",
                "price times quantity",
            ),
        ]
    if table.has("account"):
        reason = "no company: it cannot be counted for anyone"
        checks.insert(0, Check("no_account", "account", "m.account is null", reason))
    amounts = [f"m.{f} is null" for f in ("unit_price", "amount") if table.has(f)]
    if amounts:
        breaks = " and ".join(amounts)
        checks.append(Check("no_amount", "unit_price", breaks, "neither price nor amount is known"))
    if table.has("ordered_at"):
        checks.append(
            Check("no_ordered_at", "ordered_at", "m.ordered_at is null", "the day is not known")
        )
    return checks


def _periods(start: str, end: str) -> Check:
    return Check("end_before_start", end, f"m.{end} < m.{start}", "it ends before it starts")


def _no_two_ends(table: MappedTable) -> Check:
    ends = [f for f in _ENDS if table.has(f)]
    known = " + ".join(f"case when m.{f} is null then 0 else 1 end" for f in ends)
    return Check(
        "no_link", "account", f"{known or '0'} < 2", "it does not tell what belongs to what"
    )


_ENDS = ("account", "contact", "opportunity", "engagement", "ticket")

_SPECIAL: dict[str, Callable[[MappedTable], list[Check]]] = {
    "order_lines": _order_lines,
    "subscriptions": lambda table: (
        [_periods("started_on", "ended_on")] if table.has("ended_on") else []
    ),
    "account_links": lambda table: [_no_two_ends(table)],
    "costs": lambda table: [_periods("started_on", "ended_on")] if table.has("ended_on") else [],
}


def _told_again(table: MappedTable, tables: Sequence[MappedTable]) -> list[MappedTable]:
    """Later sources of the same system that may tell the same events: overlapping exports.

    Companies and people told twice are no duplicates: what the sources know adds up.
    """
    if not _has_unique_keys(table) or not table.target.event_date:
        return []
    return [
        t
        for t in tables
        if t.target.name == table.target.name
        and t.source.key_system == table.source.key_system
        and t.source.name > table.source.name
        and _has_unique_keys(t)
        and _sameness(table, t)
    ]


def _has_unique_keys(table: MappedTable) -> bool:
    is_keyed = table.target.field("key") is not None and table.has("key")
    return is_keyed and not table.mapping.one_row_per_key


def _sameness(one: MappedTable, other: MappedTable) -> list[str]:
    """Beside the key: two numberings of one system may collide, but not also in company and day."""
    fields = ["account", one.target.event_date or ""]
    return [f for f in fields if one.has(f) and other.has(f)]


def _duplicates(
    context: RunContext, table: MappedTable, later: Sequence[MappedTable]
) -> str | None:
    """Rows whose key another, newer row has as well; None when there are none."""
    if not _has_unique_keys(table):
        return None
    again = [_again_sql(table, t) for t in later]
    if not _has_repeated_keys(context, table) and not any(
        context.query(
            f"again__{table.suffix}",
            "overlapping exports tell the same events",
            f"select count(*) as rows from ({sql}) as told",
        ).to_pydict()["rows"][0]
        for sql in again
    ):
        return None
    dates = [f for f in ("updated_at", table.target.event_date) if f and table.target.field(f)]
    newest = "".join(f"{f} desc nulls last, " for f in dates)
    older = f"""
        select file, line from (
            select file, line,
                   row_number() over (partition by key order by {newest}file desc, line desc)
                     as place
            from {identifier(_checked(table))} where broken_rule is null and key is not null
        ) as ranked where place > 1
    """
    return context.keep(
        f"duplicates__{table.suffix}",
        "of rows with the same key the newest counts",
        " union ".join([older, *again]),
    )


def _has_repeated_keys(context: RunContext, table: MappedTable) -> bool:
    counted = context.query(
        f"keys__{table.suffix}",
        "keys must be unique",
        f"select count(key) - count(distinct key) as repeated from {identifier(_checked(table))} "
        "where broken_rule is null",
    ).to_pydict()
    return bool(counted["repeated"][0])


def _again_sql(table: MappedTable, later: MappedTable) -> str:
    """The rows of a source that a later source of the same system tells as well."""
    same = " and ".join(
        f"{_compared('c', f)} is not distinct from {_compared('t', f)}"
        for f in _sameness(table, later)
    )
    return (
        f"select c.file, c.line from {identifier(_checked(table))} as c "
        f"semi join (select * from {identifier(_checked(later))} where broken_rule is null) as t "
        f"on c.key = t.key and {same} where c.broken_rule is null and c.key is not null"
    )


def _compared(row: str, field: str) -> str:
    return f"{row}.account" if field == "account" else f"cast({row}.{field} as date)"
