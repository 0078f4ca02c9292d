"""Keys that are most likely one company, by all that is told of them."""

from collections.abc import Mapping
from typing import ClassVar

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Table
from segmentry.profiles.matchers.base import PAIRS, Matcher
from segmentry.profiles.matching import basis as bases
from segmentry.profiles.matching.answered import learn_threshold, load_answered, told_threshold
from segmentry.profiles.matching.basis import Basis
from segmentry.profiles.matching.candidates import LARGEST_BLOCK, find_candidates, list_facts
from segmentry.profiles.matching.classes import Learnt, learn
from segmentry.profiles.matching.companies import list_companies
from segmentry.profiles.matching.evidence import compare_fields, list_relations
from segmentry.profiles.matching.linkage import NEVER, UNSEEN, link
from segmentry.profiles.matching.names import compare_names, weigh_names
from segmentry.profiles.matching.odds import count_patterns, load_odds
from segmentry.profiles.matching.patterns import levels_of
from segmentry.profiles.matching.population import look_at_population
from segmentry.profiles.matching.relatives import carry_relatives, find_relatives
from segmentry.profiles.matching.too_common import tell_of_bounds, tell_of_too_common
from segmentry.profiles.matching.touched import Changes, find_changes, find_touched, told_touched

_SCAFFOLD = (
    "name_words", "name_worth", "word_worth", "like_words", "facts", "candidates", "name_pairs",
    "name_likeness", "pattern_odds", "weighed", "linked", "answered_pairs", "heights",
    "touched", "arrived", "reached", "compared_before", "weighed_before", "places", "mailboxes",
    "kin", "people_in_common",
)  # fmt: skip
_EVIDENCE = ("compared", "companies", "company_names", "phone_users", "domain_users")


