"""Which pairs of keys are worth a look: those that share something few others have.

The larger a block, the fewer of its pairs are one company. So where many blocks are large, the
largest of their kind are left out (block purging, Papadakis and others 2013), which keeps the work
in proportion to the keys.
"""

from collections.abc import Mapping
from itertools import groupby

from segmentry.engine.run_context import RunContext
from segmentry.profiles.matching.id_pairs import first_of, one_number, second_of
from segmentry.profiles.matching.names import RARE_WORDS, SLIP

LARGEST_BLOCK = 60
"""What more keys share is looked up only together with something else."""
LARGEST_OF_WORDS = 20
"""The same of two words, and of a word in a city: many share them, and few of those are one."""
PAIRS_PER_KEY, ALWAYS = 30, 1_000_000
"""Of each kind so many pairs a key are looked at, and so many in all whatever the keys."""
_KINDS = ("registration number", "domain", "person", "phone", "end of phone", "name", "letters",
          "address", "word", "words", "word and place", "word and city", "name and place",
          "like word")  # fmt: skip
"""What may be shared; facts have the number of their kind, which is quicker to compare."""
_LIKE_PLACES = 2
"""So many of the rarest words of a name are looked up by words that are like them."""

_BOTH_WORDS = one_number("least(l.word_id, l.other_id)", "greatest(l.word_id, l.other_id)")
_RARE = f"join name_words as w on w.name_id = c.name_id and w.place <= {RARE_WORDS}"
_PLACE = "coalesce(c.postal_code, c.city)"


def list_facts(context: RunContext) -> None:
    """Keep `facts` (kind, number, text, side, id): what keys may share, by the number of a name or
    a word, by a text, or by both. Of two words that may be one, each is a side of its own."""
    context.keep(
        "few_like_words",
        "words that may be one, where few keys have either",
        f"""
        with used as (
            select w.word_id, sum(n.uses) as uses from name_words as w
            join company_names as n on n.name_id = w.name_id
            where w.place <= {_LIKE_PLACES} group by w.word_id
        )
        select l.word_id, {_BOTH_WORDS} as both_ids,
               cast(case when l.word_id < l.other_id then 1 else 2 end as tinyint) as side
        from like_words as l left join used as x on x.word_id = l.word_id
        left join used as y on y.word_id = l.other_id
        where l.share >= {SLIP} and coalesce(x.uses, 0) + coalesce(y.uses, 0) <= {LARGEST_BLOCK}
        """,
    )
    context.keep("facts", "what keys may share", _FACTS)
    context.engine.drop("few_like_words")


def find_candidates(
    context: RunContext, among: str = "", largest: Mapping[str, int] | None = None
) -> Mapping[str, int]:
    """Keep `candidates` (a, b) from `facts`: pairs of ids to compare, a < b; `among` names a table
    of ids, at least one of which is in each pair. Gives the largest block that was looked at of
    kinds with too many pairs, unless it is known."""
    facts, theirs = "facts", "blocks"
    if among:
        facts = context.keep("shared_facts", "what others share with these keys",
                             _SHARED_WITH.format(among=among))  # fmt: skip
        theirs = f"(select b.* from blocks as b semi join {among} as t on t.id = b.id)"
    context.keep("few_share", "what a few keys share, numbered", _FEW_SHARE.format(facts=facts))
    largest = _within_bounds(context) if largest is None else largest
    context.keep("blocks", "the keys that share it", _blocks(facts, largest))
    context.keep(
        "candidates",
        "pairs of keys that share something few have",
        f"""
        select cast({first_of("p.both_ids")} as integer) as a,
               cast({second_of("p.both_ids")} as integer) as b
        from (
            select distinct {one_number("least(x.id, y.id)", "greatest(x.id, y.id)")} as both_ids
            from {theirs} as x
            join blocks as y on y.block = x.block and y.id {"<>" if among else ">"} x.id
                            and (x.side = 0 or x.side <> y.side)
        ) as p
        """,
    )
    for name in ("blocks", "few_share", "shared_facts"):
        context.engine.drop(name)
    context.keep(
        "name_pairs",
        "pairs of names among them, each once",
        f"""
        select {first_of("p.both_ids")} as a, {second_of("p.both_ids")} as b from (
            select distinct {
            one_number("least(x.name_id, y.name_id)", "greatest(x.name_id, y.name_id)")
        } as both_ids
            from candidates as p join companies as x on x.id = p.a join companies as y on y.id = p.b
            where x.name_id <> y.name_id
        ) as p
        """,
    )
    return largest


