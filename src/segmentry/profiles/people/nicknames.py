"""Short forms of given names: Bob is Robert. Those that begin alike need no list."""

from importlib.resources import files

from ruamel.yaml import YAML


def pairs_of_nicknames() -> list[tuple[str, str]]:
    """Every two names that one person may go by, both ways."""
    text = (files(__package__) / "nicknames.yaml").read_text("utf-8")
    groups = [line.split() for line in YAML(typ="safe").load(text)]
    return sorted({(a, b) for group in groups for a in group for b in group if a != b})
