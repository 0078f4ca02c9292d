"""Joins contacts that are one person more likely than not, by all they tell, without labels."""

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import literal
from segmentry.model.tables import Column
from segmentry.model.types import ColumnType as T
from segmentry.profiles.matchers.base import PAIRS
from segmentry.profiles.matching.linkage import UNSEEN, link
from segmentry.profiles.pairs import BY_A_PERSON, probability
from segmentry.profiles.people.candidates import find_person_candidates
from segmentry.profiles.people.classes import Patterns, person_log_odds
from segmentry.profiles.people.evidence import FIELDS, is_kept_apart, weigh_person_evidence
from segmentry.profiles.people.held import hold_contacts, list_kept_apart
from segmentry.profiles.people.known import list_persons
from segmentry.profiles.people.wording import TWINS, person_words

_SCAFFOLD = (
    "persons", "person_candidates", "persons_compared", "person_odds", "weighed", "linked",
    "kept_apart", "said_same",
)  # fmt: skip


def match_people(context: RunContext) -> None:
    """Keep `contacts_told`, and `person_clusters` (contact_key, cluster, evidence, confidence,
    other_key); and PAIRS and `clusters` of those that stand for contacts.

    The cluster is the smallest key in it; the rest says what holds a contact there most.
    """
    list_kept_apart(context)
    list_persons(context)
    persons = _count(context, "select count(*) as n from persons")
    find_person_candidates(context)
    weigh_person_evidence(context, persons)
    _weigh(context, persons)
    link(context)
    _name(context)
    hold_contacts(context)
    _tell(context)
    for name in _SCAFFOLD:
        context.engine.drop(name)


def _weigh(context: RunContext, persons: int) -> None:
    fields = ", ".join(FIELDS)
    found = context.query(
        "person_patterns",
        "how often each pattern of evidence occurs, among pairs compared and drawn",
        f"select {fields}, count(*) filter (where not is_drawn) as compared, "
        f"count(*) filter (where is_drawn) as drawn from persons_compared "
        f"group by {fields} order by {fields}",
    ).to_pydict()
    levels = list(zip(*(found[f] for f in FIELDS), strict=True))
    drawn, compared = sum(found["drawn"]), sum(found["compared"])
    stands_for = (persons * (persons - 1) / 2 - compared) / max(drawn, 1)
    counted = zip(found["compared"], found["drawn"], strict=True)
    pairs = [c + d * stands_for for c, d in counted]
    odds = person_log_odds(Patterns(levels, pairs, persons, _within_sources(context, persons)))
    named = [dict(zip(FIELDS, p, strict=True)) for p in levels]
    values = {f: found[f] for f in FIELDS} | {
        # a name that nothing else supports is no reason to take somebody for one who moved
        "weight": [min(round(100 * o), 0) if is_kept_apart(n) else round(100 * o)
                   for n, o in zip(named, odds.tolist(), strict=True)],
        "words": [person_words(n) for n in named],
    }  # fmt: skip
    columns = [Column(name, T.INTEGER if name == "weight" else T.TEXT, "") for name in values]
    context.load_columns("person_odds", columns, values)
    same = " and ".join(f"o.{f} = c.{f}" for f in FIELDS)
    context.keep(
        "weighed",
        "each pair with the log odds that it is one person, in hundredths",
        f"select c.a, c.b, o.weight, false as is_never, o.words from persons_compared as c "
        f"join person_odds as o on {same} where not c.is_drawn",
    )


def _within_sources(context: RunContext, persons: int) -> float:
    within = _count(
        context,
        "select sum(n * (n - 1)) as n from (select cast(count(*) as double) as n from persons "
        "group by source) as s",
    )
    return within / max(persons * (persons - 1), 1)


def _count(context: RunContext, sql: str) -> int:
    return int(context.query("counted_persons", "how many there are", sql)["n"][0].as_py() or 0)


def _name(context: RunContext) -> None:
    """Keep PAIRS and `clusters` by keys: relinking does not ask what keys are of."""
    context.keep(
        PAIRS,
        "what speaks for each pair of contacts; less than of a pair unseen says nothing more",
        f"select x.contact_key as account_key, y.contact_key as other_key, w.weight, w.words, "
        f"w.is_never from weighed as w join persons as x on x.id = w.a "
        f"join persons as y on y.id = w.b where w.weight > {UNSEEN}",
    )
    context.keep(
        "clusters",
        "those that stand for contacts, each in its cluster",
        """
        with placed as (
            select p.contact_key, coalesce(l.cluster, p.id) as place, l.half, l.doubt
            from persons as p left join linked as l on l.id = p.id
        ), firsts as (
            select place, min(contact_key) as cluster from placed group by place
        )
        select p.contact_key as account_key, f.cluster, cast(null as varchar) as evidence,
               cast(null as double) as confidence, p.half, p.doubt
        from placed as p join firsts as f on f.place = p.place
        """,
    )


def _tell(context: RunContext) -> None:
    context.keep(
        "person_clusters",
        "every contact with its cluster, and what holds it there most",
        f"""
        with reasons as (
            select account_key, other_key, weight, words, false as is_said from {PAIRS}
            union all
            select contact_key, other_key, 0, {literal(BY_A_PERSON)}, true from said_same
        ), sides as (
            select account_key, other_key, weight, words, is_said from reasons
            union all select other_key, account_key, weight, words, is_said from reasons
        ), held as (
            select s.*, row_number() over (partition by s.account_key
                                           order by s.is_said desc, s.weight desc, s.other_key)
                   as place
            from sides as s join clusters as x on x.account_key = s.account_key
            join clusters as o on o.account_key = s.other_key and o.cluster = x.cluster
        ), twins as (
            select first_key as contact_key, min(contact_key) as other_key from contacts_told
            where contact_key <> first_key group by first_key
            union all
            select contact_key, first_key from contacts_told where contact_key <> first_key
        )
        select t.contact_key, c.cluster,
               case when w.contact_key is null then h.words else '{TWINS}' end as evidence,
               case when w.contact_key is not null or h.is_said then 1.0
                    else {probability("h.weight")} end as confidence,
               coalesce(w.other_key, h.other_key) as other_key
        from contacts_told as t join clusters as c on c.account_key = t.first_key
        left join twins as w on w.contact_key = t.contact_key
        left join held as h on h.account_key = t.first_key and h.place = 1
        """,
    )
