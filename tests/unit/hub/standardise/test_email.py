import pytest

from segmentry.hub.standardise.base import Reading
from segmentry.hub.standardise.email import Email


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


def test_reserved_names_are_addresses_where_the_workspace_says_so() -> None:
    given = ["Jane@Sales.Nordwind.example", "jane@acme.test", "x@example.com", "jane@acme.invalid"]
    found = Email().understand(given, [None] * 4, Reading(reserved_domains=True))
    assert found[""] == [
        "jane@sales.nordwind.example", "jane@acme.test", None, "jane@acme.invalid",
    ]  # fmt: skip
    assert found["domain"] == ["nordwind.example", "acme.test", None, "acme.invalid"]
    assert Email().understand(given, [None] * 4, Reading())[""] == [None] * 4
