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


PACKAGE = Path(__file__).parents[1]
_BELOW = (
    "pipeline", "conditions", "registry.py", "engine", "systems", "statistics", "model",
    "errors.py",
)  # fmt: skip
"""What any stage may import; stages know nothing of each other, nor of what stands above them."""
_SUFFIXES = (".py", ".yaml", ".txt", ".csv")


@cache
def code_version(stage: str, package: Path = PACKAGE) -> str:
    """A hash of the code that makes a stage's results: results of other code are not ours."""
    digest = blake2b(digest_size=16)
    for part in (stage, *_BELOW):
        for file in _files(package / part):
            digest.update(file.relative_to(package).as_posix().encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _files(part: Path) -> list[Path]:
    found = [part] if part.is_file() else part.rglob("*")
    return sorted(p for p in found if p.suffix in _SUFFIXES)


def file_hash(path: Path) -> str:
    """A hash of what a file holds."""
    digest = blake2b(digest_size=16)
    with path.open("rb") as file:
        while block := file.read(8 << 20):
            digest.update(block)
    return digest.hexdigest()
