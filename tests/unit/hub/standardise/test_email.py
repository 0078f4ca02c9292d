import pytest


@pytest.mark.parametrize(
    ("written", "address", "domain", "is_free"),
    [
        ("Jane.Doe@Sales.Acme.CO.UK ", "jane.doe@sales.acme.co.uk", "acme.co.uk", False),
        ("Jane <jane@acme.com>", "jane@acme.com", "acme.com", False),
        ("mailto:jo@acme.de", "jo@acme.de", "acme.de", False),
        ("jane@acme.com; joe@acme.com", "jane@acme.com", "acme.com", False),
        ("info@acme.com", "info@acme.com", "acme.com", False),
        ("someone@gmail.com", "someone@gmail.com", None, True),
        ("someone@yahoo.co.uk", "someone@yahoo.co.uk", None, True),
        ("jo@müller.de", "jo@xn--mller-kva.de", "xn--mller-kva.de", False),
    ],
)
def test_addresses(run, written: str, address: str, domain: str | None, is_free: bool) -> None:
    assert run("email", written) == [(address, domain, is_free)]


@pytest.mark.parametrize(
    "no_address",
    ["test@test.com", "noreply@acme.com", "x@example.com", "jane@acme", "a@b@c.com", "n/a",
     "a..b@acme.com", "none@none.com", "jane at acme.com", "x@company.local"],
)  # fmt: skip
def test_what_is_no_address_or_made_up(run, no_address: str) -> None:
    assert run("email", no_address) == [(None, None, None)]
