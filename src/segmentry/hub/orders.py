"""Orders from headers, lines or both; returns and cancellations told apart from sales."""

from collections.abc import Sequence

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import identifier, literal
from segmentry.hub.checks import CheckedTable
from segmentry.hub.keys import key_of
from segmentry.hub.not_yet import has_begun
from segmentry.hub.targets import money
from segmentry.model.tables import SCHEMAS, Table

# an order with one of these words never became a sale, or was taken back whole
_CANCELLED = "('cancelled', 'canceled', 'void', 'voided', 'failed', 'declined', 'expired')"
_ORDER_OF_LINE = 'l."order"'
_RETURNED = "('returned', 'refunded', 'refund')"


def write_orders(context: RunContext, checked: Sequence[CheckedTable]) -> None:
    """Write ORDER_LINES and ORDERS."""
    headers = [c for c in checked if c.name == "orders"]
    lines = [c for c in checked if c.name == "order_lines"]
    _write_lines(context, headers, lines)
    parts = [_from_header(c, _lines_of(c, lines)) for c in headers]
    parts += [_from_lines(c, _headers_of(c, headers)) for c in lines if _tells_all(c)]
    if not parts:
        context.write_empty(Table.ORDERS)
        return
    _write_orders(context, parts)
    _note_cancelled(context)
    _note_without_amount(context)


def _note_cancelled(context: RunContext) -> None:
    row = context.query(
        "cancelled_orders",
        "orders that never became a sale",
        f"select count(*) as orders from {Table.ORDERS} where kind = 'cancelled'",
    ).to_pylist()[0]
    if row["orders"]:
        context.notes.append(
            f"{row['orders']:,} orders are cancelled; they count neither as sales nor as returns."
        )


def _note_without_amount(context: RunContext) -> None:
    """An amount that nobody knows is no 0: sums of money leave it out, and it is told."""
    rows = context.query(
        "orders_without_amount",
        "orders whose amount is not known",
        "select source, count(*) as orders, count(*) - count(amount) as without "
        f"from {Table.ORDERS} group by source having count(*) > count(amount) order by source",
    ).to_pylist()
    context.notes += [
        f"{row['source']}: {row['without']:,} of {row['orders']:,} orders have no known amount; "
        "they count as orders, and sums of money leave them out."
        for row in rows
    ]


def _write_orders(context: RunContext, parts: Sequence[str]) -> None:
    context.write(
        Table.ORDERS,
        "one row per order and kind: what was sold, what came back",
        " union all ".join(parts),
        order=("line", "source", "order_key", "kind", "account_key"),
    )


def unplaced_lines(checked: Sequence[CheckedTable]) -> list[tuple[CheckedTable, str]]:
    """Lines whose order no header tells of: (the lines, SQL of file, line and order)."""
    headers = [c for c in checked if c.name == "orders"]
    return [
        (
            lines,
            f"select l.file, l.line, l.raw_order from {identifier(lines.accepted)} as l "
            f"anti join ({_header_keys(_headers_of(lines, headers))}) as h "
            f"on h.order_key = {key_of(lines, _ORDER_OF_LINE)}",
        )
        for lines in checked
        if lines.name == "order_lines" and not _tells_all(lines)
    ]


def unplaced_orders(checked: Sequence[CheckedTable]) -> list[tuple[CheckedTable, str]]:
    """Orders for which neither header nor line tells a company: (the headers, SQL of them)."""
    return [
        (
            header,
            f"select h.file, h.line, h.raw_key from {identifier(header.accepted)} as h "
            f"anti join {Table.ORDER_LINES} as l on l.order_key = {key_of(header, 'h.key')} "
            "and l.account_key is not null",
        )
        for header in checked
        if header.name == "orders" and not header.table.has("account")
    ]


def _tells_all(lines: CheckedTable) -> bool:
    """Lines that tell company and day themselves need no header."""
    return lines.table.has("account") and lines.table.has("ordered_at")


def _headers_of(lines: CheckedTable, headers: Sequence[CheckedTable]) -> list[CheckedTable]:
    return [h for h in headers if h.table.source.key_system == lines.table.source.key_system]


def _lines_of(header: CheckedTable, lines: Sequence[CheckedTable]) -> list[CheckedTable]:
    return [c for c in lines if header in _headers_of(c, [header])]


def _header_keys(headers: Sequence[CheckedTable]) -> str:
    nothing = (
        "select cast(null as varchar) as order_key, cast(null as varchar) as account_key, "
        "cast(null as timestamp) as ordered_at, cast(null as double) as rate where false"
    )
    told = [
        f"select {key_of(h, 'key')} as order_key, {key_of(h, 'account')} as account_key, "
        f"ordered_at, rate from {identifier(h.accepted)}"
        for h in headers
    ]
    return " union all ".join(told or [nothing])


# ---- lines ---------------------------------------------------------------------------------


def _write_lines(
    context: RunContext, headers: Sequence[CheckedTable], lines: Sequence[CheckedTable]
) -> None:
    if not lines:
        context.write_empty(Table.ORDER_LINES)
        return
    context.write(
        Table.ORDER_LINES,
        "each line with its amounts; pieces below 0 are returns",
        " union all ".join(_line_sql(c, _headers_of(c, headers)) for c in lines),
        # the lines keep the order of their files: sorting ten million rows helps nobody
        order=(),
    )


