"""The reference pages, written from the code when the documentation is built."""

import inspect
import json
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import reference_cli
from markdown_page import Page, cell
from reference_plugins import plugin_pages
from reference_presets import presets_page
from reference_settings import model_classes, settings_rows

from segmentry import errors
from segmentry.model import definitions, mappings
from segmentry.model.stage import Stage
from segmentry.model.standard_tables import STANDARD_TABLES, StandardTable
from segmentry.model.tables import SCHEMAS, Table, TableSchema
from segmentry.variables.catalogue_files import GROUPS, shipped

NOTES = Path(__file__).parents[1] / "docs" / "plugins"


def pages() -> dict[str, str]:
    """Path below docs/ to the page's text, in the order of the navigation."""
    built = [standard_tables(), presets_page(), tables(), definition_files(), variables()]
    built += [*plugin_pages(NOTES), error_tree()]
    if find_spec("segmentry.pipeline"):
        built.insert(0, the_way())
    if find_spec("segmentry.cli"):
        built.append(reference_cli.page())
        built.append(json_schemas())
    return {f"reference/{page.name}.md": page.text for page in built} | _python()


def the_way() -> Page:
    stages: tuple[Stage, ...] = import_module("segmentry.pipeline").STAGES
    page = Page("pipeline", "The way of the data")
    page.say("Stages in order; each reads only what earlier ones wrote, each table has one writer.")
    for stage in stages:
        page.section(stage.name, f"{stage.purpose.capitalize()}.")
        rows = (("reads", stage.reads), ("writes", stage.writes), ("continues", stage.remembers))
        page.table(("", "tables"), [(how, ", ".join(map(_linked, t))) for how, t in rows if t])
    return page


def _linked(table: Table) -> str:
    return f"[{table}](tables.md#{table})" if table in SCHEMAS else f"`{table}`"


def tables() -> Page:
    page = Page("tables", "Tables between the stages")
    page.say("What a run keeps, one Parquet file a table, and all that stages know of each other.")
    for schema in SCHEMAS.values():
        _table(page, schema)
    return page


def _table(page: Page, schema: TableSchema) -> None:
    page.section(str(schema.table), f"One row is {schema.row}.")
    if schema.open_ended:
        page.say("Further columns may follow.")
    rows = [
        (f"`{c.name}`", f"`{c.type}`", c.meaning, "always" if c.always else "")
        for c in schema.columns
    ]
    page.table(("column", "type", "meaning", "has a value"), rows)


def standard_tables() -> Page:
    page = Page("standard_tables", "Standard tables: what a source can tell")
    page.say("A source's columns are mapped to the fields of these tables.")
    for table in STANDARD_TABLES.values():
        _standard_table(page, table)
    return page


def _standard_table(page: Page, table: StandardTable) -> None:
    page.section(table.name, f"One row is {table.row}.")
    rows = []
    for field in table.fields:
        refers = f"key of `{field.refers_to}`" if field.refers_to else ""
        notes = (refers, "required" * field.required, "personal" * field.personal)
        known = ", ".join(field.synonyms[:4])
        rows.append((f"`{field.name}`", str(field.kind), field.meaning, _join(notes), known))
    page.table(("field", "understood as", "meaning", "notes", "recognised by"), rows)


def definition_files() -> Page:
    page = Page("definitions", "Definitions: what the YAML files say")
    for model in (*model_classes(mappings), *model_classes(definitions)):
        page.section(model.__name__, inspect.getdoc(model) or "")
        page.table(("setting", "type", "default", "meaning"), settings_rows(model))
    return page


def json_schemas() -> Page:
    schemas = import_module("segmentry.definitions.schemas").schemas()
    page = Page("json_schemas", "JSON Schemas of the definitions")
    page.say(
        "Editors that know the schema of a file help while one types: `segmentry schema KIND`."
    )
    for kind, schema in schemas.items():
        page.section(kind.capitalize(), f"`segmentry schema {kind}` prints:")
        page.say(f"```json\n{json.dumps(schema, indent=2, ensure_ascii=False)}\n```")
    return page


def variables() -> Page:
    page = Page("variables", "Variables that are shipped")
    page.say("Written in the language of conditions; figures in braces come from the settings.")
    for group in GROUPS:
        page.section(group.capitalize(), "")
        rows = [
            (f"`{v.name}`", v.meaning, v.unit, v.relevance, v.why, _told_or_computed(v.expression))
            for v in shipped()
            if v.group == group
        ]
        page.table(("variable", "meaning", "unit", "relevance", "why", "expression"), rows)
    return page


def _told_or_computed(expression: str) -> str:
    return f"`{expression}`" if expression else "as the sources tell"


def error_tree() -> Page:
    page = Page("errors", "Errors")
    page.say("Every error has a stable code and an exit code of the command line.")
    rows = [
        (f"`{e.code}`", e.__name__, cell(inspect.getdoc(e) or ""), str(e.exit_code))
        for e in _family(errors.SegmentryError)
    ]
    page.table(("code", "class", "meaning", "exit code"), rows)
    return page


def _family(root: type[errors.SegmentryError]) -> Iterator[type[errors.SegmentryError]]:
    yield root
    for below in root.__subclasses__():
        yield from _family(below)


def _python() -> dict[str, str]:
    import segmentry

    if not getattr(segmentry, "__all__", ()):
        return {}
    return {"reference/python.md": "# Python\n\n::: segmentry\n"}


def _join(notes: tuple[str, ...]) -> str:
    return ", ".join(note for note in notes if note)
