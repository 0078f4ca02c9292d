"""Who is who, and what people say of it: the questions, the answers, and the reasons."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from segmentry.engine.catalogue import RunRecord
from segmentry.engine.contract import Engine
from segmentry.engine.sql import literal
from segmentry.errors import NoData, UserError
from segmentry.model.answers import DIFFERENT, OPEN, SAME, Answer
from segmentry.model.tables import SCHEMAS, Table
from segmentry.profiles.answers import Answers, answered, in_force, settle
from segmentry.profiles.apart import held_apart
from segmentry.profiles.explaining import compare, explain_account, explain_two, owner_of
from segmentry.profiles.figures import duplicates, rejects, unsure, unsure_contacts, waiting
from segmentry.profiles.kinds import COMPANIES, PEOPLE, Kind
from segmentry.profiles.lookup import id_of, survivor
from segmentry.profiles.matching.answered import MOVED
from segmentry.profiles.naming import keys_of
from segmentry.profiles.people.comparing import compare_contacts
from segmentry.profiles.questions import questions
from segmentry.profiles.splits import kept_apart, taken_back
from segmentry.workspace.happenings import changes, in_order, newest_changes
from segmentry.workspace.merged_away import refuse_merged
from segmentry.workspace.run import Run

if TYPE_CHECKING:
    from segmentry.workspace.workspace import Workspace

Row = dict[str, Any]
_OF_KEYS = re.compile(r"\bkeys?\b")


class Identity:
    """Which keys are one company and which contacts one person, as the newest run has it.

    >>> for q in ws.identity.ask(5):                                  # doctest: +SKIP
    ...     ws.identity.answer(q["account_key"], q["other_key"], "same", because="one VAT number")
    >>> ws.run()                                                      # doctest: +SKIP
    """

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace
        self._answers = Answers(workspace.store.catalogue)
        self._run: Run | None = None

    @property
    def _engine(self) -> Engine:
        run = self._run
        if run is None or run.number != self._workspace.store.catalogue.numbers()[-1]:
            run = self._run = self._workspace.last_run
        pairs = {Table.IDENTITY_PAIRS, Table.CONTACT_PAIRS}
        told = run.engine.columns(Table.IDENTITY_PAIRS).keys()
        asked = set(SCHEMAS[Table.IDENTITY_PAIRS].names)
        if pairs & set(run.lacking) or not asked <= told:
            raise NoData(
                f"Run {run.number} was made by an older version, which told less of pairs of keys.",
                where=str(self._workspace.folder),
                next_step="Run `segmentry identity run`.",
            )
        return run.engine

    def ask(self, limit: int = 10, *, people: bool = False, reveal: bool = False) -> list[Row]:
        """The most useful questions: two keys, how likely they are one, their records beside each
        other; merges that wait come first. With `people`, of contacts; `reveal` shows what only the
        vault tells of them."""
        kind = PEOPLE if people else COMPANIES
        return [
            {**q, "fields": self._compare(kind, q[kind.key], q["other_key"], reveal=reveal)}
            for q in questions(self._engine, self._answers.all(), limit, kind)
        ]

    def answer(self, key: str, other: str, said: str, *, because: str, by: str = "") -> Answer:
        """Say whether two keys are one company, or two contacts one person: same, different, or
        open to take it back."""
        kind, keys = keys_of(self._engine, key, other)
        if kind == COMPANIES:
            refuse_merged(self._workspace, self._engine, (key, other), (keys[0], keys[1]))
        made = answered(keys[0], keys[1], said, because=because, by=by, at=_now())
        if said == OPEN and made.keys not in {a.keys for a in self.answers()}:
            raise UserError(
                f"There is no answer about '{keys[0]}' and '{keys[1]}' to take back.",
                next_step=f"`segmentry identity explain {keys[0]}` shows what was said of it.",
            )
        return self._keep([made])[0]

    def merge(self, key: str, other: str, *, because: str, by: str = "") -> Answer:
        """Say that two accounts, or two people, are one; an answer `same` about their keys."""
        return self.answer(key, other, SAME, because=because, by=by)

    def split(self, key: str, *, because: str, by: str = "") -> list[Answer]:
        """Say that a key is none of the others of its account or person; an answer `different` for
        each."""
        kind, (key,) = keys_of(self._engine, key)
        owner = literal(owner_of(self._engine, key, kind))
        others = self._engine.query(
            f"select {kind.key} as key from {kind.identity} where {kind.id} = {owner} "
            f"and {kind.key} <> {literal(key)} order by {kind.key}"
        )["key"].to_pylist()
        if not others:
            whose = "account" if kind == COMPANIES else "person"
            raise UserError(
                f"'{key}' is the only key of its {whose}; there is nothing to split.",
                next_step=f"`segmentry identity explain {key}` shows it.",
            )
        at = _now()
        return self._keep(
            answered(key, other, DIFFERENT, because=because, by=by, at=at) for other in others
        )

    def undo_split(self, key: str, *, because: str, by: str = "") -> list[Answer]:
        """Take back all that the newest split of a key said; what was said before stands again."""
        _, (key,) = keys_of(self._engine, key)
        made = taken_back(self._answers.all(), key, because=because, by=by, at=_now())
        return [*{a.keys: a for a in self._keep(made)}.values()]

    def kept_apart(self, key: str) -> list[Answer]:
        """The answers that keep a key apart from others."""
        _, (key,) = keys_of(self._engine, key)
        return kept_apart(self._answers.all(), key)

    def answers(self) -> list[Answer]:
        """What people said and did not take back."""
        return in_force(self._answers.all())

    def review(self) -> Row:
        """What a person should look at: merges that wait, answers that contradict each other, keys
        and contacts whose place is unsure; what was set aside, duplicates of each system, notes."""
        return {
            "waiting": waiting(self._engine),
            "contradictions": self.contradictions(),
            "unsure": unsure(self._engine),
            "unsure_contacts": unsure_contacts(self._engine),
            "duplicates": duplicates(self._engine),
            "rejects": rejects(self._engine),
            "notes": self._notes(),
        }

    def contradictions(self, new: Iterable[Answer] = ()) -> list[Row]:
        """Answers that cannot all be true; with new answers, those that these take part in."""
        asked = {a.keys for a in new}
        return [
            {"different": c.different.row, "same": [a.row for a in c.same], "told": str(c)}
            for c in settle(self._answers.all()).contradictions
            if not asked or asked & {a.keys for a in c.answers}
        ]

    def _notes(self) -> list[str]:
        run = self._workspace.last_run
        # the hub also notes what is odd about orders and dates
        of_keys = [note for note in run.notes("hub") if _OF_KEYS.search(note)]
        return [*of_keys, *run.notes("profiles")]

    def explain(self, key: str, other: str = "", *, reveal: bool = False) -> Row:
        """Why the keys of an account, or the contacts of a person, are one; of two, field by field
        what agrees. `reveal` shows what only the vault tells of contacts."""
        kind, keys = keys_of(self._engine, *filter(None, (key, other)))
        answers = self._answers.all()
        if not other:
            return explain_account(self._engine, answers, keys[0], kind)
        key, other = keys
        found = explain_two(self._engine, answers, key, other, kind)
        ids = found[f"{kind.id}s"]
        apart = None if found["is_one"] else held_apart(self._engine, answers, ids, kind)
        if apart:
            notes = self._workspace.last_run.notes("profiles") if kind == COMPANIES else []
            apart["threshold"] = next((note for note in notes if note.startswith(MOVED)), "")
        return {
            **found,
            "apart": apart,
            "fields": self._compare(kind, key, other, reveal=reveal),
        }

    def _compare(self, kind: Kind, key: str, other: str, *, reveal: bool) -> list[Row]:
        if kind == COMPANIES:
            return compare(self._engine, key, other)
        vault = self._workspace.store.vault
        return compare_contacts(self._engine, vault, key, other, reveal=reveal)

    def history(self, account: str = "") -> Row:
        """What happened to an account's id, in its order; one that was merged away leads to where
        it went. Without an account: the merges and splits of the newest run that has any."""
        engine = self._engine
        if not account:
            return newest_changes(self._workspace)
        account = id_of(engine, account)
        now = survivor(engine, account)
        events = in_order(self._workspace, engine, {account, now})
        return {"account_id": account, "survivor": now, "events": events}

    def changes(self, before: RunRecord | None) -> Row:
        """How many accounts were minted, merged and split since an earlier run, how many no source
        has any more (gone), the same of people, and the merges and splits themselves (events)."""
        return changes(self._workspace.last_run, before)

    def _keep(self, answers: Iterable[Answer]) -> list[Answer]:
        made = list(answers)
        self._answers.add(made)
        return made


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)
