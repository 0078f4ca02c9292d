"""Lists of named values, as GA4 exports its parameters."""

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from segmentry.sources.files import Files

ROWS: list[dict[str, Any]] = [
    {
        "event_name": "page_view",
        "event_params": [
            {"key": "page_location", "value": {"string_value": "https://acme.com/a"}},
            {"key": "ga_session_id", "value": {"int_value": 17}},
        ],
        "user_properties": [
            {"key": "account_id", "value": {"string_value": "A-1", "set_timestamp_micros": 5}}
        ],
        "items": [{"item_id": "x"}],
    },
    {
        "event_name": "click",
        "event_params": [{"key": "value", "value": {"double_value": 1.5}}],
        "user_properties": [],
        "items": [],
    },
]
COLUMNS = (
    "event_name", "event_params.ga_session_id", "event_params.page_location",
    "event_params.value", "user_properties.account_id", "items",
)  # fmt: skip
TOLD = [
    ("page_view", "17", "https://acme.com/a", None, "A-1"),
    ("click", None, None, "1.5", None),
]


@pytest.fixture(params=["json", "parquet"])
def export(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The same events as JSON lines and as Parquet with nested types."""
    lines = tmp_path / "events.json"
    lines.write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")
    if request.param == "parquet":
        with duckdb.connect() as connection:
            rows = connection.read_json(str(lines))
            rows.write_parquet(str(tmp_path / "events.parquet"))
    return f"events.{request.param}"


def test_each_name_becomes_a_column(export: str, land: Any) -> None:
    made = land(Files(path=export))
    assert made.landed.columns == COLUMNS
    assert [row[:5] for row in made.rows] == TOLD
