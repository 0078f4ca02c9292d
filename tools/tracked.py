"""The files a check looks at: those named on its command line, or all that git tracks."""

import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

Complaints = Iterator[str]


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], check=True, capture_output=True, text=True)
    return [path for name in listed.stdout.split("\0") if name and (path := Path(name)).is_file()]


def lines_of(path: Path) -> Iterator[tuple[int, str]]:
    """Numbered lines of a text file; nothing of a binary one."""
    content = path.read_bytes()
    if b"\0" not in content:
        yield from enumerate(content.decode("utf-8", "replace").splitlines(), start=1)


def report(check: Callable[[Iterable[Path]], Complaints]) -> None:
    """Print what a check complains about; the exit code says whether it did."""
    paths = [Path(argument) for argument in sys.argv[1:]] or tracked_files()
    complaints = list(check(paths))
    print("\n".join(complaints), end="\n" if complaints else "")
    sys.exit(bool(complaints))
