"""The reference page of presets, written from their files."""

from collections.abc import Iterator

from markdown_page import Page

from segmentry.hub.presets import Preset, presets
from segmentry.hub.presets.preset import PresetField
from segmentry.model.mappings import LeaveOut


def presets_page() -> Page:
    page = Page("presets", "Presets: exports that are known")
    page.say("`preset: VENDOR/OBJECT` in a source's file.")
    page.say("Capitals, blanks and underscores in names of columns do not matter.")
    for preset in presets().values():
        _preset(page, preset)
    return page


def _preset(page: Page, preset: Preset) -> None:
    page.section(preset.name, f"{preset.title}. {preset.about}")
    if preset.useless:
        page.say(f"Left out: {preset.useless}.")
    for rule in preset.leave_out:
        page.say(f"Set aside as `{rule.rule}` where {_when(rule)}: {rule.reason}.")
    for name, table in preset.tables.items():
        rows = [(f"`{n}`", ", ".join(_columns(f)), _how(f)) for n, f in table.fields.items()]
        page.table((f"`{name}`", "columns", "read as"), rows)


def _when(rule: LeaveOut) -> str:
    if rule.newest_by:
        latest = ", ".join(f"`{c}`" for c in rule.newest_by)
        return f"another row with the same `{rule.column}` is newer by {latest}"
    said = ", ".join(rule.values) or f"anything but {', '.join(rule.keep)}"
    return f"`{rule.column}` is {said}"


def _columns(field: PresetField) -> Iterator[str]:
    if field.constant is not None:
        yield f"always {field.constant}"
    yield from (f"`{name}`" for name in field.names)


def _how(field: PresetField) -> str:
    told = [field.form.replace("_", " "), ", ".join(field.formats)]
    told += [f"{m.means} where `{m.column}`" for m in field.marks]
    told += [f"{theirs}: {ours or 'nothing'}" for theirs, ours in list(field.values.items())[:6]]
    return "; ".join(filter(None, told))