def _line_sql(lines: CheckedTable, headers: Sequence[CheckedTable]) -> str:
    own = (
        f"select l.*, {key_of(lines, _ORDER_OF_LINE)} as order_key "
        f"from {identifier(lines.accepted)} as l"
    )
    told = key_of(lines, "o.account")
    rows = f"select o.*, {told} as account_key from ({own}) as o"
    if headers or not _tells_all(lines):
        # what the header says counts more; lines that tell nothing need one
        join = "left join" if _tells_all(lines) else "join"
        # lines that name no currency are in that of their order
        rate = "o.rate" if lines.table.has("currency") else "coalesce(h.rate, 1)"
        rows = (
            f"select o.* exclude (ordered_at, rate), {rate} as rate, "
            f"coalesce(h.account_key, {told}) as account_key, "
            "coalesce(h.ordered_at, o.ordered_at) as ordered_at "
            f"from ({own}) as o {join} ({_header_keys(headers)}) as h using (order_key)"
        )
    listed = "cast(round(cast(unit_price as double) * quantity, 4) as decimal(18,4))"
    net = (
        "cast(round(cast(unit_price as double) * quantity * (1 - coalesce(discount_share, 0)), 4) "
        "as decimal(18,4))"
        if lines.table.has("discount_share")
        else listed
    )
    given = {
        "source": literal(lines.table.source.name),
        "kind": "case when quantity < 0 then 'return' else 'sale' end",
        "product": "product",
        "list_amount": money(f"coalesce({listed}, amount)"),
        "amount": money(f"coalesce(amount, {net})"),
        "cost_amount": money("cost_amount"),
    }
    columns = ", ".join(
        f"{given.get(c.name, c.name)} as {identifier(c.name)}"
        for c in SCHEMAS[Table.ORDER_LINES].columns
    )
    return f"select {columns} from ({rows}) as rows where {has_begun(lines)}"


# ---- orders --------------------------------------------------------------------------------


def _from_lines(lines: CheckedTable, headers: Sequence[CheckedTable]) -> str:
    elsewhere = f"anti join ({_header_keys(headers)}) as h using (order_key)" if headers else ""
    terms = "cast(null as bigint) as payment_terms_days"
    return f"""
        select source, min(line) as line, account_key, order_key, min(ordered_at) as ordered_at,
               cast(min(ordered_at) as date) as ordered_on, kind,
               sum(list_amount) as list_amount, sum(amount) as amount,
               sum(cost_amount) as cost_amount, sum(quantity) as units, count(*) as lines,
               cast(null as varchar) as channel, {terms}
        from {Table.ORDER_LINES} {elsewhere} where source = {literal(lines.table.source.name)}
        group by source, account_key, order_key, kind
    """


def _from_header(header: CheckedTable, lines: Sequence[CheckedTable]) -> str:
    own = f"""
        select {literal(header.table.source.name)} as source, line,
               {key_of(header, "account")} as account_key, {key_of(header, "key")} as order_key,
               ordered_at, cast(ordered_at as date) as ordered_on, lower(status) as status,
               {money("coalesce(list_amount, amount)")} as list_amount, {money("amount")} as amount,
               {money("cost_amount")} as cost_amount, channel, payment_terms_days
        from {identifier(header.accepted)} where {has_begun(header)}
    """
    if lines:
        own = _with_lines(own, lines)
    else:
        own = (
            "select *, case when amount < 0 then 'return' else 'sale' end as line_kind, "
            f"cast(null as double) as units, cast(0 as bigint) as lines from ({own}) as o"
        )
    # a cancellation below 0 takes back an order that was counted, so it is a return
    dropped = f"status in {_CANCELLED} and line_kind = 'sale'"
    kind = f"case when {dropped} then 'cancelled' else line_kind end"
    columns = (
        "source, line, account_key, order_key, ordered_at, ordered_on, kind, "
        "list_amount, amount, cost_amount, units, lines, channel, payment_terms_days"
    )
    returned = (
        f"union all select * replace ('return' as kind, -list_amount as list_amount, "
        f"-amount as amount, -cost_amount as cost_amount, -units as units) "
        f"from orders_told where status in {_RETURNED} and kind = 'sale'"
    )
    return f"""
        select {columns} from (
            with orders_told as (select *, {kind} as kind from ({own}) as o)
            select * from orders_told {returned}
        ) as whole where account_key is not null
    """


def _with_lines(header: str, lines: Sequence[CheckedTable]) -> str:
    """Amounts come from the lines where an order has any, else from its header."""
    sources = ", ".join(literal(c.table.source.name) for c in lines)
    return f"""
        select h.source, h.line, coalesce(h.account_key, l.account_key) as account_key,
               h.order_key, h.ordered_at, h.ordered_on, h.status,
               coalesce(l.list_amount, h.list_amount) as list_amount,
               coalesce(l.amount, h.amount) as amount,
               coalesce(l.cost_amount, h.cost_amount) as cost_amount,
               h.channel, h.payment_terms_days,
               coalesce(l.kind, case when h.amount < 0 then 'return' else 'sale' end) as line_kind,
               l.units, coalesce(l.lines, 0) as lines
        from ({header}) as h
        left join (
            select order_key, kind, min(account_key) as account_key,
                   sum(list_amount) as list_amount, sum(amount) as amount,
                   sum(cost_amount) as cost_amount, sum(quantity) as units, count(*) as lines
            from {Table.ORDER_LINES} where source in ({sources})
            group by order_key, kind
        ) as l on l.order_key = h.order_key
    """