def _within_bounds(context: RunContext) -> Mapping[str, int]:
    """Of kinds with too many pairs, the largest blocks with which they stay within bounds."""
    found = context.query(
        "sizes_of_blocks",
        "how many pairs are in blocks of each size",
        "select kind, keys, sum(pairs) as pairs from few_share "
        "group by kind, keys order by kind, keys",
    ).to_pylist()
    bound = max(PAIRS_PER_KEY * context.count("companies"), ALWAYS)
    largest = {}
    for kind, sizes in groupby(found, key=lambda row: int(row["kind"])):
        pairs, within = 0, 0
        for size in sizes:
            pairs += int(size["pairs"])
            within = int(size["keys"]) if pairs <= bound else within
        if pairs > bound:
            largest[_KINDS[kind]] = within
    return largest


def _blocks(facts: str, largest: Mapping[str, int]) -> str:
    bounds = " ".join(f"when {_kind(name)} then {keys}" for name, keys in largest.items())
    most = f"case f.kind {bounds} else {LARGEST_BLOCK} end" if bounds else f"{LARGEST_BLOCK}"
    return f"""
        select f.block, s.side, s.id from {facts} as s join few_share as f
          on f.kind = s.kind and f.number = s.number and f.text = s.text
        where f.keys <= {most}
    """


def _kind(name: str) -> str:
    return f"cast({_KINDS.index(name)} as tinyint)"


_OF_WORDS = f"{_kind('words')}, {_kind('word and city')}"
_SHARED_WITH = """
    select f.* from facts as f semi join (
        select f.* from facts as f semi join {among} as t on t.id = f.id
    ) as t on t.kind = f.kind and t.number = f.number and t.text = f.text
"""
_FEW_SHARE = f"""
    select kind, number, text, count(*) as keys,
           case when max(side) = 0 then count(*) * (count(*) - 1) // 2
                else count(*) filter (where side = 1) * count(*) filter (where side = 2) end
           as pairs,
           row_number() over (order by kind, number, text) as block
    from {{facts}} group by kind, number, text
    having count(*) between 2 and case when kind in ({_OF_WORDS}) then {LARGEST_OF_WORDS}
                                       else {LARGEST_BLOCK} end
"""
_FACTS = f"""
    select {_kind("registration number")} as kind, cast(0 as bigint) as number,
           registration_id as text, cast(0 as tinyint) as side, id
    from companies where registration_id is not null
    union all select {_kind("domain")}, 0, domain, 0, id from companies where domain is not null
    union all select {_kind("person")}, 0, m.mail, 0, c.id from mailboxes as m
    join companies as c on c.account_key = m.account_key
    union all select {_kind("phone")}, 0, phone, 0, id from companies where phone is not null
    union all select {_kind("end of phone")}, 0, phone_end, 0, id from companies
    where phone not like '+%'
    union all select {_kind("end of phone")}, 0, c.phone_end, 0, c.id
    from companies as c semi join (
        select phone_end from companies where phone not like '+%'
    ) as o on o.phone_end = c.phone_end where c.phone like '+%'
    union all select {_kind("name")}, name_id, '', 0, id from companies where name_id is not null
    union all select {_kind("name")}, coalesce(m.name_id, 0),
                     case when m.name_id is null then n.initials else '' end, 0, c.id
    from companies as c join company_names as n on n.name_id = c.name_id
    left join company_names as m on m.name = n.initials where n.initials is not null
    union all select {_kind("letters")}, n.letters_id, '', 0, c.id from companies as c
    join company_names as n on n.name_id = c.name_id
    semi join (
        select letters_id from company_names group by letters_id having count(*) > 1
    ) as s on s.letters_id = n.letters_id
    union all select {_kind("address")}, 0, street_word || ' ' || house, 0, id from companies
    where street_word is not null and house is not null
    union all select {_kind("word")}, w.word_id, '', 0, c.id from companies as c {_RARE}
    union all select {_kind("words")}, {one_number("w.word_id", "v.word_id")}, '', 0, c.id
    from companies as c {_RARE}
    join name_words as v on v.name_id = c.name_id and v.place <= {RARE_WORDS}
                        and v.word_id > w.word_id
    union all select {_kind("word and place")}, w.word_id, {_PLACE}, 0, c.id
    from companies as c {_RARE} where {_PLACE} is not null
    union all select {_kind("word and city")}, w.word_id, c.city, 0, c.id
    from companies as c {_RARE} where c.postal_code is not null and c.city is not null
    union all select {_kind("name and place")}, c.name_id, {_PLACE}, 0, c.id from companies as c
    where c.name_id is not null and {_PLACE} is not null
    union all select {_kind("like word")}, l.both_ids, '', l.side, c.id from companies as c {_RARE}
    join few_like_words as l on l.word_id = w.word_id where w.place <= {_LIKE_PLACES}
"""
