"""Keys of source systems."""

from collections.abc import Mapping

from segmentry.hub.standardise.base import Output, Reading, SqlStandardiser
from segmentry.model.types import ColumnType


class Key(SqlStandardiser):
    """Keeps an identifier as it is; what only says that there is none becomes empty."""

    outputs = (Output("", ColumnType.TEXT),)
    example = (" A-0017 ", "A-0017")

    def expressions(self, value: str, reading: Reading) -> Mapping[str, str]:
        # Rows that share such a mark would all be taken for the same thing.
        marks = "'null', '(null)', 'nan', '<na>', '#n/a', 'n/a', 'none', 'nil', 'undefined', '-'"
        return {"": f"case when lower({value}) in ({marks}) then null else {value} end"}
