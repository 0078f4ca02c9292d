import pytest


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
