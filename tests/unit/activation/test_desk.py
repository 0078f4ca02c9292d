"""Destinations are found by name, checked, and kept without what is secret in them."""

from pathlib import Path

import pytest

from segmentry.activation.desk import find_destination, read_destination, told
from segmentry.errors import InvalidDefinition, UnknownName
from segmentry.model.definitions import Definitions, WorkspaceSettings
from segmentry.model.plans import DestinationDefinition
from segmentry.workspace import Workspace

SECRET = "T0/B1/hunter2"


def _definition(destination: str, **settings: object) -> DestinationDefinition:
    return DestinationDefinition(
        name="list", destination=destination, settings=settings, segmentation="rfm",
        place="destinations/list.yaml",
    )  # fmt: skip


def test_a_destination_is_found_by_its_name() -> None:
    definition = _definition("csv", path="a.csv")
    settings = WorkspaceSettings(name="test")
    definitions = Definitions(workspace=settings, destinations=(definition,))
    assert find_destination(definitions, "list") is definition
    with pytest.raises(UnknownName, match="Did you mean 'list'"):
        find_destination(definitions, "lost")
    with pytest.raises(UnknownName, match="Write one as destinations/NAME"):
        find_destination(Definitions(workspace=settings), "list")


def test_settings_that_mean_nothing_are_told_with_their_file() -> None:
    assert read_destination(_definition("csv", path="a.csv")).target(Path()) == "a.csv"
    with pytest.raises(InvalidDefinition, match=r"list\.yaml: 'paht' means nothing.*'path'"):
        read_destination(_definition("csv", paht="a.csv"))
    with pytest.raises(UnknownName, match="no destination called 'cvs'"):
        read_destination(_definition("cvs", path="a.csv"))


def test_what_may_be_secret_is_not_kept() -> None:
    hook = _definition("webhook", url=f"https://hooks.example.com/{SECRET}")
    assert told(hook).settings == {"url": "https://hooks.example.com"}
    assert told(_definition("unheard_of", token=SECRET)).settings == {}


def test_no_address_of_a_webhook_comes_into_the_catalogue(shop: Path) -> None:
    (shop / "destinations").mkdir()
    (shop / "destinations" / "hook.yaml").write_text(
        f"destination: webhook\nurl: https://hooks.example.com/{SECRET}\nsegmentation: sales\n"
    )
    workspace = Workspace(shop)
    workspace.run()
    workspace.plan("hook")
    kept = [p for p in (shop / ".segmentry").rglob("*") if p.is_file()]
    assert [p.name for p in kept if p.name == "catalogue.sqlite"]
    assert not [p.name for p in kept if SECRET.encode() in p.read_bytes()]
