"""Which standard tables a file can fill, and with which of its columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from segmentry.engine.contract import Engine
from segmentry.hub.recognition.columns import (
    SeenColumn,
    SeenFile,
    names_companies,
    readable_share,
)
from segmentry.hub.recognition.headers import likeness, place_among_synonyms, words_of
from segmentry.model.fields import Field, FieldKind
from segmentry.model.mappings import FieldMapping
from segmentry.model.standard_tables import STANDARD_TABLES, StandardTable

_SURE = 0.35
"""A table is taken when at least this share of its evidence is found."""

NAME_IS_KEY = "the name serves as key"
"""Said where a file of companies has no column that reads like a key."""

# file names say much; the words before a table's name only narrow it
_FILE_WORDS: Mapping[str, tuple[str, ...]] = {
    "accounts": ("accounts", "account", "customers", "customer", "companies", "company", "clients",
                 "organisations", "organizations", "firmographics", "leads", "prospects"),
    "contacts": ("contacts", "contact", "people", "persons"),
    "orders": ("orders", "order", "invoices", "sales", "transactions"),
    "order_lines": ("lines", "details", "items", "transactions", "sales"),
    "invoices": ("invoices", "invoice", "billing", "bills", "receivables"),
    "subscriptions": ("subscriptions", "subscription", "contracts"),
    "opportunities": ("opportunities", "opportunity", "deals", "pipeline"),
    "engagements": ("usage", "tickets", "ticket", "sessions", "visits", "events", "web",
                    "activity", "support", "cases", "churn"),
    "campaigns": ("campaigns", "campaign"),
    "campaign_touches": ("responses", "touches", "members", "sends", "campaign"),
    "survey_answers": ("survey", "answers", "nps"),
    "technologies": ("technologies", "technology", "technographics", "stack"),
    "costs": ("costs", "cost", "spend", "expenses"),
    "consents": ("consents", "consent", "optouts"),
    "exchange_rates": ("rates", "fx"),
}  # fmt: skip

# a table of keys alone could link anything: only a preset or a person knows what
_GUESSED = [table for name, table in STANDARD_TABLES.items() if name in _FILE_WORDS]

# what such files hold is about us or our goods, not about customers
_NOT_CUSTOMERS = {
    "supplier", "suppliers", "vendor", "vendors", "employee", "employees", "shipper", "shippers",
    "product", "products", "category", "categories", "territory", "territories", "team", "teams",
    "warehouse", "warehouses", "inventory", "region", "regions", "employeeterritories", "currency",
}  # fmt: skip

_CHECKED = {
    FieldKind.DATE, FieldKind.TIME, FieldKind.MONEY, FieldKind.INTEGER, FieldKind.NUMBER,
    FieldKind.SHARE, FieldKind.EMAIL, FieldKind.DOMAIN, FieldKind.COUNTRY, FieldKind.BOOLEAN,
    FieldKind.YEAR, FieldKind.SIZE, FieldKind.MONEY_RANGE, FieldKind.CURRENCY,
}  # fmt: skip


@dataclass(frozen=True)
class GuessedField:
    """A field with the column it seems to come from; `confidence` from 0 to 1."""

    field: str
    mapping: FieldMapping
    confidence: float
    note: str = ""
    beside_preset: tuple[str, ...] = ()
    """What of the mapping a preset does not say itself."""


@dataclass(frozen=True)
class GuessedTable:
    """A standard table that a file seems to fill."""

    file: SeenFile
    table: StandardTable
    fields: tuple[GuessedField, ...]
    attributes: Mapping[str, str] = field(default_factory=dict)
    one_row_per_key: bool = False
    preset: str = ""
    """The preset that tells it; then nothing is guessed."""

    @property
    def confidence(self) -> float:
        needed = [f for f in self.fields if (d := self.table.field(f.field)) and d.required]
        counted = needed or list(self.fields)
        return min((f.confidence for f in counted), default=0.0)

    @property
    def missing(self) -> list[str]:
        """Fields that the table needs and no column seems to hold."""
        found = {f.field for f in self.fields}
        return [f.name for f in self.table.required if f.name not in found]

    def column_of(self, name: str) -> str | None:
        found = next((f for f in self.fields if f.field == name), None)
        return found.mapping.column if found else None


def guess_tables(engine: Engine, file: SeenFile) -> list[GuessedTable]:
    """The tables a file fills: one it is mainly about, and companies or people told beside it."""
    if not file.rows or words_of(file.name)[-1] in _NOT_CUSTOMERS:
        return []
    ranked = sorted(
        ((_score(file, g), g) for t in _GUESSED if (g := _guess(engine, file, t))),
        key=lambda pair: -pair[0],
    )
    if not ranked or ranked[0][0] < _SURE:
        return []
    main = _with_constants(ranked[0][1])
    beside = _told_beside(engine, file, main)
    return [_with_attributes(main, beside), *beside]


def _guess(engine: Engine, file: SeenFile, table: StandardTable) -> GuessedTable | None:
    """Give each field the column that reads most like it; None without the required ones."""
    pairs = sorted(
        (
            (likeness(c.name, f) * _plausible(f, c), order, place_among_synonyms(c.name, f), f, c)
            for order, f in enumerate(table.fields)
            for c in file.columns
        ),
        key=lambda pair: (-pair[0], pair[1], pair[2], pair[4].name),
    )
    taken: dict[str, GuessedField] = {}
    used: set[str] = set()
    for alike, _, _, declared, column in pairs:
        if alike <= 0 or declared.name in taken or column.name in used:
            continue
        if guessed := _read(engine, declared, column, alike):
            taken[declared.name] = guessed
            used.add(column.name)
    if table.name == "accounts" and "key" not in taken and "name" in taken:
        taken["key"] = replace(taken["name"], field="key", note=NAME_IS_KEY)
    if table.name == "accounts" and "name" not in taken and _is_words(file, taken.get("key")):
        taken["name"] = replace(taken["key"], field="name", note="the key reads like a name")
    if any(f.name not in taken for f in table.required if f.name != "account"):
        return None
    ordered = tuple(taken[f.name] for f in table.fields if f.name in taken)
    return GuessedTable(file, table, ordered)


def _is_words(file: SeenFile, guess: GuessedField | None) -> bool:
    if guess is None or guess.mapping.column is None:
        return False
    values = file.column(guess.mapping.column).values[:200]
    return sum(not any(c.isdigit() for c in v) for v in values) > 0.8 * len(values)


def _plausible(declared: Field, column: SeenColumn) -> float:
    if not column.filled:
        return 0.0
    if declared.name == "key" and not column.is_nearly_unique:
        # a key that repeats belongs to another table, or is no key
        return 0.6 if declared.required else 0.0
    return 1.0


def _read(engine: Engine, declared: Field, column: SeenColumn, alike: float) -> GuessedField | None:
    """The field with how its column is to be read; None when the values speak against it."""
    if declared.kind is FieldKind.PERSON_NAME and names_companies(engine, column):
        return None
    confidence, note = alike, ""
    formats: tuple[str, ...] = ()
    decimal: Literal[".", ","] = "."
    percent = declared.kind is FieldKind.SHARE and _in_percent(engine, column)
    if declared.kind in _CHECKED:
        share = readable_share(engine, column, declared.kind, percent=percent)
        if share < 0.5:
            return None
        confidence *= 0.5 + share / 2
        note = "" if share > 0.995 else f"{share:.0%} of the values are understood"
    if declared.kind in (FieldKind.DATE, FieldKind.TIME) and not column.is_temporal:
        formats = column.dates.formats
        note = column.dates.note or note
        confidence *= 0.7 if column.dates.ambiguous else 1.0
    if declared.kind in (FieldKind.MONEY, FieldKind.NUMBER, FieldKind.MONEY_RANGE, FieldKind.SHARE):
        decimal = "," if column.decimal_mark == "," else "."
    mapping = FieldMapping(column=column.name, formats=formats, decimal=decimal, percent=percent)
    return GuessedField(declared.name, mapping, round(confidence, 2), note)


def _in_percent(engine: Engine, column: SeenColumn) -> bool:
    """Whether more of a column's shares can be read as percentages without a sign."""
    plain, percent = (
        readable_share(engine, column, FieldKind.SHARE, percent=p) for p in (False, True)
    )
    return percent > plain


