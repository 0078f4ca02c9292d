"""One row per key, with what its fullest record says, ready to be compared."""

from typing import Any

from segmentry.profiles.matching.companies import list_companies


def test_every_key_has_one_row_and_a_number_in_the_order_of_keys(listed: Any) -> None:
    made = listed({"b:1": {}, "a:2": {"name_key": "acme"}, "a:1": {"city": "Ulm"}})
    rows = made.rows("select id, account_key, system from companies order by id")
    assert [tuple(r.values()) for r in rows] == [(1, "a:1", "a"), (2, "a:2", "a"), (3, "b:1", "b")]


def test_the_fullest_record_of_a_key_speaks_for_it(keyed: Any) -> None:
    made = keyed(
        [
            {"account_key": "a:1", "name_key": "old name"},
            {"account_key": "a:1", "name_key": "acme", "city": "Ulm", "country": "DE"},
            {"account_key": "a:1", "name_key": "other", "city": "Ulm"},
        ]
    )
    list_companies(made.context, "account_keys")
    assert made.rows("select name, city, country from companies") == [
        {"name": "acme", "city": "ulm", "country": "DE"}
    ]


def test_a_street_is_taken_apart(listed: Any) -> None:
    made = listed(
        {
            "a:1": {"street_key": "18 chapel st"},
            "a:2": {"street_key": "hafenstr 11b"},
            "a:3": {"street_key": "industriepark"},
            "a:4": {"street_key": "chapel st 7"},
        }
    )
    rows = made.rows("select house, street_words, street_word from companies order by account_key")
    assert [tuple(r.values()) for r in rows] == [
        ("18", "chapel st", "chapel"),  # the first in the alphabet of words used as often
        ("11b", "hafenstr", "hafenstr"),
        (None, "industriepark", "industriepark"),
        ("7", "chapel st", "chapel"),
    ]


def test_the_rarest_word_of_a_street_tells_it(listed: Any) -> None:
    streets = ["alte gasse 1", "alte muhle 1", "alte werft 1"]
    made = listed({f"a:{n}": {"street_key": street} for n, street in enumerate(streets)})
    rows = made.rows("select street_word from companies order by account_key")
    assert [r["street_word"] for r in rows] == ["gasse", "muhle", "werft"]


def test_numbers_and_codes_are_told_alike(listed: Any) -> None:
    made = listed(
        {
            "a:1": {"phone_key": "+49 30 1234567", "postal_code": "m5v 7k4"},
            "a:2": {"registration_id": "HRB12345"},
            "a:3": {"registration_id": "GB287780503"},
        }
    )
    rows = made.rows(
        "select phone_end, postal_code, registration_shape from companies order by account_key"
    )
    assert [tuple(r.values()) for r in rows] == [
        ("1234567", "M5V7K4", None),
        (None, None, "AAA99999"),
        (None, None, "AA999999999"),
    ]


def test_a_key_that_no_record_tells_of_is_a_company_all_the_same(keyed: Any) -> None:
    made = keyed([{"account_key": "a:1", "name_key": "acme"}])
    made.context.keep("account_keys", "one more", "select 'a:1' as account_key union select 'z:9'")
    list_companies(made.context, "account_keys")
    rows = made.rows("select account_key, name from companies order by id")
    assert [tuple(r.values()) for r in rows] == [("a:1", "acme"), ("z:9", None)]
