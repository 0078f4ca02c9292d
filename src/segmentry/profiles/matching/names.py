"""Names: their words weighed by rarity, and how much two names have in common.

A word is worth what it tells: the logarithm of how few distinct names have it (inverse document
frequency, counted over distinct names, so that a name used a thousand times does not make its own
words common). Words that are one slip apart, or one the beginning of the other, count in part.
"""

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Column
from segmentry.model.types import ColumnType as T
from segmentry.profiles.matching.id_pairs import one_number
from segmentry.profiles.matching.patterns import places

RARE_WORDS = 4
"""So many of the rarest words of a name are looked up by."""
SLIP, SHORTENED = 800, 700
"""What of a word's worth counts, in thousandths, where it is misspelt or shortened."""
_LONGEST_WORD, _LONGEST_NAME = 24, 60
_FEW = 50


def weigh_names(context: RunContext) -> int:
    """Keep `word_worth`, `name_words` and `like_words` of `company_names`; gives the number of
    names."""
    names = int(context.query("names", "distinct names", _COUNT).column("names")[0].as_py())
    context.keep(
        "worded_names",
        "each name's words",
        "select distinct name_id, word from (select name_id, unnest(string_split(name, ' ')) "
        "as word from company_names) as w where word <> ''",
    )
    context.keep(
        "word_worth",
        "every word with a number and what it tells, in thousandths of a nat",
        f"select word, row_number() over (order by word) as word_id, "
        f"cast(round(1000 * ln({names + 1} / count(*))) as bigint) as worth "
        "from worded_names group by word",
    )
    context.keep(
        "name_words",
        "each name's words with their worth, the rarest first; `both_ids` finds a word in a name",
        f"""
        select n.name_id, w.word_id, {one_number("n.name_id", "w.word_id")} as both_ids, w.worth,
               row_number() over (partition by n.name_id order by w.worth desc, n.word) as place
        from worded_names as n join word_worth as w on w.word = n.word
        """,
    )
    context.keep(
        "name_worth",
        "what a whole name tells",
        "select name_id, cast(sum(worth) as bigint) as worth from name_words group by name_id",
    )
    _find_like_words(context)
    context.engine.drop("worded_names")
    return names


_COUNT = "select count(*) as names from company_names"


def _find_like_words(context: RunContext) -> None:
    """Words that may be one: one slip apart, or one the beginning of the other."""
    places: list[dict[str, object]] = [{"place": place} for place in range(1, _LONGEST_WORD + 1)]
    context.load("letters", (Column("place", T.INTEGER, "place of a letter"),), places)
    context.keep(
        "words_less_a_letter",
        "two words one slip apart share what is left when a letter goes",
        f"""
        with words as (
            select word from word_worth
            where length(word) between 4 and {_LONGEST_WORD} and not regexp_matches(word, '[0-9]')
        )
        select distinct word, substring(word, 1, cast(place - 1 as integer))
               || substring(word, cast(place + 1 as integer)) as rest
        from words join letters on place <= length(word)
        union all select word, word as rest from words
        """,
    )
    context.keep(
        "like_words",
        "pairs of words that may be one, both ways, and how much of the worth counts",
        f"""
        with shared as (
            select rest from words_less_a_letter group by rest having count(*) between 2 and {_FEW}
        ), near as (
            select w.word, w.rest from words_less_a_letter as w join shared as s on s.rest = w.rest
        ), slips as (
            select distinct a.word, b.word as other from near as a join near as b
            on b.rest = a.rest and b.word <> a.word
        ), beginnings as (
            select word, substring(word, 1, cast(place as integer)) as rest from word_worth
            join letters on place >= 3 and place < length(word)
            where not regexp_matches(word, '[0-9]')
        ), shortened as (
            select b.word, w.word as other from beginnings as b
            join word_worth as w on w.word = b.rest
        ), told as (
            select word, other, {SLIP} as share from slips
            where levenshtein(word, other) <= case when least(length(word), length(other)) >= 6
                                                   then 2 else 1 end
            union all select word, other, {SHORTENED} from shortened
            union all select other, word, {SHORTENED} from shortened
        )
        select w.word_id, o.word_id as other_id, max(t.share) as share from told as t
        join word_worth as w on w.word = t.word join word_worth as o on o.word = t.other
        group by w.word_id, o.word_id
        """,
    )
    context.engine.drop("words_less_a_letter")
    context.engine.drop("letters")


