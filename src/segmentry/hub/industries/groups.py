"""Groups of industries, as lists of ISIC codes."""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from ruamel.yaml import YAML

_MAJORITY = 0.6


def group_of(isic: str) -> str | None:
    """The group of an ISIC Rev.4 code: of the longest listed code that fits."""
    listed = _groups()
    return next((listed[isic[:n]] for n in range(len(isic), 1, -1) if isic[:n] in listed), None)


def common_group(codes: Iterable[str]) -> str | None:
    """The group that most of the codes are in."""
    counts = Counter(group for code in codes if (group := group_of(code)))
    group, count = max(counts.items(), key=lambda item: (item[1], item[0]), default=(None, 0))
    return group if count >= _MAJORITY * counts.total() else None


@cache
def group_names() -> frozenset[str]:
    return frozenset(_groups().values())


@cache
def _groups() -> dict[str, str]:
    text = (files("segmentry.hub.standardise") / "industry_groups.yaml").read_text("utf-8")
    return {code: group for group, codes in YAML(typ="safe").load(text).items() for code in codes}
