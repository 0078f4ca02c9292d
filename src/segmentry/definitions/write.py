"""Writes a proposal as YAML that people read and correct."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml.comments import CommentedMap

from segmentry.definitions.load import SETTINGS_FILE
from segmentry.definitions.propose import Proposal, ProposedSource
from segmentry.definitions.stubs import stub_text
from segmentry.definitions.template import WorkspaceTemplate
from segmentry.definitions.yaml_file import write_yaml
from segmentry.errors import StorageFailed, UserError
from segmentry.hub.presets import preset
from segmentry.hub.recognition import GuessedField, GuessedTable

_DOUBTFUL = 0.85


def write_workspace(
    folder: Path,
    settings: dict[str, Any],
    proposal: Proposal | None,
    template: WorkspaceTemplate | None = None,
) -> list[str]:
    """Write the files of a new workspace; returns their names. Nothing existing is touched."""
    if (folder / SETTINGS_FILE).exists():
        raise UserError(
            "There is a workspace already.",
            where=str(folder),
            next_step="Choose another folder, or edit the files in this one.",
        )
    said = template.settings(_is_met(proposal)) if template else {}
    files: dict[str, CommentedMap] = {SETTINGS_FILE: _settings({**settings, **said})}
    stubs: dict[str, str] = {}
    if proposal:
        stubs = {f"sources/{s.name}.yaml": stub_text(s) for s in proposal.stubs}
        files |= {f"sources/{s.name}.yaml": _source(s) for s in proposal.sources}
        files |= {f"segmentations/{name}.yaml": c for name, c in _segmentations(proposal)}
    if template:
        files |= _of_template(template, proposal)[0]
        stubs |= template.examples()
    try:
        for part in ("sources", "variables", "segmentations"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        for name in (*files, *stubs):
            (folder / name).parent.mkdir(exist_ok=True)
        # the settings come last: only then is the folder a workspace
        for name, content in reversed(files.items()):
            write_yaml(folder / name, content)
        for name, text in stubs.items():
            (folder / name).write_text(text, encoding="utf-8")
        (folder / ".gitignore").write_text(".segmentry/\n", encoding="utf-8")
    except OSError as error:
        raise StorageFailed(
            f"The workspace cannot be written: {error.strerror}.",
            where=str(folder),
            next_step="Check that the folder may be written and the disk is not full.",
        ) from error
    return sorted([*files, *stubs])


def left_out(template: WorkspaceTemplate, proposal: Proposal | None) -> dict[str, list[str]]:
    """Files of a template that the data cannot feed, with what they miss."""
    return _of_template(template, proposal)[1]


def _of_template(
    template: WorkspaceTemplate, proposal: Proposal | None
) -> tuple[dict[str, CommentedMap], dict[str, list[str]]]:
    usual = [name for name, _ in _segmentations(proposal)] if proposal else [n for n, *_ in _USUAL]
    return template.fitted(_is_met(proposal), usual)


def _is_met(proposal: Proposal | None) -> Callable[[str], bool]:
    """What the files give; without files everything may still come."""
    return (lambda need: _met(proposal, need)) if proposal else (lambda need: True)


def _settings(settings: dict[str, Any]) -> CommentedMap:
    content = CommentedMap(settings)
    content.yaml_set_start_comment(
        "The settings of this workspace. Everything that can be set: docs, reference, workspace.\n"
        "as_of fixes the date the data is looked at from; without it, the day after the newest\n"
        "event.\n"
    )
    return content


def _source(source: ProposedSource) -> CommentedMap:
    content = CommentedMap({"source": source.plugin, **source.settings})
    if source.preset:
        _say_preset(source, content)
    else:
        if source.system != source.name:
            content["system"] = source.system
            content.yaml_add_eol_comment("its keys are those of this source", "system")
        content["tables"] = CommentedMap({t.table.name: _table(t) for t in source.tables})
    told = [*source.notes, *([f"Not used: {', '.join(source.unused)}"] if source.unused else [])]
    notes = "".join(f"\n{note}" for note in told)
    content.yaml_set_start_comment(f"{_beginning(source)}{notes}\n")
    return content


def _beginning(source: ProposedSource) -> str:
    if source.preset:
        title = preset(source.preset).title
        return (
            f"{title}, by the columns of {source.name}. What they mean: docs, reference, presets."
        )
    return f"Proposed from the columns and values of {source.name}: please read it through."


def _say_preset(source: ProposedSource, content: CommentedMap) -> None:
    """The preset says what its columns mean; the file says only what differs in it."""
    content["preset"] = source.preset
    if source.system != preset(source.preset).system:
        content["system"] = source.system
    said = {t.table.name: t for t in source.tables if _differs(t)}
    if said:
        content["tables"] = CommentedMap({name: _table(t) for name, t in said.items()})


def _differs(table: GuessedTable) -> bool:
    return bool(table.attributes) or any(f.beside_preset for f in table.fields)


def _table(table: GuessedTable) -> CommentedMap:
    content = CommentedMap()
    if table.one_row_per_key and not table.preset:
        content["one_row_per_key"] = True
    fields = CommentedMap()
    for guess in (f for f in table.fields if f.beside_preset or not table.preset):
        fields[guess.field] = _mapping(guess)
        if comment := _comment(guess):
            fields.yaml_add_eol_comment(comment, guess.field)
    if fields:
        content["fields"] = fields
    if table.attributes:
        content["attributes"] = CommentedMap(table.attributes)
        content.yaml_set_comment_before_after_key(
            "attributes", before="further columns, kept under these names as variables", indent=4
        )
    return content


def _mapping(guess: GuessedField) -> Any:
    said = guess.mapping.model_dump(exclude_defaults=True)
    if guess.beside_preset:
        said = {name: said[name] for name in guess.beside_preset}
    if set(said) == {"column"}:
        return said["column"]
    content = CommentedMap({k: list(v) if isinstance(v, tuple) else v for k, v in said.items()})
    content.fa.set_flow_style()
    return content


def _comment(guess: GuessedField) -> str:
    parts = [] if guess.confidence >= _DOUBTFUL else [f"{guess.confidence:.0%} sure"]
    return "; ".join([*parts, *([guess.note] if guess.note else [])])


# ---- segmentations that the data can carry -------------------------------------------------


def _segmentations(proposal: Proposal) -> list[tuple[str, CommentedMap]]:
    return [
        (name, _segmentation(title, settings))
        for name, title, settings, needed in _USUAL
        if all(_met(proposal, n) for n in needed)
    ]


def _met(proposal: Proposal, need: str) -> bool:
    if need == _WON:
        return proposal.has_won_deals
    return any(
        proposal.gives(*option.split(".")) if "." in option else _fills(proposal, option)
        for option in need.split("|")
    )


def _fills(proposal: Proposal, table: str) -> bool:
    return proposal.fills(table) or (table == "orders" and proposal.fills("order_lines"))


_WON = "won deals"
_AMOUNTS = "orders.amount|order_lines.amount|order_lines.unit_price"
_USUAL: Sequence[tuple[str, str, dict[str, Any], tuple[str, ...]]] = (
    ("rfm", "Recency, frequency, monetary", {"method": "rfm"}, ("orders", _AMOUNTS)),
    ("value_tiers", "Value tiers", {"method": "value_tiers"}, ("orders", _AMOUNTS)),
    (
        "contract_value",
        "Tiers of recurring revenue",
        {"method": "value_tiers", "variable": "monthly_amount"},
        ("subscriptions.monthly_amount",),
    ),
    (
        "deal_value",
        "Tiers of deals won",
        {"method": "value_tiers", "variable": "won_amount"},
        ("opportunities.amount", _WON),
    ),
    (
        "lifecycle",
        "Lifecycle",
        {
            "method": "rules",
            "segments": [
                {"name": "Customers", "where": "lifecycle_stage = 'customer'"},
                {"name": "Lapsed", "where": "lifecycle_stage = 'lapsed'"},
                {"name": "Not yet", "where": "lifecycle_stage not in ('customer', 'lapsed')"},
            ],
        },
        ("orders|subscriptions|opportunities",),
    ),
    ("countries", "Countries", {"method": "geographic", "by": "country"}, ("accounts.country",)),
    (
        "industries",
        "Industries",
        {"method": "firmographic", "by": "industry"},
        ("accounts.industry",),
    ),
    (
        "sizes",
        "Company sizes",
        {"method": "demographic", "by": "size_class"},
        ("accounts.employees",),
    ),
    (
        "reference_plan",
        "Size, industry, purchase behaviour",
        {"method": "reference_plan"},
        ("accounts.employees", "accounts.industry", "orders", _AMOUNTS),
    ),
)


def _segmentation(title: str, settings: dict[str, Any]) -> CommentedMap:
    return CommentedMap({"title": title, **settings})
