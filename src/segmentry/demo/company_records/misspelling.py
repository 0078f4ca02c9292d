"""Typing mistakes, made once for each different word and mistake, not for each row."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from segmentry.demo.randomness import Ints

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOUR = {row[i]: row[i + 1 if i + 1 < len(row) else i - 1] for row in _ROWS
              for i in range(len(row))}  # fmt: skip
KINDS = 4
PLACES = 8


def misspelt(words: pa.Array, rows: Ints, chance: Ints) -> pa.Array:
    """The words with a mistake in these rows; `chance` says for each row which one and where."""
    there = words.take(pa.array(rows)).is_valid().to_numpy(zero_copy_only=False)
    rows, chance = rows[there], chance[there]
    if not len(rows):
        return words
    coded = words.take(pa.array(rows)).dictionary_encode()
    codes = coded.indices.to_numpy().astype(np.int64) * KINDS * PLACES
    different, place = np.unique(codes + chance % (KINDS * PLACES), return_inverse=True)
    known = coded.dictionary.to_pylist()
    written = [_mistaken(known[c // (KINDS * PLACES)], int(c)) for c in different]
    is_changed = np.zeros(len(words), dtype=bool)
    is_changed[rows] = True
    replaced = pa.array(written, pa.string()).take(pa.array(place))
    return pc.replace_with_mask(words, pa.array(is_changed), replaced)


def _mistaken(word: str, code: int) -> str:
    kind, chance = code % KINDS, code // KINDS % PLACES
    if len(word) < 4:
        return word
    at = 1 + chance * (len(word) - 2) // PLACES
    here, after = word[at], word[at + 1 :]
    if kind == 0:
        return word[:at] + after
    if kind == 1:
        return word[:at] + after[:1] + here + after[1:]
    if kind == 2:
        return word[:at] + _NEIGHBOUR.get(here.lower(), here) + after
    return word[:at] + here + here + after
