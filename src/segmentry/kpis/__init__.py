"""KPIs: figures of all accounts and of every segment, month by month and over the last year."""

from segmentry.kpis.base import Kpi
from segmentry.registry import Registry

KPIS = Registry("KPI", "segmentry.kpis", Kpi)
"""Every KPI by name."""