class Likely(Matcher):
    """Joins keys that are one company more likely than not, by all they tell.

    No labels are needed: how much each agreement says is learnt from the data. Firms of one group
    and firms of one building are told apart from one firm under two keys.
    """

    goes_on: ClassVar[bool] = True
    """Whether a later run can judge new keys by what was learnt."""
    _has_evidence = False
    _leaves_basis = False
    _basis: Basis | None = None
    _keys: Learnt | None = None
    _accounts: Learnt | None = None
    _largest: Mapping[str, int] | None = None

    def clusters(self, context: RunContext, keys: str) -> None:
        context.say("Looking for keys that share something few others have")
        list_companies(context, keys)
        changes = self._look_back(context)
        names = weigh_names(context)
        list_facts(context)
        list_relations(context)
        tell_of_too_common(context, LARGEST_BLOCK)
        if changes:
            self._compare_touched(context, names, changes)
        else:
            self._compare_all(context, names)
        context.say("Joining keys of one company")
        self._link(context)
        self._tell(context)
        for name in _SCAFFOLD:
            context.engine.drop(name)
        self._has_evidence = True

    def relate(self, context: RunContext) -> None:
        if not self._has_evidence:
            super().relate(context)
            return
        known = self._basis.accounts if self._basis else None
        self._accounts = find_relatives(context, self._keys, known)
        if self._basis:
            carry_relatives(context)
        for name in _EVIDENCE:
            context.engine.drop(name)

    def leave(self, context: RunContext) -> None:
        if self._basis:
            bases.carry_basis(context)
        elif self._leaves_basis and self._keys and self._accounts and self._largest is not None:
            learnt = Basis(self._keys, self._accounts, self.threshold, self._largest)
            bases.write_basis(context, learnt)
        else:
            super().leave(context)
        for name in (PAIRS, "told_keys", "matched", "renewed"):
            context.engine.drop(name)

    def _look_back(self, context: RunContext) -> Changes | None:
        """What has changed since the matcher learnt; None where it learns anew."""
        self._leaves_basis = self.goes_on and context.count("companies") >= bases.SMALLEST
        if not self._leaves_basis:
            return None
        bases.list_told(context)
        basis = bases.read_basis(context)
        changes = find_changes(context) if basis else None
        if basis is None or changes is None or not changes.are_few:
            return None
        self._basis, self._keys, self.threshold = basis, basis.keys, basis.threshold
        self.renewed = "renewed"
        return changes

    def _compare_all(self, context: RunContext, names: int) -> None:
        self._largest = find_candidates(context)
        tell_of_bounds(context, self._largest)
        context.say(f"Comparing {context.count('candidates'):,} pairs of keys")
        compare_names(context, names)
        compare_fields(context)
        self._weigh(context)

    def _compare_touched(self, context: RunContext, names: int, changes: Changes) -> None:
        """Compare what is new with all, then what that touches."""
        arrived = "select id from places where cluster is null"
        context.keep("arrived", "keys that are new, or tell something else", arrived)
        self._compare_with_all(context, names, "arrived")
        for name in ("compared", "weighed"):
            context.keep(f"{name}_before", "the pairs of those", f"select * from {name}")
        find_touched(context, self.threshold)
        context.notes.append(told_touched(context, changes))
        reached = "select t.id from touched as t anti join arrived as n on n.id = t.id"
        context.keep("reached", "keys that these may join or part", reached)
        self._compare_with_all(context, names, "reached")
        everything = "select * from compared union all select * from compared_before"
        context.keep("compared", "the pairs of both", everything)
        context.keep("weighed", "what was not touched joins nothing", _bounded(self.threshold))

    def _compare_with_all(self, context: RunContext, names: int, among: str) -> None:
        find_candidates(context, among, self._basis.largest if self._basis else None)
        context.say(f"Comparing {context.count('candidates'):,} pairs of keys")
        compare_names(context, names)
        compare_fields(context, among)
        self._weigh(context)

    def _weigh(self, context: RunContext) -> None:
        counted = count_patterns(context, "compared")
        patterns = [levels_of(pattern) for pattern in counted]
        self._keys = self._keys or learn(
            patterns, list(counted.values()), look_at_population(context)
        )
        load_odds(context, "pattern_odds", list(counted), self._keys.log_odds(patterns).one)
        context.keep(
            "weighed",
            "each pair with the log odds that it is one company, in hundredths",
            f"select c.a, c.b, case when c.is_kin then {NEVER} else o.weight end as weight, "
            "c.is_kin as is_never, o.words from compared as c "
            "join pattern_odds as o on o.pattern = c.pattern "
            f"where o.weight > {UNSEEN} or c.is_kin",
        )

    def _link(self, context: RunContext) -> None:
        """Join what is likely; answers may move the threshold between likely and not."""
        if self._basis:
            link(context, self.threshold)
        else:
            watched = "answered_pairs" if load_answered(context) else ""
            link(context, watched=watched)
            self.threshold = learn_threshold(context) if watched else 0
            if self.threshold:
                link(context, self.threshold)
        if self.threshold:
            context.notes.append(told_threshold(self.threshold))

    def _tell(self, context: RunContext) -> None:
        context.keep(
            PAIRS,
            "pairs that may be one company, by their keys",
            f"""
            select x.account_key, y.account_key as other_key, w.weight, w.words, w.is_never
            from weighed as w join companies as x on x.id = w.a join companies as y on y.id = w.b
            where w.weight > {UNSEEN} or w.is_never
            """,
        )
        context.keep("clusters", "every key with its cluster", _clusters(self.renewed))
        if self._leaves_basis and not self._basis:
            narrow = "select account_key, cluster from clusters"
            context.keep("matched", "as the evidence has it, before anything overrules it", narrow)


def _clusters(renewed: str) -> str:
    was, before = "cast(null as varchar) as evidence, cast(null as double) as confidence", ""
    cluster = "c.account_key"
    if renewed:
        was, cluster = "k.evidence, k.confidence", "k.cluster, c.account_key"
        before = f"""
            left join (
                select b.* from previous_{Table.IDENTITY_BASIS} as b
                anti join {renewed} as n on n.account_key = b.account_key
            ) as k on k.account_key = c.account_key
        """
    return f"""
        with firsts as (
            select l.cluster, min(c.account_key) as account_key from linked as l
            join companies as c on c.id = l.id group by l.cluster
        )
        select c.account_key, coalesce(f.account_key, {cluster}) as cluster,
               {was}, l.half, l.doubt
        from companies as c left join linked as l on l.id = c.id
        left join firsts as f on f.cluster = l.cluster {before}
    """


def _bounded(threshold: int) -> str:
    return f"""
        select w.a, w.b, w.is_never, w.words,
               case when x.id is null or y.id is null then least(w.weight, {threshold})
                    else w.weight end as weight
        from (select * from weighed union select * from weighed_before) as w
        left join touched as x on x.id = w.a left join touched as y on y.id = w.b
    """
