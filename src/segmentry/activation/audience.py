"""The audience of a destination: who of its segments may be sent, and who is left out and why."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from segmentry.activation.consents import agreed_sql
from segmentry.activation.people import PEOPLE, PERSONAL, SALT
from segmentry.activation.plan import EmptyField, LeftOut
from segmentry.engine.contract import Engine
from segmentry.engine.sql import identifier, literal
from segmentry.errors import InvalidDefinition, PlanOutdated, UnknownName
from segmentry.model.plans import DestinationDefinition
from segmentry.model.tables import Table

AUDIENCE = "activation_audience"
_CANDIDATES = "activation_candidates"
_OF_ACCOUNTS = ("id", "name", "source_keys", "segments")
_OF_CONTACTS = ("id", "account_id", "account", "segments")
_MARK = "chr(31)"
"""Between the entries of a list: a sign that no name has."""


@dataclass(frozen=True)
class Audience:
    """Who shall be at the destination: the table `activation_audience`.

    Its rows are id and content (a digest of all that is sent), then the columns that may lie in a
    plan; the personal ones join them when they are sent.
    """

    level: str
    columns: tuple[str, ...]
    """What is sent of each member, in this order."""
    stored: tuple[str, ...]
    """Those that the plan keeps."""
    left_out: tuple[LeftOut, ...]


def prepare_audience(
    engine: Engine,
    destination: DestinationDefinition,
    moment: datetime,
    defined: Collection[str] = (),
) -> Audience:
    """Work out the audience from the run whose tables the engine has; the vault is open.

    `defined` names the segmentations that are written down, run or not.
    """
    segments = _segments(engine, destination, defined)
    variables, personal = _fields(engine, destination)
    chosen = ", ".join(literal(s) for s in segments) or "null"
    engine.keep("activation_members", _members_sql(destination.segmentation, chosen))
    of_accounts = destination.level == "accounts"
    engine.keep(
        _CANDIDATES,
        _accounts_sql() if of_accounts else _contacts_sql(destination.purpose, moment),
    )
    own = _OF_ACCOUNTS if of_accounts else _OF_CONTACTS
    stored = (*own, *variables)
    engine.keep(AUDIENCE, _rows_sql(own, variables, personal))
    counts = engine.query(
        f"select left_out, count(*) as members from {_CANDIDATES} where left_out is not null "
        "group by left_out order by members desc, left_out"
    ).to_pylist()
    left_out = tuple(LeftOut(row["left_out"], row["members"]) for row in counts)
    return Audience(destination.level, (*stored, *personal), stored, left_out)


def empty_fields(engine: Engine, audience: Audience) -> tuple[EmptyField, ...]:
    """What is sent empty, for how many; what is empty for everybody comes first."""
    own = {name: f"a.{identifier(name)}" for name in audience.stored}
    sent = {name: own.get(name, f"p.{identifier(name)}") for name in audience.columns}
    counts = ", ".join(
        f"count(*) filter (where coalesce(trim(cast({column} as varchar)), '') = '') as empty_{at}"
        for at, column in enumerate(sent.values())
    )
    [row] = engine.query(
        f"select count(*) as members, {counts} from {AUDIENCE} as a "
        f"left join {PEOPLE} as p on p.contact_key = a.id"
    ).to_pylist()
    found = [EmptyField(name, row[f"empty_{at}"], row["members"]) for at, name in enumerate(sent)]
    return tuple(sorted((f for f in found if f.empty), key=lambda f: -f.empty))


def _segments(
    engine: Engine, destination: DestinationDefinition, defined: Collection[str]
) -> list[str]:
    rows = engine.query(
        f"select segmentation, segment from {Table.SEGMENT_STATS} order by segmentation, position"
    ).to_pylist()
    known = {row["segmentation"] for row in rows}
    if destination.segmentation not in known:
        where = destination.at("segmentation")
        if destination.segmentation in defined:
            raise PlanOutdated(
                f"The last run does not have the segmentation '{destination.segmentation}' yet.",
                where=where,
                next_step="Run `segmentry run` first.",
            )
        raise UnknownName("segmentation", destination.segmentation, known, where=where)
    names = [r["segment"] for r in rows if r["segmentation"] == destination.segmentation]
    for position, name in enumerate(destination.segments):
        if name not in names:
            where = destination.at("segments", position)
            raise UnknownName("segment", name, names, where=where)
    return list(destination.segments) or names


def _fields(
    engine: Engine, destination: DestinationDefinition
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Variables to send, and what to send of the person."""
    of_people = PERSONAL if destination.level == "contacts" else ()
    known = set(engine.columns(Table.VARIABLE_VALUES)) - {"account_id", "label", "excluded"}
    taken = {*_OF_ACCOUNTS, *_OF_CONTACTS, "action"}
    for position, name in enumerate(destination.fields):
        where = destination.at("fields", position)
        if name in taken:
            raise InvalidDefinition(
                f"'{name}' is sent anyway, or is a word of ours.",
                where=where,
                next_step="Take it out of `fields`.",
            )
        if name not in of_people and name not in known:
            raise UnknownName("variable", name, {*known, *of_people}, where=where)
    asked = tuple(dict.fromkeys(destination.fields))
    personal = tuple(n for n in of_people if n == "email" or n in asked)
    return tuple(n for n in asked if n not in personal), personal