def compare_names(context: RunContext, names: int) -> None:
    """Keep `name_likeness` (a, b, likeness, and its level by number) for each pair of names in
    `name_pairs` (a < b)."""
    context.keep(
        "words_in_common",
        "the worth of the words that both names have",
        f"""
        select p.a, p.b, cast(sum(x.worth) as bigint) as common from name_pairs as p
        join name_words as x on x.name_id = p.a
        semi join name_words as y on y.both_ids = {one_number("p.b", "x.word_id")}
        group by p.a, p.b
        """,
    )
    context.keep(
        "words_alike",
        "the worth of words that one name spells otherwise",
        f"""
        with alike as (
            select p.a, p.b, x.word_id, y.word_id as other_id,
                   least(x.worth, y.worth) * l.share // 1000 as worth
            from name_pairs as p
            join name_words as x on x.name_id = p.a
            join like_words as l on l.word_id = x.word_id
            join name_words as y on y.name_id = p.b and y.word_id = l.other_id
        ), lone as (
            select a.* from alike as a
            anti join name_words as y on y.both_ids = {one_number("a.b", "a.word_id")}
            anti join name_words as x on x.both_ids = {one_number("a.a", "a.other_id")}
        ), best as (
            select a, b, word_id, max(worth) as worth from lone group by a, b, word_id
        )
        select a, b, cast(sum(worth) as bigint) as common from best group by a, b
        """,
    )
    context.keep("name_likeness", "how alike two names are, and how rare what they share is",
                 _likeness(names))  # fmt: skip
    context.engine.drop("words_in_common")
    context.engine.drop("words_alike")


def _likeness(names: int) -> str:
    # a thousandth of a nat; what is shared singles out one name where it reaches ln(names)
    return f"""
        with summed as (
            select p.a, p.b, coalesce(c.common, 0) + coalesce(l.common, 0) as common,
                   x.worth as worth_a, y.worth as worth_b,
                   case when m.joined = n.joined then true
                        when abs(length(m.joined) - length(n.joined)) > 1 then false
                        when length(m.joined) not between 5 and {_LONGEST_NAME} then false
                        when m.digits <> n.digits then false
                        -- a letter of a short word makes another word
                        when l.common is null and {_blanks("m")} = {_blanks("n")} then false
                        else levenshtein(m.joined, n.joined) <= 1 end as is_one_slip,
                   coalesce(m.initials = n.joined or n.initials = m.joined, false) as is_initials
            from name_pairs as p
            join name_worth as x on x.name_id = p.a join name_worth as y on y.name_id = p.b
            join company_names as m on m.name_id = p.a join company_names as n on n.name_id = p.b
            left join words_in_common as c on c.a = p.a and c.b = p.b
            left join words_alike as l on l.a = p.a and l.b = p.b
        ), bounded as (
            select * replace (least(common, worth_a, worth_b) as common) from summed
        ), shares as (
            select *, worth_a + worth_b - common as together, least(worth_a, worth_b) as lesser,
                   case when common * 10 >= 9 * {_nats(names)} then ' rare'
                        when common * 2 >= {_nats(names)} then ' known' else ' usual' end as rarity
            from bounded
        ), told as (
            select a, b,
                   case when is_one_slip or common * 100 >= 85 * together then 'near' || rarity
                        when is_initials then 'initials'
                        when common * 10 >= 9 * lesser then 'part' || rarity
                        when common * 100 >= 55 * together then 'most' || rarity
                        when common * 100 >= 25 * together then 'some' || rarity
                        else 'other' end as likeness
            from shares
        )
        select a, b, likeness, {_numbered("likeness")} as level from told
    """


def _blanks(name: str) -> str:
    return f"(length({name}.name) - length({name}.joined))"


def _numbered(likeness: str) -> str:
    tests = " ".join(f"when '{name}' then {place}" for name, place in places("name").items())
    return f"case {likeness} {tests} end"


def _nats(names: int) -> str:
    return f"cast(round(1000 * ln({names + 1})) as bigint)"
