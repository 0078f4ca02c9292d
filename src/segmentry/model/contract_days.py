"""What a contract brought in a span of days: the one definition of revenue of contracts."""

from datetime import date, timedelta

from segmentry.model.tables import Table

IS_PAID = "not coalesce(c.is_trial, false)"
"""Trials bring nothing."""


def runs_within(first_day: str, end_day: str) -> str:
    """Whether the contract `c` ran on any day from the first up to but without the last."""
    return f"c.started_on < {end_day} and (c.ended_on is null or c.ended_on > {first_day})"


def fee_of_days(first_day: str, end_day: str, until: str, days_of_month: str) -> str:
    """The monthly fee of `c` for the days it ran of those; one without an end runs `until`."""
    days = (
        f"datediff('day', greatest(c.started_on, {first_day}), "
        f"least(coalesce(c.ended_on, {until}), {end_day}))"
    )
    return f"cast(coalesce(c.monthly_amount, 0) * {days} / ({days_of_month}) as decimal(18,4))"


def contract_months(as_of: date) -> str:
    """Query of account_id, month, amount and sales (1: a contract ran) up to the date of the data.

    Every month has its own row for each account with a contract that ran on any of its days.
    """
    after = f"date '{(as_of + timedelta(days=1)).isoformat()}'"
    month_days = "datediff('day', m.month, m.next_month)"
    return (
        "select c.account_id, m.month, "
        f"sum({fee_of_days('m.month', f'least(m.next_month, {after})', after, month_days)}) "
        f"as amount, 1 as sales from {Table.ACCOUNT_SUBSCRIPTIONS} as c join ("
        "select distinct cast(range as date) as month, "
        "cast(range + interval 1 month as date) as next_month "
        f"from range(date '1990-01-01', {after}, interval 1 month)) as m "
        f"on {runs_within('m.month', f'least(m.next_month, {after})')} "
        f"where {IS_PAID} group by c.account_id, m.month"
    )
