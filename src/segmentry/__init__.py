"""Turns the customer data a business has into segments, actions and proven return.

>>> import segmentry as sg
>>> ws, proposal = sg.create("acme", ["customers.csv", "orders.csv"])  # doctest: +SKIP
>>> run = ws.run()  # doctest: +SKIP
>>> run.members("rfm", "Champions")  # doctest: +SKIP
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from segmentry.errors import SegmentryError, SystemFailed, UserError

if TYPE_CHECKING:
    from segmentry.segmentation.dataframe import rfm
    from segmentry.segmentation.rfm_summary import rfm_summary
    from segmentry.workspace import Run, Workspace, create, open_workspace

__all__ = [
    "Run",
    "SegmentryError",
    "SystemFailed",
    "UserError",
    "Workspace",
    "create",
    "open_workspace",
    "rfm",
    "rfm_summary",
]

# loaded when first used, so that `import segmentry` is light
_HOMES = {
    "Run": "segmentry.workspace",
    "Workspace": "segmentry.workspace",
    "create": "segmentry.workspace",
    "open_workspace": "segmentry.workspace",
    "rfm": "segmentry.segmentation.dataframe",
    "rfm_summary": "segmentry.segmentation.rfm_summary",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'segmentry' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
