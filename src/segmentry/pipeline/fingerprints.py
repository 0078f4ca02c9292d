"""What tells that something has changed: the code, a file, the settings of a stage."""

from functools import cache
from hashlib import blake2b
from pathlib import Path

from segmentry.model.definitions import Definitions


def settings_of(definitions: Definitions, name: str) -> object:
    """What a part of the definitions says, wherever it is written."""
    part = getattr(definitions, name)
    if isinstance(part, tuple):
        return [p.model_dump(mode="json", exclude={"place"}) for p in part]
    # the engine's share of the machine changes no result
    return part.model_dump(mode="json", exclude={"engine"})


@cache
def code_version() -> str:
    """A hash of this package: results of other code are not taken for ours."""
    digest = blake2b(digest_size=16)
    root = Path(__file__).parents[1]
    for file in sorted(p for p in root.rglob("*") if p.suffix in (".py", ".yaml", ".txt", ".csv")):
        digest.update(str(file.relative_to(root)).encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def file_hash(path: Path) -> str:
    """A hash of what a file holds."""
    digest = blake2b(digest_size=16)
    with path.open("rb") as file:
        while block := file.read(8 << 20):
            digest.update(block)
    return digest.hexdigest()
