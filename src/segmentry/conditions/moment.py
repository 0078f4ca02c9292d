"""The date the data is looked at from, and days counted back from it."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Moment:
    """The date of the data; a period that reaches before the first day of time begins there."""

    as_of: date

    def days_ago(self, days: int) -> date:
        return self.as_of - timedelta(min(days, (self.as_of - date.min).days))

    def months_ago(self, months: int) -> date:
        """The same day so many months before, or the last day of a shorter month."""
        count = self.as_of.year * 12 + self.as_of.month - 1 - months
        if count < 12:
            return date.min
        year, month = divmod(count, 12)
        first_of_next = date(year + month // 11, (month + 1) % 12 + 1, 1)
        return min(date(year, month + 1, 1) + timedelta(self.as_of.day - 1),
                   first_of_next - timedelta(1))  # fmt: skip