def _score(file: SeenFile, guess: GuessedTable) -> float:
    """How much of the file the table explains, weighted by how telling each field is."""
    found = sum(f.confidence * _telling(guess.table, f.field) for f in guess.fields)
    columns = max(len(file.columns), 1)
    explained = found / (columns + 2)
    words = words_of(file.name)
    named = any(w in words for w in _FILE_WORDS.get(guess.table.name, ()))
    last = bool(words) and words[-1] in _FILE_WORDS.get(guess.table.name, ())
    return explained + (0.35 if last else 0.25 if named else 0.0)


def _telling(table: StandardTable, name: str) -> float:
    """Fields that many tables have tell little about which one it is."""
    holders = sum(t.field(name) is not None for t in STANDARD_TABLES.values())
    return {1: 2.0, 2: 1.5, 3: 1.2}.get(holders, 0.8)


# ---- what the main table does not say ------------------------------------------------------


def _with_constants(guess: GuessedTable) -> GuessedTable:
    if guess.table.name == "engagements" and guess.column_of("kind") is None:
        kind = _engagement_kind(guess)
        constant = GuessedField("kind", FieldMapping(constant=kind), 0.9, "from the file's name")
        return replace(guess, fields=(*guess.fields, constant))
    return guess


def _engagement_kind(guess: GuessedTable) -> str:
    words = {w for name in (guess.file.name, *(c.name for c in guess.file.columns))
             for w in words_of(name)}  # fmt: skip
    if words & {"ticket", "tickets", "case", "cases", "support"}:
        return "support"
    if words & {"churn", "churned"}:
        return "churn"
    if words & {"feature", "usage", "product", "login", "logins"}:
        return "product"
    if words & {"page", "pages", "session", "sessions", "visit", "visits", "web", "utm"}:
        return "web"
    return "event"


