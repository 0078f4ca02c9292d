"""What `import segmentry` offers: a change here is a change for our users."""

import segmentry

PUBLIC = (
    "Run",
    "SegmentryError",
    "SystemFailed",
    "UserError",
    "Workspace",
    "create",
    "open_workspace",
    "rfm",
    "rfm_summary",
)


def test_public_names_are_held() -> None:
    assert tuple(sorted(getattr(segmentry, "__all__", ()))) == PUBLIC


def test_public_names_exist_and_are_documented() -> None:
    undocumented = [n for n in PUBLIC if n != "__version__" and not getattr(segmentry, n).__doc__]
    assert not undocumented
    assert (segmentry.__doc__ or "").splitlines()[0].endswith(".")
