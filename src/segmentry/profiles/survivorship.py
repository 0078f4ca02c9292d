"""Whose word counts: for each group of fields the rule by which one record is chosen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from segmentry.engine.sql import literal
from segmentry.model.definitions import Definitions

_RANKS, _AGES = 2**11, 2**41
"""More than there are ranks, and more than there are moments."""


@dataclass(frozen=True)
class Survivorship:
    """How the record is chosen that tells a group of fields; the fields win together."""

    group: str
    fields: tuple[str, ...]
    rule: str
    sources: tuple[str, ...] = ()
    """They count before all others in this group."""
    beside: tuple[str, ...] = ()
    """Fields that belong to the record's word, and have a rule of their own."""
    in_pieces: bool = False
    """Told in several columns, so a record may know a part only: of equals the fuller counts."""
    even: tuple[str, ...] = ()
    """SQL of what decides before the value itself does."""

    @property
    def claimed(self) -> tuple[str, ...]:
        """All that a record says of the group."""
        return self.fields + self.beside

    @property
    def told(self) -> str:
        """SQL: whether a record says anything of the group."""
        return "(" + " or ".join(f"{f} is not null" for f in self.fields) + ")"

    @property
    def is_other(self) -> str:
        """SQL: 1 where a record is of none of the sources that count before all others."""
        listed = ", ".join(map(literal, self.sources))
        return f"case when source in ({listed}) then 0 else 1 end" if listed else "0"

    @property
    def position(self) -> str:
        """SQL of one number: how records stand where the rule's own measure is even."""
        cases = " ".join(f"when {literal(s)} then {n}" for n, s in enumerate(self.sources))
        rank = f"case source {cases} else {_RANKS // 2} + rank end" if cases else "rank"
        if self.rule == "newest":
            return f"({self.is_other} * {_AGES} + age) * {_RANKS} + {rank}"
        return f"({rank}) * {_AGES} + age"

    @property
    def order(self) -> tuple[str, ...]:
        """SQL of what decides among the claims of an account, after their validity."""
        first = ("is_other",) if self.sources else ()
        fuller = (f"{_told_fields(self)} desc",) if self.in_pieces else ()
        return (*first, *_MEASURES.get(self.rule, _none)(self), "position", *fuller, "support desc",
                *self.even, *(f"{f} nulls last" for f in self.claimed))  # fmt: skip

    @property
    def words(self) -> str:
        """The rule as people read it."""
        listed = ", ".join(self.sources)
        if self.rule in ("believed", "with_address"):
            return f"the source ranked first{f' ({listed})' if listed else ''}, then the newest row"
        first = f" ({listed} before all others)" if listed else ""
        return f"{_WORDS[self.rule]}{first}{_THEN.get(self.rule, _THEN_BELIEVED)}"


def _none(_: Survivorship) -> tuple[str, ...]:
    return ()


def _fullest(rule: Survivorship) -> tuple[str, ...]:
    letters = " + ".join(f"coalesce(length(cast({f} as varchar)), 0)" for f in rule.fields)
    return f"{_told_fields(rule)} desc", f"({letters}) desc"


def _told_fields(rule: Survivorship) -> str:
    told = (f"case when {f} is null then 0 else 1 end" for f in rule.fields)
    return f"({' + '.join(told)})"


_MEASURES: Mapping[str, Callable[[Survivorship], tuple[str, ...]]] = {
    "most_common": lambda _: ("support desc",),
    "fullest": _fullest,
    "earliest": lambda rule: (f"{rule.fields[0]} nulls last",),
    "latest": lambda rule: (f"{rule.fields[0]} desc nulls last",),
    "any_true": lambda rule: (f"case when {rule.fields[0]} then 0 else 1 end",),
    "all_true": lambda rule: (f"case when {rule.fields[0]} then 1 else 0 end",),
}
_WORDS = {
    "newest": "the newest row",
    "most_common": "what most records say",
    "fullest": "the record that tells most",
    "earliest": "the earliest value",
    "latest": "the latest value",
    "any_true": "true when any source says so",
    "all_true": "true only when no source says otherwise",
}
_THEN_BELIEVED = ", then the source ranked first, then the newest row"
_THEN = dict.fromkeys(("earliest", "latest", "any_true", "all_true"), "") | {
    "newest": ", then the source ranked first"
}
"""How the rule goes on where its own measure is even."""

# 'Acme' is how people write, 'ACME' and 'acme' what systems make of it
_AS_PEOPLE_WRITE = (
    r"case when regexp_matches(name, '\p{Ll}') and regexp_matches(name, '\p{Lu}') then 0 else 1 end"
)

RULES = (
    Survivorship("name", ("name", "name_key", "legal_form"), "believed", even=(_AS_PEOPLE_WRITE,)),
    Survivorship("registration_id", ("registration_id",), "believed"),
    Survivorship("domain", ("domain",), "most_common"),
    Survivorship("phone", ("phone", "phone_key"), "newest"),
    Survivorship("address", ("street", "street_key", "postal_code", "city", "region"), "newest",
                 beside=("country",), in_pieces=True),
    Survivorship("country", ("country",), "with_address"),
    Survivorship("employees", ("employees", "employees_from", "employees_to"), "believed"),
    Survivorship("annual_revenue", ("annual_revenue",), "believed"),
    Survivorship("market_capitalisation", ("market_capitalisation",), "believed"),
    Survivorship("founded_year", ("founded_year",), "believed"),
    Survivorship(
        "industry",
        ("industry", "industry_scheme", "industry_code", "industry_isic", "industry_group"),
        "believed",
    ),
    Survivorship("organisation_structure", ("organisation_structure",), "believed"),
    Survivorship("business_model", ("business_model",), "believed"),
    Survivorship("technology_adoption", ("technology_adoption",), "newest"),
    Survivorship("stage", ("stage",), "newest"),
    Survivorship("relation", ("relation",), "believed"),
    Survivorship("payment_terms_days", ("payment_terms_days",), "newest"),
    Survivorship("do_not_contact", ("do_not_contact",), "any_true"),
    Survivorship("created_on", ("created_on",), "earliest"),
)  # fmt: skip
"""The country comes after the address, which it may follow."""


def rules_of(definitions: Definitions) -> tuple[Survivorship, ...]:
    """The rules of a workspace: ours, but for what segmentry.yaml says."""
    said = {group: (rule, sources) for group, rule, sources in
            definitions.workspace.golden_record.each()}  # fmt: skip
    return tuple(
        replace(ours, rule=said[ours.group][0] or ours.rule, sources=said[ours.group][1])
        for ours in RULES
    )
