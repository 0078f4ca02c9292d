"""A second generator, which shares no word, no table and no line with the product's own.

Brands are made of syllables, mistakes are made letter by letter anywhere in the text, and texts are cut
off, glued together or lose a word. Companies stand in three lists: an ERP's with the legal name and the
address in one piece, a marketplace's with a trade name, and a register's. A group is a holding with
operating companies named after it; a site is an entity of its own.
"""

from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

LISTS = {"erp": 0.75, "market": 0.6, "register": 0.55}
OPERATING, SITES, TENANTS, RENAMED = 0.15, 0.06, 0.04, 0.02
ONSETS = [
    "b",
    "br",
    "c",
    "ch",
    "cl",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "gl",
    "gr",
    "h",
    "j",
    "k",
    "kl",
    "l",
    "m",
    "n",
    "p",
    "pl",
    "pr",
    "qu",
    "r",
    "s",
    "sk",
    "sp",
    "st",
    "t",
    "tr",
    "v",
    "w",
    "y",
    "z",
]
VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "ou", "ie", "oa"]
CODAS = ["", "", "", "n", "r", "l", "s", "m", "x", "nd", "rt", "ck", "th", "ng"]
TRADES = [
    "Farms",
    "Dairy",
    "Brewing",
    "Quarries",
    "Shipping",
    "Airways",
    "Railworks",
    "Cables",
    "Optics",
    "Labs",
    "Pharma",
    "Clinics",
    "Press",
    "Media",
    "Studios",
    "Games",
    "Cloud",
    "Data",
    "Robotics",
    "Batteries",
    "Solar",
    "Hydro",
    "Gas",
    "Oil",
    "Mining",
    "Forestry",
    "Paper",
    "Glass",
    "Ceramics",
    "Paints",
    "Adhesives",
    "Valves",
    "Pumps",
    "Bearings",
    "Castings",
    "Fasteners",
    "Fashion",
    "Footwear",
    "Toys",
    "Hotels",
]
FORMS = ["Ltd", "Inc", "GmbH", "S.A.", "B.V.", "Oy", "A/S", "Pty Ltd", "LLC", "AG"]
NATIONS = ["GB", "US", "DE", "FR", "NL", "FI", "DK", "AU", "US", "CH"]
ROADS = ["Court", "Crescent", "Square", "Terrace", "Row", "Parade", "Close", "Walk", "Quay", "Mews"]
SWAPS = ("aeioumnrtlsd1056", "eaouinmtrlds7506")


def generate_held_out_records(folder: Path, records: int, seed: int = 11) -> None:
    """Write a Parquet file for each list under `sources`, and truth.parquet."""
    rng = np.random.default_rng(seed)
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as db:
        db.register("drawn", _companies(rng, round(records / sum(LISTS.values()) * 1.02)))
        db.execute(f"create table companies as {_COMPANIES}")
        truths = [
            _write_list(db, rng, folder, name, share, records) for name, share in LISTS.items()
        ]
        db.sql(" union all ".join(truths)).to_parquet(str(folder / "truth.parquet"))