def _with_attributes(main: GuessedTable, beside: Sequence[GuessedTable]) -> GuessedTable:
    """What a file of companies has beyond our fields is kept under names of its own."""
    if main.table.name != "accounts":
        return main
    used = {f.mapping.column for g in (main, *beside) for f in g.fields}
    rest = [c for c in main.file.columns if c.name not in used]
    return replace(main, attributes=further_columns(rest, main.file.rows))


def _told_beside(engine: Engine, file: SeenFile, main: GuessedTable) -> list[GuessedTable]:
    """Companies told by every line of a flat file; people told by the rows of companies."""
    if main.table.name == "accounts":
        return _people_of_companies(engine, file, main)
    key = main.column_of("account")
    if key and main.table.name in ("orders", "order_lines"):
        return _companies_of_orders(engine, file, main, key)
    return []


def _companies_of_orders(
    engine: Engine, file: SeenFile, main: GuessedTable, key: str
) -> list[GuessedTable]:
    used = {f.mapping.column for f in main.fields}
    rest = replace(file, columns=tuple(c for c in file.columns if c.name not in used))
    accounts = STANDARD_TABLES["accounts"]
    telling = ("name", "country", "industry", "employees", "region", "city", "domain")
    fields = [f for f in accounts.fields if f.name in telling]
    guess = _guess(engine, rest, replace(accounts, fields=tuple(fields)))
    if guess is None or not guess.fields:
        return []
    own = GuessedField("key", FieldMapping(column=key), 0.9, "the key the orders give")
    columns = tuple(f for f in guess.fields if f.confidence >= 0.9)
    if not columns:
        return []
    return [GuessedTable(file, accounts, (own, *columns), one_row_per_key=True)]


def _people_of_companies(engine: Engine, file: SeenFile, main: GuessedTable) -> list[GuessedTable]:
    person = [c for c in file.columns if "contact" in words_of(c.name)]
    key = main.column_of("key")
    if not person or key is None:
        return []
    contacts = STANDARD_TABLES["contacts"]
    wanted = ("first_name", "last_name", "full_name", "email", "phone", "job_title")
    table = replace(contacts, fields=tuple(f for f in contacts.fields if f.name in wanted))
    guess = _guess(engine, replace(file, columns=tuple(person)), table)
    if guess is None or not guess.fields:
        return []
    own = [
        GuessedField(n, FieldMapping(column=key), 0.9, "one contact per company")
        for n in ("key", "account")
    ]
    return [GuessedTable(file, contacts, (*own, *guess.fields))]


def further_columns(columns: Sequence[SeenColumn], rows: int) -> dict[str, str]:
    """Columns with few values, or figures: worth keeping under a name of their own."""
    return {
        "_".join(words_of(c.name)): c.name
        for c in columns
        if c.filled and not c.is_unique and (c.distinct <= max(50, rows // 20) or c.is_number)
        and c.distinct > 1
        and not any(len(v) > 60 for v in c.values[:50])
    }  # fmt: skip
