import unicodedata

import numpy as np
import pytest

from segmentry.demo.companies import draw_companies
from segmentry.demo.names import SPELLINGS, for_domain, misspelt
from segmentry.demo.words import CORES


def test_no_two_languages_make_the_same_core() -> None:
    made: dict[str, str] = {}
    for language, (first, second) in CORES.items():
        for ahead in first:
            for behind in second:
                core = for_domain(ahead.latin) + for_domain(behind.latin)
                assert core not in made, (language, made.get(core))
                made[core] = language


def test_every_word_has_letters_for_a_domain() -> None:
    for first, second in CORES.values():
        assert all(for_domain(word.latin).isalpha() for word in (*first, *second))


@pytest.mark.parametrize("first", [0, 9_000_000])
def test_names_stay_different_far_beyond_one_word(first: int) -> None:
    companies = draw_companies(first, 60_000, seed=5, year=2026)
    assert len(set(companies.domain.to_pylist())) == 60_000
    ordinary = ~companies.namesake & (companies.relation == 0)
    names = np.array(companies.name.to_pylist(), dtype=object)[ordinary]
    assert len(set(names)) == ordinary.sum()


def test_spellings_differ_from_the_official_name() -> None:
    names = draw_companies(0, 500, seed=5, year=2026).names
    official = names.official().to_pylist()
    for spelling in SPELLINGS[1:]:
        other = names.spelt(spelling).to_pylist()
        changed = sum(a != b for a, b in zip(official, other, strict=True))
        # Accents are not in every name; every other spelling changes nearly all.
        assert changed > (80 if spelling == "folded" else 450), spelling


def test_folded_names_have_no_accents() -> None:
    names = draw_companies(0, 2000, seed=5, year=2026).names.folded().to_pylist()
    assert all(not unicodedata.combining(c) and ord(c) < 0x250 for name in names for c in name)


@pytest.mark.parametrize(
    ("word", "wrong"), [("brook", "brok"), ("au", "auu"), ("licht", "liht"), ("ton", "tonn")]
)
def test_a_slip_changes_one_letter(word: str, wrong: str) -> None:
    assert misspelt(word) == wrong


@pytest.mark.parametrize(
    ("text", "label"),
    [("Süd", "sued"), ("Łąko", "lako"), ("& Söhne", "soehne"), ("Data Labs", "data-labs")],
)
def test_domain_labels_are_plain(text: str, label: str) -> None:
    assert for_domain(text) == label
