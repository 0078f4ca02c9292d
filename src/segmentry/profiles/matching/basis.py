"""What a run that learnt leaves behind, so that later runs judge only what has changed since."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Table
from segmentry.model.written import content_hash
from segmentry.profiles.answers import in_force
from segmentry.profiles.matchers.base import BASIS, RELATIVES
from segmentry.profiles.matching.classes import Learnt

SMALLEST = 20_000
"""Fewer keys than these are looked at anew each time, which takes seconds."""
_COMPARED = (
    "name", "domain", "phone", "street", "postal_code", "city", "country", "registration_id",
)  # fmt: skip
_RESTS_ON, _THRESHOLD, _CLASS, _BLOCKS = "rests on", "threshold", "class", "blocks"


@dataclass(frozen=True)
class Basis:
    """The models of keys and of accounts, the threshold between joining and not, and the largest
    block that was looked at of kinds with too many pairs."""

    keys: Learnt
    accounts: Learnt
    threshold: int
    largest: Mapping[str, int]


def list_told(context: RunContext) -> None:
    """Keep `told_keys` (id, account_key, told): a hash of what is compared of each key."""
    compared = (*(f"c.{field}" for field in _COMPARED), "p.parents", "m.mails")
    fields = ", ".join(f"coalesce({field}, '')" for field in compared)
    context.keep(
        "told_keys",
        "what is compared of each key, in short, to see what changes",
        f"""
        select c.id, c.account_key, substr(md5(concat_ws('|', {fields})), 1, 16) as told
        from companies as c left join (
            select account_key, string_agg(distinct parent_key, ' ' order by parent_key) as parents
            from {Table.ACCOUNT_RECORDS} where parent_key is not null group by account_key
        ) as p on p.account_key = c.account_key
        left join (
            select account_key, string_agg(mail, ' ' order by mail) as mails
            from mailboxes group by account_key
        ) as m on m.account_key = c.account_key
        """,
    )


def read_basis(context: RunContext) -> Basis | None:
    """The basis of the run before; None where it is not there, or rests on something else."""
    if context.fresh or not set(BASIS) <= context.past.keys():
        return None
    rows = context.query(
        "model_before",
        "what the matcher learnt",
        f"select * from previous_{Table.IDENTITY_MODEL}",
    ).to_pylist()
    said = {row["field"]: row for row in rows if row["model"] == "basis"}
    if not said or said[_RESTS_ON]["level"] != _rests_on(context):
        return None
    threshold = round(said[_THRESHOLD]["share"])
    largest = {row["field"]: round(row["share"]) for row in rows if row["model"] == _BLOCKS}
    return Basis(_learnt(rows, "keys"), _learnt(rows, "accounts"), threshold, largest)


def write_basis(context: RunContext, basis: Basis) -> None:
    """Write what the next run can go on from; all other tables of identity are written."""
    rows: list[dict[str, object]] = [
        {"model": "basis", "field": _RESTS_ON, "level": _rests_on(context)},
        {"model": "basis", "field": _THRESHOLD, "level": "", "share": float(basis.threshold)},
        *(
            {"model": _BLOCKS, "field": kind, "level": "", "share": float(keys)}
            for kind, keys in basis.largest.items()
        ),
        *_rows("keys", basis.keys),
        *_rows("accounts", basis.accounts),
    ]
    context.write_rows(Table.IDENTITY_MODEL, "what the matcher learnt", rows)
    context.write(
        Table.IDENTITY_BASIS, "every key as it was judged", _JUDGED, order=("account_key",)
    )
    context.adopt(Table.BASIS_PAIRS, context.folder / f"{Table.IDENTITY_PAIRS}.parquet")
    context.write(
        Table.BASIS_RELATIVES,
        "accounts that may be of one group, by their first keys",
        _NEAR,
        order=("account_key", "other_key"),
    )


def carry_basis(context: RunContext) -> None:
    """Hand the basis of the run before on."""
    for table in BASIS:
        context.adopt(table, context.past[table])


# groups are made of likely pairs and of what sources say; nobody reads what links none of these
_NEAR = f"""
    with parents as (
        select account_key, parent_key from {Table.ACCOUNT_RECORDS} where parent_key is not null
    ), near as (
        select account_id from {RELATIVES} where weight > 0
        union select other_id from {RELATIVES} where weight > 0
        union select i.account_id from {Table.IDENTITY} as i join (
            select account_key from parents union select parent_key from parents
        ) as p on p.account_key = i.account_key
    )
    select x.cluster as account_key, y.cluster as other_key, r.weight, r.words as evidence
    from {RELATIVES} as r semi join near as n on n.account_id = r.account_id
    semi join near as m on m.account_id = r.other_id
    join cluster_ids as x on x.account_id = r.account_id
    join cluster_ids as y on y.account_id = r.other_id
"""
_JUDGED = f"""
    with overruled as (
        select distinct c.cluster from clusters as c join matched as m
          on m.account_key = c.account_key and m.cluster <> c.cluster
    )
    select t.account_key, t.told, m.cluster, o.cluster is not null as is_held, i.evidence,
           i.confidence
    from told_keys as t join matched as m on m.account_key = t.account_key
    join clusters as c on c.account_key = t.account_key
    join {Table.IDENTITY} as i on i.account_key = t.account_key
    left join overruled as o on o.cluster = c.cluster
"""


def _rests_on(context: RunContext) -> str:
    answers = [(*a.keys, a.said) for a in in_force(context.answers)]
    return content_hash([context.code, context.definitions.workspace.identity.matcher, answers])


def _rows(model: str, learnt: Learnt) -> Iterator[dict[str, object]]:
    shares = {(_CLASS, ""): learnt.classes, **learnt.shares}
    for (field, level), by_class in shares.items():
        for place, share in enumerate(by_class.tolist()):
            yield {"model": model, "field": field, "level": level, "class": place, "share": share}


def _learnt(rows: Sequence[dict[str, Any]], model: str) -> Learnt:
    shares: dict[tuple[str, str], list[float]] = {}
    ours = (row for row in rows if row["model"] == model)
    for row in sorted(ours, key=lambda row: (row["field"], row["level"], row["class"])):
        shares.setdefault((row["field"], row["level"]), []).append(row["share"])
    classes = np.array(shares.pop((_CLASS, "")))
    return Learnt(classes, {place: np.array(share) for place, share in shares.items()})
