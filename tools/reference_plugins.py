"""One reference page for each kind of plug-in, found through the registries themselves."""

import inspect
import re
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
    """Every registry of the package, in the order of the folders."""
    made = re.compile(r"^[A-Z_]+ = Registry\(", re.MULTILINE)
    for path in sorted(SOURCE.rglob("*.py")):
        if made.search(path.read_text(encoding="utf-8")):
            parts = path.relative_to(SOURCE).with_suffix("").parts
            module = import_module(".".join(("segmentry", *parts)).removesuffix(".__init__"))
            yield from [v for v in vars(module).values() if type(v) is Registry]


def plugin_pages(notes: Path) -> Iterator[Page]:
    """`notes` holds what people wrote about a plug-in: `<kind>/<name>.md`."""
    for registry in registries():
        page = Page(f"{registry.kind.lower()}s", f"{registry.kind[:1].upper()}{registry.kind[1:]}s")
        page.say(f"{inspect.getdoc(import_module(registry.package))}")
        for name, plugin in registry.all.items():
            _plugin(page, name, plugin, notes / registry.kind.lower() / f"{name}.md")
        yield page


def _plugin(page: Page, name: str, plugin: type, note: Path) -> None:
    page.section(name, inspect.getdoc(plugin) or "")
    if issubclass(plugin, BaseModel):
        page.table(("setting", "type", "default", "meaning"), settings_rows(plugin))
    for about, said in _claims(plugin):
        page.say(f"**{about.capitalize()}.** {said}")
    if note.exists():
        page.say(note.read_text(encoding="utf-8").strip())


def _claims(plugin: type) -> Iterator[tuple[str, str]]:
    """What the base class asks every plug-in of its kind to say about itself."""
    asked = [name for owner in plugin.__mro__[1:] for name in inspect.get_annotations(owner)]
    for name in dict.fromkeys(asked):
        said = inspect.getattr_static(plugin, name, None)
        if isinstance(said, str) and said:
            yield name, said
        elif name == "example" and isinstance(said, tuple):
            yield name, f"`{said[0]}` becomes `{said[1]}`."
