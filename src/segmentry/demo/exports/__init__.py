"""The files that the demo company's systems export."""

from segmentry.demo.exports import crm, provider, shop
from segmentry.demo.exports.base import Export

EXPORTS: tuple[Export, ...] = (*crm.EXPORTS, *shop.EXPORTS, *provider.EXPORTS)
