import pytest

from segmentry.hub.standardise.base import Reading
from segmentry.hub.standardise.domain import Domain


@pytest.mark.parametrize(
    ("written", "domain"),
    [
        ("https://www.shop.acme.co.uk/about?x=1", "acme.co.uk"), ("WWW.ACME.DE", "acme.de"),
        ("acme.com:8080", "acme.com"), ("https://user:pw@acme.com/", "acme.com"),
        ("http//acme.com", "acme.com"), ("MÜLLER.de", "xn--mller-kva.de"),
        ("info@acme.com", "acme.com"), ("https://www.google.com/", "google.com"),
    ],
)  # fmt: skip
def test_the_registered_domain_is_given(run, written: str, domain: str) -> None:
    assert run("domain", written) == [(domain,)]


@pytest.mark.parametrize(
    "nobodys",
    ["facebook.com/acme", "https://uk.linkedin.com/company/x", "acme.wixsite.com/x", "gmail.com",
     "acme.github.io", "example.com", "acme.local", "localhost", "192.168.0.1", "co.uk", "n/a",
     "acme", "http://", "www.a.com, www.b.com"],
)  # fmt: skip
def test_no_company_of_its_own_is_behind_it(run, nobodys: str) -> None:
    assert run("domain", nobodys) == [(None,)]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("https://www.nordwind.example/shop", "nordwind.example"), ("a.b.test", "b.test"),
        ("acme.invalid", "acme.invalid"), ("acme.de", "acme.de"), ("example.com", None),
        ("acme.local", None), ("example", None),
    ],
)  # fmt: skip
def test_reserved_names_are_domains_where_the_workspace_says_so(
    given: str, expected: str | None
) -> None:
    reading = Reading(reserved_domains=True)
    assert Domain().understand([given], [None], reading)[""] == [expected]


@pytest.mark.parametrize("given", ["www.nordwind.example", "acme.test", "acme.invalid"])
def test_reserved_names_are_placeholders_otherwise(given: str) -> None:
    assert Domain().understand([given], [None], Reading())[""] == [None]