def _members_sql(segmentation: str, chosen: str) -> str:
    return f"""
        select m.account_id, m.segment, min(s.position) as position
        from {Table.MEMBERSHIPS} as m
        join {Table.SEGMENT_STATS} as s
          on s.segmentation = m.segmentation and s.segment = m.segment
        where m.segmentation = {literal(segmentation)} and m.valid_to is null
          and m.segment in ({chosen})
        group by m.account_id, m.segment
    """


_SEGMENTS = f"string_agg(segment, {_MARK} order by position, segment) as segments"
_BARRED = (
    "case when p.excluded is not null then p.excluded "
    "when p.do_not_contact then 'do not contact' end"
)


def _accounts_sql() -> str:
    return f"""
        select m.account_id as id, m.account_id, m.segments, p.label as name, k.source_keys,
               case when p.account_id is null then 'no profile' else {_BARRED} end as left_out
        from (select account_id, {_SEGMENTS} from activation_members group by account_id) as m
        left join {Table.PROFILES} as p using (account_id)
        left join (
            select account_id, string_agg(account_key, {_MARK} order by account_key) as source_keys
            from {Table.IDENTITY} group by account_id
        ) as k using (account_id)
    """


def _contacts_sql(purpose: str, moment: datetime) -> str:
    """A person is one member, whatever keys and companies it is known by; one who is barred at any
    of them stays out, and so does whoever left the company.

    A refusal holds for the address and for the person, under whatever key a system knows them.
    """
    return f"""
        with agreed as ({agreed_sql(purpose, moment)}),
        barred as (
            select k.contact_key, min({_BARRED}) as reason
            from {Table.ACCOUNT_CONTACTS} as k join {Table.PROFILES} as p using (account_id)
            where p.excluded is not null or p.do_not_contact
            group by k.contact_key
        ), refused as (
            select distinct address from {PEOPLE} join agreed using (contact_key)
            where word = 'refused' and address is not null
        ), refusing as (
            select distinct person_id from {Table.CONTACT_IDENTITY} join agreed using (contact_key)
            where word = 'refused'
        ), chosen as (
            select contact_key, min(account_id) as account_id, {_SEGMENTS}
            from (
                select k.contact_key, min(m.account_id) as account_id, m.segment,
                       min(m.position) as position
                from activation_members as m
                join {Table.ACCOUNT_CONTACTS} as k using (account_id)
                group by k.contact_key, m.segment
            ) as places
            group by contact_key
        ), judged as (
            select c.contact_key as id, c.account_id, c.segments, p.label as account, v.address,
                   coalesce(i.person_id, c.contact_key) as person,
                   coalesce(o.email_from = c.contact_key, false) as is_believed,
                   case when p.account_id is null then 'no profile'
                        when b.reason is not null then b.reason
                        when v.address is null then 'no e-mail address'
                        when a.word = 'refused' or r.address is not null
                             or f.person_id is not null then 'consent refused'
                        when a.word is null then 'no consent for this purpose is known'
                        when e.to_on <= {literal(moment.date())} then 'no longer at the company'
                        end as left_out
            from chosen as c
            left join {Table.PROFILES} as p using (account_id)
            left join barred as b using (contact_key)
            left join {PEOPLE} as v using (contact_key)
            left join agreed as a using (contact_key)
            left join refused as r on r.address = v.address
            left join {Table.CONTACT_IDENTITY} as i using (contact_key)
            left join refusing as f on f.person_id = i.person_id
            left join {Table.PEOPLE} as o on o.person_id = i.person_id
            left join {Table.EMPLOYMENT} as e on e.person_id = i.person_id
                                              and e.account_id = c.account_id
        ), addressed as (
            select * replace (case when left_out is null and row_number() over (
                        partition by address, left_out is null order by id) > 1
                    then 'same address as another' else left_out end as left_out)
            from judged
        )
        select id, account_id, segments, account,
               case when left_out is null and row_number() over (
                        partition by person, left_out is null order by is_believed desc, id) > 1
                    then 'same person as another' else left_out end as left_out
        from addressed
    """


def _rows_sql(own: tuple[str, ...], variables: tuple[str, ...], personal: tuple[str, ...]) -> str:
    """One row per member, with a digest that changes when anything that is sent does."""
    stored = ", ".join(
        [f"c.{n}" for n in own] + [f"v.{identifier(n)} as {identifier(n)}" for n in variables]
    )
    said = [f"c.{n}" for n in own] + [f"v.{identifier(n)}" for n in variables]
    joined = f"left join {Table.VARIABLE_VALUES} as v on v.account_id = c.account_id"
    start = "''"
    if personal:
        said += [f"p.{n}" for n in personal]
        joined += f" left join {PEOPLE} as p on p.contact_key = c.id cross join {SALT} as s"
        start = "s.salt"
    texts = " || chr(30) || ".join(f"coalesce(cast({one} as varchar), chr(29))" for one in said)
    return (
        f"select {stored}, md5({start} || {texts}) as content "
        f"from {_CANDIDATES} as c {joined} where c.left_out is null"
    )
