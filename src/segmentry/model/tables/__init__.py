"""Every table that passes between the stages, with its columns.

A stage reads tables that earlier stages wrote; that is all stages know of each other.
"""

from segmentry.model.tables.kpis import KPI_TABLES
from segmentry.model.tables.profiles import PROFILE_TABLES
from segmentry.model.tables.records import RECORD_TABLES
from segmentry.model.tables.review import REVIEW_TABLES
from segmentry.model.tables.roi import ROI_TABLES
from segmentry.model.tables.schema import Column, TableSchema
from segmentry.model.tables.segmentation import SEGMENTATION_TABLES
from segmentry.model.tables.segments import SEGMENT_TABLES
from segmentry.model.tables.strategies import STRATEGY_TABLES
from segmentry.model.tables.table import Table
from segmentry.model.tables.variables import VARIABLE_TABLES

SCHEMAS: dict[Table, TableSchema] = {
    schema.table: schema
    for schema in (
        *RECORD_TABLES,
        *PROFILE_TABLES,
        *VARIABLE_TABLES,
        *SEGMENTATION_TABLES,
        *SEGMENT_TABLES,
        *STRATEGY_TABLES,
        *KPI_TABLES,
        *ROI_TABLES,
        *REVIEW_TABLES,
    )
}
"""The schema of each table, in the order in which they are written."""

__all__ = ["SCHEMAS", "Column", "Table", "TableSchema"]
