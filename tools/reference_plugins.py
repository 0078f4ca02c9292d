"""One reference page for each kind of plug-in, found through the registries themselves."""

import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from markdown_page import Page
from pydantic import BaseModel
from reference_settings import settings_rows

import segmentry
from segmentry.registry import Registry

SOURCE = Path(segmentry.__file__).parent


def registries() -> Iterator[Registry[object]]:
    """Every registry; each is made in the `__init__.py` of the folder it walks."""
    for init in sorted(SOURCE.rglob("__init__.py")):
        if "Registry(" in init.read_text(encoding="utf-8"):
            package = ".".join(("segmentry", *init.parent.relative_to(SOURCE).parts))
            found = list(vars(import_module(package)).values())
            yield from (v for v in found if type(v) is Registry and v.package == package)


def plugin_pages(notes: Path) -> Iterator[Page]:
    """`notes` holds what people wrote about a plug-in: `<kind>/<name>.md`."""
    for registry in registries():
        page = Page(f"{registry.kind}s", f"{registry.kind.capitalize()}s")
        page.say(f"{inspect.getdoc(import_module(registry.package))}")
        for name, plugin in registry.all.items():
            _plugin(page, name, plugin, notes / registry.kind / f"{name}.md")
        yield page


def _plugin(page: Page, name: str, plugin: type, note: Path) -> None:
    page.section(name, inspect.getdoc(plugin) or "")
    if issubclass(plugin, BaseModel):
        page.table(("setting", "type", "default", "meaning"), settings_rows(plugin))
    if isinstance(example := getattr(plugin, "example", None), tuple):
        page.say(f"Example: `{example[0]}` becomes `{example[1]}`.")
    if note.exists():
        page.say(note.read_text(encoding="utf-8").strip())
