"""Yes and no."""

from collections.abc import Mapping

from segmentry.hub.spelling.text import literal, words
from segmentry.hub.standardise.base import Output, Reading, SqlStandardiser
from segmentry.model.types import ColumnType

_YES = words("""
    true t yes y 1 1.0 on x ✓ ✔ ☑ ja j wahr oui o vrai si sí sì s verdadero vero sim tak kyllä da да
    是 はい 예 checked subscribed granted active enabled opt-in opted-in
""")
_NO = words("""
    false f no n 0 0.0 off ✗ ✘ ☐ nein falsch non faux falso nee nej nei nie ei não nao нет
    否 いいえ 아니요
    unchecked unsubscribed denied withdrawn revoked inactive disabled opt-out opted-out
""")


class Boolean(SqlStandardiser):
    """Reads yes and no in the ways files write it: true, Y, 1, ja, oui, x."""

    outputs = (Output("", ColumnType.BOOLEAN),)
    example = ("Yes", "true")

    def expressions(self, value: str, reading: Reading) -> Mapping[str, str]:
        yes, no = (", ".join(map(literal, listed)) for listed in (_YES, _NO))
        word = f"replace(lower({value}), ' ', '-')"
        return {"": f"case when {word} in ({yes}) then true when {word} in ({no}) then false end"}
