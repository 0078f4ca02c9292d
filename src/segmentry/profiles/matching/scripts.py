"""Names of other alphabets in Latin letters, so that one source's script meets another's.

Cyrillic after the Bulgarian law on transliteration (2009) and Greek after ELOT 743, both as people
write them: without marks. Scripts that do not spell by letters (Han, for instance) are left alone.
"""

_PAIRS = {
    "ου": "ou", "μπ": "b", "ντ": "nt", "γκ": "gk", "γγ": "ng", "αυ": "av", "ευ": "ev",
    "ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht", "ю": "yu", "я": "ya", "ё": "yo",
    "θ": "th", "χ": "ch", "ψ": "ps", "ξ": "x",
}  # fmt: skip
_SINGLE = {
    "абвгдезийклмнопрстуфхъыэієї": "abvgdeziyklmnoprstufhayeiei",
    "αβγδεζηικλμνοπρσςτυφωάέήίόύώϊϋ": "avgdeziiklmnoprsstyfoaeiioyoiy",
}  # fmt: skip


def latin(text: str) -> str:
    """SQL for a folded text in Latin letters."""
    told = text
    for pair, letters in _PAIRS.items():
        told = f"replace({told}, '{pair}', '{letters}')"
    told = f"replace({told}, 'ь', '')"
    for letters, spelt in _SINGLE.items():
        told = f"translate({told}, '{letters}', '{spelt}')"
    return f"case when regexp_matches({text}, '[\u0370-\u04ff]') then {told} else {text} end"
