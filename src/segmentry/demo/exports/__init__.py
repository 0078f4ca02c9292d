"""The files that the demo company's systems export."""

from segmentry.demo.exports import crm, marketing, product, provider, service, shop
from segmentry.demo.exports.base import Export

EXPORTS: tuple[Export, ...] = (
    *crm.EXPORTS,
    *shop.EXPORTS,
    *product.EXPORTS,
    *service.EXPORTS,
    *marketing.EXPORTS,
    *provider.EXPORTS,
)
