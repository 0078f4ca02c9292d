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
from segmentry.profiles.answers import Answers, answered, in_force, of_newest_split, settle
from segmentry.profiles.explaining import account_of, compare, explain_account, explain_two
from segmentry.profiles.figures import duplicates, rejects, unsure, waiting
from segmentry.profiles.lookup import id_of, key_of, survivor
from segmentry.profiles.questions import questions
from segmentry.workspace.happenings import changes, in_order, newest_changes
from segmentry.workspace.run import Run

if TYPE_CHECKING:
    from segmentry.workspace.workspace import Workspace

Row = dict[str, Any]
_OF_KEYS = re.compile(r"\bkeys?\b")


class Identity:
    """Which keys are one company, as the newest run has it.

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
        told = run.engine.columns(Table.IDENTITY_PAIRS).keys()
        asked = set(SCHEMAS[Table.IDENTITY_PAIRS].names)
        if Table.IDENTITY_PAIRS in run.lacking or not asked <= told:
            raise NoData(
                f"Run {run.number} was made by an older version, which told less of pairs of keys.",
                where=str(self._workspace.folder),
                next_step="Run `segmentry identity run`.",
            )
        return run.engine

    def ask(self, limit: int = 10) -> list[Row]:
        """The most useful questions: two keys, how likely they are one, their records beside each
        other; merges that wait come first."""
        found = questions(self._engine, self._answers.all(), limit)
        return [
            {**q, "fields": compare(self._engine, q["account_key"], q["other_key"])} for q in found
        ]

    def answer(self, key: str, other: str, said: str, *, because: str, by: str = "") -> Answer:
        """Say whether two keys are one company: same, different, or open to take it back."""
        keys = key_of(self._engine, key), key_of(self._engine, other)
        made = answered(*keys, said, because=because, by=by, at=_now())
        if said == OPEN and made.keys not in {a.keys for a in self.answers()}:
            raise UserError(
                f"There is no answer about '{keys[0]}' and '{keys[1]}' to take back.",
                next_step=f"`segmentry identity explain {keys[0]}` shows what was said of it.",
            )
        return self._keep([made])[0]

    def merge(self, key: str, other: str, *, because: str, by: str = "") -> Answer:
        """Say that two accounts are one company; an answer `same` about their keys."""
        return self.answer(key, other, SAME, because=because, by=by)

    def split(self, key: str, *, because: str, by: str = "") -> list[Answer]:
        """Say that a key is none of its account's others; an answer `different` for each."""
        key = key_of(self._engine, key)
        account = literal(account_of(self._engine, key))
        others = self._engine.query(
            f"select account_key from {Table.IDENTITY} where account_id = {account} "
            f"and account_key <> {literal(key)} order by account_key"
        )["account_key"].to_pylist()
        if not others:
            raise UserError(
                f"'{key}' is the only key of its account; there is nothing to split.",
                next_step=f"`segmentry identity explain {key}` shows it.",
            )
        at = _now()
        return self._keep(
            answered(key, other, DIFFERENT, because=because, by=by, at=at) for other in others
        )

    def undo_split(self, key: str, *, because: str, by: str = "") -> list[Answer]:
        """Take back all that the newest split of a key said; the evidence decides again."""
        key, at = key_of(self._engine, key), _now()
        return self._keep(
            answered(*a.keys, OPEN, because=because, by=by, at=at)
            for a in of_newest_split(self._answers.all(), key)
        )

    def answers(self) -> list[Answer]:
        """What people said and did not take back."""
        return in_force(self._answers.all())

    def review(self) -> Row:
        """What a person should look at: merges that wait, answers that contradict each other, keys
        whose place is unsure; what was set aside, the duplicates of each system, and the notes."""
        return {
            "waiting": waiting(self._engine),
            "contradictions": self.contradictions(),
            "unsure": unsure(self._engine),
            "duplicates": duplicates(self._engine),
            "rejects": rejects(self._engine),
            "notes": self._notes(),
        }

    def contradictions(self, new: Iterable[Answer] = ()) -> list[Row]:
        """Answers that cannot all be true; with new answers, those that these take part in."""
        asked = {a.keys for a in new}
        return [
            {"different": vars(c.different), "same": [vars(a) for a in c.same], "told": str(c)}
            for c in settle(self._answers.all()).contradictions
            if not asked or asked & {a.keys for a in c.answers}
        ]

    def _notes(self) -> list[str]:
        run = self._workspace.last_run
        # the hub also notes what is odd about orders and dates
        of_keys = [note for note in run.notes("hub") if _OF_KEYS.search(note)]
        return [*of_keys, *run.notes("profiles")]

    def explain(self, key: str, other: str = "") -> Row:
        """Why the keys of an account are one; of two keys, field by field what agrees."""
        key, answers = key_of(self._engine, key), self._answers.all()
        if not other:
            return explain_account(self._engine, answers, key)
        return explain_two(self._engine, answers, key, key_of(self._engine, other))

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
        has any more (gone), and the merges and splits themselves (events)."""
        return changes(self._workspace.last_run, before)

    def _keep(self, answers: Iterable[Answer]) -> list[Answer]:
        made = list(answers)
        self._answers.add(made)
        return made


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)
