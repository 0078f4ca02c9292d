"""Text as people write it: blanks, case, accents."""

import re
import unicodedata
from collections.abc import Iterable


def words(text: str) -> tuple[str, ...]:
    """The words of a list written in running text."""
    return tuple(text.split())


def literal(text: str) -> str:
    """The text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def among(value: str, listed: Iterable[str]) -> str:
    """Whether the text is one of many words; none of them holds a bar."""
    # a long `in` becomes a join, done even where nobody asks for the column, and again for each use
    together = "|".join(listed)
    longest = max(map(len, together.split("|")))
    found = f"contains({literal(f'|{together}|')}, '|' || {value} || '|')"
    return f"(length({value}) <= {longest} and {found})"


def collapsed(value: str) -> str:
    """Every run of blanks becomes one; invisible characters vanish."""
    visible = rf"regexp_replace({value}, '[\x{{200b}}\x{{feff}}\x{{00ad}}]', '', 'g')"
    return rf"trim(regexp_replace({visible}, '[\s\p{{Z}}\p{{Cc}}]+', ' ', 'g'))"


def compact(value: str) -> str:
    """Lower-case letters and digits only, for comparing with a list of words."""
    return rf"regexp_replace(lower({value}), '[^\p{{L}}\p{{M}}\p{{N}}]+', '', 'g')"


def folded(value: str) -> str:
    """Lower case without accents; scripts other than Latin are kept."""
    low = f"lower({value})"
    # Three roads, because a translation costs by the size of its table and most text is plain.
    return (
        rf"case when not regexp_matches({value}, '[^ -~]') then {low} "
        rf"when not regexp_matches({value}, '[^ -ÿ]') then {_translated(low, _WESTERN)} "
        rf"else {_without_marks(_translated(low, _LETTERS))} end"
    )


def fold(text: str) -> str:
    """What `folded` does, in Python."""
    low = text.lower()
    for ligature, spelt in _LIGATURES.items():
        low = low.replace(ligature, spelt)
    return re.sub("[\u0300-\u036f]", "", low.translate(_TABLE))


def in_title_case(value: str) -> str:
    """Text all in capitals or all in small letters gets capitals at the start of its words."""
    word = "upper(left(w, 1)) || lower(substring(w, 2))"
    each = f"list_transform(string_split({value}, ' '), lambda w: {word})"
    return (
        f"case when {value} = upper({value}) or {value} = lower({value}) "
        f"then array_to_string({each}, ' ') else {value} end"
    )


def _translated(value: str, letters: dict[str, str]) -> str:
    for ligature, spelt in _LIGATURES.items():
        value = f"replace({value}, '{ligature}', '{spelt}')"
    return f"translate({value}, {literal(''.join(letters))}, {literal(''.join(letters.values()))})"


def _without_marks(value: str) -> str:
    return rf"regexp_replace({value}, '[\x{{0300}}-\x{{036f}}]', '', 'g')"


_LIGATURES = {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
_NOT_COMPOSED = {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "ŧ": "t"}
_ACCENTED_BLOCKS = ((0xE0, 0x250), (0x370, 0x400), (0x1E00, 0x1F00))


def _plain_letters() -> dict[str, str]:
    """Each small accented Latin or Greek letter, and each full-width sign, with its plain form."""
    letters = dict(_NOT_COMPOSED)
    for start, end in _ACCENTED_BLOCKS:
        for accented in map(chr, range(start, end)):
            plain = unicodedata.normalize("NFD", accented)[0]
            if accented.islower() and plain != accented:
                letters[accented] = plain
    full_width = {chr(c): chr(c - 0xFEE0).lower() for c in range(0xFF01, 0xFF5F)}
    return letters | full_width


_LETTERS = _plain_letters()
_TABLE = {ord(accented): plain for accented, plain in _LETTERS.items()}
_WESTERN = {accented: plain for accented, plain in _LETTERS.items() if accented <= "ÿ"}