def _companies(rng: np.random.Generator, count: int) -> pa.Table:
    """What is drawn of each company: its place in a group, its brand, address and numbers."""
    chance, number = rng.random(count), np.arange(count)
    kind = np.where(chance < OPERATING, 1, np.where(chance < OPERATING + SITES, 2, 0))
    kind[: max(count // 4, 1)] = 0
    holding = np.where(kind > 0, rng.integers(0, max(count // 4, 1), count), number)
    tenant = rng.random(count) < TENANTS
    building = np.where(tenant, rng.integers(0, count // 200 + 1, count), number)
    return pa.table({
        "number": number, "kind": kind, "holding": holding, "building": building,
        "brand": _brands(rng, count), "trade": pa.array(TRADES).take(pa.array(rng.zipf(1.4, count) % 40)),
        "nation": rng.integers(0, len(NATIONS), count), "code": rng.integers(10**8, 10**9, count),
        "desk": rng.integers(2 * 10**6, 10**7, count), "same_desk": rng.random(count) < 0.5,
        "has_site": rng.random(count) < 0.7, "renamed": rng.random(count) < RENAMED,
        "other_brand": _brands(rng, count), "town": _stock(rng, count, 80),
        "road": _stock(rng, count, 300),
    })  # fmt: skip


def _brands(rng: np.random.Generator, count: int) -> pa.Array:
    """Two or three syllables; one brand in eight is of a small stock that many bear."""
    syllables = [_syllables(rng, count) for _ in range(3)]
    third = np.where(rng.random(count) < 0.4, syllables[2], "")
    brands = np.char.add(np.char.add(syllables[0], syllables[1]), third)
    stock = brands[rng.integers(0, max(count // 100, 1), count)]
    return pa.array(np.char.capitalize(np.where(rng.random(count) < 0.125, stock, brands)))


def _stock(rng: np.random.Generator, count: int, different: int) -> pa.Array:
    """Words of a stock of so many, the first ones more often."""
    words = np.char.capitalize(np.char.add(_syllables(rng, different), _syllables(rng, different)))
    place = np.floor(different * rng.random(count) ** 1.5).astype(np.int64)
    return pa.array(words[place])


def _syllables(rng: np.random.Generator, count: int) -> np.ndarray:
    onset, vowel, coda = (
        np.array(p)[rng.integers(0, len(p), count)] for p in (ONSETS, VOWELS, CODAS)
    )
    return np.char.add(np.char.add(onset, vowel), coda)


_LITERALS = ", ".join(
    f"{words!r} as {name}"
    for name, words in {"forms": FORMS, "nations": NATIONS, "roads": ROADS}.items()
)
_COMPANIES = f"""
    with words as (select {_LITERALS})
    select c.number, c.kind, c.holding, h.nation,
           case when c.kind = 0 then c.brand else h.brand end as brand,
           case c.kind when 0 then c.trade when 1 then c.trade || ' ' || ['One', 'Nordic', 'Europe',
                'Asia', 'Retail', 'Property', 'Finance'][1 + c.code % 7] else h.trade end as trade,
           forms[1 + h.nation] as form, nations[1 + h.nation] as country,
           1 + b.code % 180 as house, b.road || ' ' || roads[1 + b.code % 10] as road,
           b.town, lpad(cast((ascii(b.town) * 977 + ascii(b.town[3:]) * 31 + ascii(b.road)) % 100000
                as varchar), 5, '0') as zip,
           case when c.kind > 0 and c.same_desk then h.desk
                when c.building <> c.number and c.same_desk then b.desk else c.desk end as desk,
           case when c.has_site then lower(case when c.kind = 0 then c.brand else h.brand end) ||
                case when c.kind = 1 and c.same_desk then '-group' else cast(h.code % 997 as varchar) end
                || '.example' end as site,
           case when c.kind < 2 then nations[1 + h.nation] || c.code end as register_id,
           case when c.kind = 2 then b.town end as site_town,
           c.renamed, c.other_brand
    from drawn as c join drawn as h on h.number = c.holding join drawn as b on b.number = c.building
    cross join words
"""
_NAMES = {
    "erp": "upper(brand || ' ' || trade || ' ' || form) || coalesce(' ' || upper(site_town), '')",
    "market": "case when lost < 0.12 then brand else brand || ' ' || trade end"
    " || coalesce(' (' || site_town || ')', '')",
    "register": "case when renamed then other_brand || ' ' || trade else brand || ' ' || trade end"
    " || ' ' || form || coalesce(', ' || site_town, '')",
}
_FIELDS = {
    "erp": "house || ' ' || road as street, zip as postcode, town as city, country,"
    " case when lost < 0.8 then desk // 10000 || '-' || lpad(cast(desk % 10000 as varchar), 4, '0') end as phone,"
    " case when hit > 0.5 then register_id end as registration_id",
    "market": "town as city, country, case when hit > 0.2 then site end as website,"
    " case when lost > 0.4 then cast(desk as varchar) end as phone,"
    " case when cut > 0.3 then 'sales@' || site end as email",
    "register": "road || ' ' || house as street, zip as postcode, town as city, country,"
    " register_id as registration_id, case when cut > 0.6 then site end as website",
}


def _write_list(
    db: duckdb.DuckDBPyConnection, rng: np.random.Generator, folder: Path, name: str, share: float,
    records: int,
) -> str:  # fmt: skip
    """Write one list and give the query of its truth."""
    wanted = round(records * share / sum(LISTS.values()))
    known = db.sql("select count(*) from companies").fetchall()[0][0]
    some = rng.permutation(known)[:wanted]
    again = rng.permutation(known)[: wanted - len(some)]
    chances = {c: rng.random(wanted) for c in ("hit", "lost", "cut", "where_at", "what")}
    db.register("picked", pa.table({"number": np.concatenate([some, again]), **chances,
                                    "line": np.arange(wanted)}))  # fmt: skip
    db.execute(
        f"create or replace table {name} as select '{name[0]}' || 100000 + line as key, number, "
        f"holding, {_mistaken(_NAMES[name])} as name, {_FIELDS[name]} "
        "from picked join companies using (number) order by line"
    )
    rows = db.sql(f"select * exclude (number, holding) from {name}")
    rows.to_parquet(str(folder / "sources" / f"{name}.parquet"))
    return (f"select '{name}:' || key as key, 'c' || number as entity, 'h' || holding as company_group "
            f"from {name}")  # fmt: skip


def _mistaken(text: str) -> str:
    """One text in twelve has a letter changed, left out or doubled; some are cut off or glued."""
    at = f"(2 + cast(floor(where_at * (length({text}) - 2)) as integer))"
    letter = f"substr({text}, {at}, 1)"
    other = f"translate(lower({letter}), '{SWAPS[0]}', '{SWAPS[1]}')"
    instead = (
        f"case when what < 0.5 then {other} when what < 0.8 then '' else {letter} || {letter} end"
    )
    wrong = f"substr({text}, 1, {at} - 1) || {instead} || substr({text}, {at} + 1)"
    return (f"case when hit < 0.08 then {wrong} when cut < 0.03 then trim({text}[:18]) "
            f"when cut > 0.98 then replace({text}, ' ', '') else {text} end")  # fmt: skip
