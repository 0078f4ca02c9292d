"""E-mail addresses."""

from collections.abc import Mapping, Sequence

from segmentry.hub.internet.addresses import address_of
from segmentry.hub.internet.hosts import company_domain_of, is_free_mail
from segmentry.hub.standardise.base import Output, Reading, ValueStandardiser
from segmentry.model.types import ColumnType


class Email(ValueStandardiser):
    """Normalises an e-mail address and tells the company's domain from it."""

    outputs = (
        Output("", ColumnType.TEXT),
        Output("domain", ColumnType.TEXT),
        Output("is_free", ColumnType.BOOLEAN),
    )
    example = ("Jane.Doe@Sales.Acme.CO.UK ", "jane.doe@sales.acme.co.uk")

    def understand(
        self, values: Sequence[str], beside: Sequence[str | None], reading: Reading
    ) -> Mapping[str, Sequence[object]]:
        reserved = reading.reserved_domains
        addresses = [address_of(value, reserved=reserved) for value in values]
        hosts = [a.rpartition("@")[2] if a else None for a in addresses]
        distinct = {host for host in hosts if host}
        domains = {host: company_domain_of(host, reserved=reserved) for host in distinct}
        free = {host: is_free_mail(host) for host in distinct}
        return {
            "": addresses,
            "domain": [domains[host] if host else None for host in hosts],
            "is_free": [free[host] if host else None for host in hosts],
        }
