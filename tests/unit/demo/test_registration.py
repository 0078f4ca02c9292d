from importlib import import_module

import numpy as np
import pytest

from segmentry.demo.places import COUNTRIES
from segmentry.demo.registration import registration_ids

RULES = {
    "US": "us.ein", "GB": "gb.vat", "IE": "ie.vat", "CA": "ca.bn", "DE": "de.vat", "AT": "at.uid",
    "CH": "ch.uid", "FR": "fr.tva", "BE": "be.vat", "ES": "es.nif", "IT": "it.iva", "NL": "nl.btw",
    "SE": "se.vat", "PL": "pl.nip", "GR": "gr.vat", "JP": "jp.cn",
}  # fmt: skip


@pytest.mark.parametrize("place", range(len(COUNTRIES)), ids=[c.code for c in COUNTRIES])
def test_check_digits_are_right_and_numbers_unique(place: int) -> None:
    serial = np.random.default_rng(1).choice(10_000_000, 400, replace=False)
    found = registration_ids(np.full(400, place), serial).to_pylist()
    rule = import_module(f"stdnum.{RULES[COUNTRIES[place].code]}")
    assert len(set(found)) == 400
    assert [number for number in found if not rule.is_valid(number)] == []
