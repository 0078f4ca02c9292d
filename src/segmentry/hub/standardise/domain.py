"""Web domains of companies."""

from collections.abc import Mapping, Sequence

from segmentry.hub.internet.addresses import site_domain_of
from segmentry.hub.standardise.base import Output, Reading, ValueStandardiser
from segmentry.model.types import ColumnType


class Domain(ValueStandardiser):
    """Gives the domain a company registered; pages on other companies' sites are left out."""

    outputs = (Output("", ColumnType.TEXT),)
    example = ("https://www.shop.acme.co.uk/about?x=1", "acme.co.uk")

    def understand(
        self, values: Sequence[str], beside: Sequence[str | None], reading: Reading
    ) -> Mapping[str, Sequence[object]]:
        return {"": [site_domain_of(value, reserved=reading.reserved_domains) for value in values]}
