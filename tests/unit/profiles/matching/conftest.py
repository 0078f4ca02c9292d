"""Runs the steps of matching, one after the other, over hand-made records."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from segmentry.model.tables import SCHEMAS, Table
from segmentry.profiles.matching.candidates import find_candidates, list_facts
from segmentry.profiles.matching.companies import list_companies
from segmentry.profiles.matching.evidence import compare_fields, list_relations
from segmentry.profiles.matching.names import compare_names, weigh_names


@pytest.fixture
def keyed(bench: Callable[..., Any]) -> Callable[..., Any]:
    """A bench that knows records: `keyed([{"account_key": "crm:1", "name_key": "acme"}])`."""

    def make(records: Sequence[Mapping[str, object]]) -> Any:
        made = bench()
        columns = SCHEMAS[Table.ACCOUNT_RECORDS].columns
        rows = [
            {"source": str(row["account_key"]).partition(":")[0], "line": line, **row}
            for line, row in enumerate(records, 1)
        ]
        assert all(set(row) <= {c.name for c in columns} for row in rows)
        made.context.load(Table.ACCOUNT_RECORDS, columns, rows)
        made.context.rows[Table.ACCOUNT_RECORDS] = len(rows)
        keys = f"select distinct account_key from {Table.ACCOUNT_RECORDS}"
        made.context.keep("account_keys", "every key once", keys)
        return made

    return make


@pytest.fixture
def listed(keyed: Callable[..., Any]) -> Callable[..., Any]:
    """With `companies`: `listed({"crm:1": {"name_key": "acme"}})`."""

    def make(records: Mapping[str, Mapping[str, object]]) -> Any:
        made = keyed([{"account_key": key, **said} for key, said in records.items()])
        list_companies(made.context, "account_keys")
        return made

    return make


@pytest.fixture
def named(listed: Callable[..., Any]) -> Callable[..., Any]:
    """With the words of names weighed."""

    def make(records: Mapping[str, Mapping[str, object]]) -> Any:
        made = listed(records)
        made.names = weigh_names(made.context)
        return made

    return make


@pytest.fixture
def paired(named: Callable[..., Any]) -> Callable[..., Any]:
    """With the pairs that are worth a look."""

    def make(records: Mapping[str, Mapping[str, object]]) -> Any:
        made = named(records)
        list_facts(made.context)
        find_candidates(made.context)
        return made

    return make


@pytest.fixture
def compared(paired: Callable[..., Any]) -> Callable[..., Any]:
    """With `compared`: a pattern of evidence for every candidate."""

    def make(records: Mapping[str, Mapping[str, object]]) -> Any:
        made = paired(records)
        compare_names(made.context, made.names)
        list_relations(made.context)
        compare_fields(made.context)
        return made

    return make
