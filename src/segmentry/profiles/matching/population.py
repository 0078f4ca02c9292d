"""What the compared pairs were drawn from: how many keys, and what they share beyond those."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from segmentry.engine.run_context import RunContext


@dataclass(frozen=True)
class Population:
    """All keys, seen from afar."""

    keys: int
    within_systems: float
    """Share of all pairs of keys that are of one system."""
    told: Mapping[str, float]
    """Share of the keys that tell a field."""
    shared: Mapping[tuple[str, str], float] = field(default_factory=dict)
    """Pairs of keys by field and level that share a value, whether they were compared or not."""

    @property
    def pairs(self) -> float:
        return self.keys * (self.keys - 1) / 2


def look_at_population(context: RunContext) -> Population:
    """Count what `companies`, `company_names`, `phone_users` and `domain_users` hold."""
    row = context.query(
        "population",
        "how many keys, and how many of them tell each field",
        """
        select count(*) as keys, count(name) as name, count(phone) as phone,
               count(domain) as domain, count(registration_id) as registration,
               count(people) as people,
               count(coalesce(street, postal_code, city, country)) as place,
               (select sum(n * (n - 1)) from (select cast(count(*) as double) as n
                                              from companies group by system) as s) as within
        from companies
        """,
    ).to_pylist()[0]
    keys, fields = row["keys"], ("name", "place", "phone", "domain", "registration", "people")
    within = (row["within"] or 0) / max(keys * (keys - 1), 1)
    told = {field: row[field] / max(keys, 1) for field in fields}
    return Population(keys, within, told, _shared(context))


def _shared(context: RunContext) -> Mapping[tuple[str, str], float]:
    used = {"name": "company_names", "phone": "phone_users", "domain": "domain_users"}
    rows = context.query(
        "shared",
        "pairs of keys that share a name, phone or domain, compared or not",
        " union all ".join(
            f"select '{field}' as field, same, sum(cast(uses as double) * (uses - 1) / 2) as pairs "
            f"from {table} group by same"
            for field, table in used.items()
        )
        + " order by field, same",
    ).to_pylist()
    return {(row["field"], row["same"]): row["pairs"] for row in rows}
