"""Keys that are most likely one company, by all that is told of them."""

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Column
from segmentry.model.types import ColumnType as T
from segmentry.profiles.matchers.base import PAIRS, Matcher
from segmentry.profiles.matching.answered import learn_line, load_answered, told_line
from segmentry.profiles.matching.candidates import find_candidates
from segmentry.profiles.matching.classes import log_odds
from segmentry.profiles.matching.companies import list_companies
from segmentry.profiles.matching.evidence import FIELDS, weigh_evidence
from segmentry.profiles.matching.linkage import NEVER, UNSEEN, link
from segmentry.profiles.matching.names import compare_names, weigh_names
from segmentry.profiles.matching.population import look_at_population
from segmentry.profiles.matching.relatives import find_relatives
from segmentry.profiles.matching.wording import worded

_SCAFFOLD = (
    "name_words", "name_worth", "word_worth", "like_words", "candidates", "name_pairs",
    "name_likeness", "pattern_odds", "weighed", "linked", "answered_pairs", "heights",
)  # fmt: skip

_EVIDENCE = ("compared", "companies", "company_names", "phone_users", "domain_users")


class Likely(Matcher):
    """Joins keys that are one company more likely than not, by all they tell.

    No labels are needed: how much each agreement says is learnt from the data. Firms of one group
    and firms of one building are told apart from one firm under two keys.
    """

    _has_evidence = False

    def clusters(self, context: RunContext, keys: str) -> str:
        context.say("Looking for keys that share something few others have")
        list_companies(context, keys)
        names = weigh_names(context)
        find_candidates(context)
        context.say(f"Comparing {_pairs(context):,} pairs of keys")
        compare_names(context, names)
        weigh_evidence(context)
        self._weigh(context)
        context.say("Joining keys of one company")
        self._link(context)
        made = self._tell(context)
        for name in _SCAFFOLD:
            context.engine.drop(name)
        self._has_evidence = True
        return made

    def relate(self, context: RunContext) -> None:
        if not self._has_evidence:
            super().relate(context)
            return
        find_relatives(context)
        for name in _EVIDENCE:
            context.engine.drop(name)

    def _weigh(self, context: RunContext) -> None:
        fields = ", ".join(FIELDS)
        found = context.query(
            "patterns",
            "how often each pattern of evidence occurs",
            f"select {fields}, count(*) as pairs from compared group by {fields} order by {fields}",
        ).to_pydict()
        patterns = list(zip(*(found[f] for f in FIELDS), strict=True))
        odds = log_odds(patterns, found["pairs"], look_at_population(context)).one.tolist()
        columns = [Column(f, T.TEXT, "") for f in FIELDS]
        columns += [Column("weight", T.INTEGER, ""), Column("words", T.TEXT, "")]
        weights = [round(100 * o) for o in odds]
        words = [worded(dict(zip(FIELDS, p, strict=True))) for p in patterns]
        values = {f: found[f] for f in FIELDS} | {"weight": weights, "words": words}
        context.load_columns("pattern_odds", columns, values)
        same = " and ".join(f"o.{f} = c.{f}" for f in FIELDS)
        context.keep(
            "weighed",
            "each pair with the log odds that it is one company, in hundredths",
            f"select c.a, c.b, case when c.is_kin then {NEVER} else o.weight end as weight, "
            f"c.is_kin as is_never, o.words from compared as c join pattern_odds as o on {same} "
            f"where o.weight > {UNSEEN} or c.is_kin",
        )

    def _link(self, context: RunContext) -> None:
        """Join what is likely; answers may move the line between likely and not."""
        watched = "answered_pairs" if load_answered(context) else ""
        link(context, watched=watched)
        self.line = learn_line(context) if watched else 0
        if self.line:
            context.notes.append(told_line(self.line))
            link(context, self.line)

    def _tell(self, context: RunContext) -> str:
        context.keep(
            PAIRS,
            "pairs that may be one company, by their keys",
            f"""
            select x.account_key, y.account_key as other_key, w.weight, w.words, w.is_never
            from weighed as w join companies as x on x.id = w.a join companies as y on y.id = w.b
            where w.weight > {UNSEEN} or w.is_never
            """,
        )
        return context.keep(
            "clusters",
            "every key with its cluster",
            """
            with firsts as (
                select l.cluster, min(c.account_key) as account_key from linked as l
                join companies as c on c.id = l.id group by l.cluster
            )
            select c.account_key, coalesce(f.account_key, c.account_key) as cluster,
                   cast(null as varchar) as evidence, l.half, l.doubt
            from companies as c left join linked as l on l.id = c.id
            left join firsts as f on f.cluster = l.cluster
            """,
        )


def _pairs(context: RunContext) -> int:
    counted = context.query("pairs_found", "as work to be told", _COUNTED)
    return int(counted.column("pairs")[0].as_py())


_COUNTED = "select count(*) as pairs from candidates"
