"""A destination that is a file: written beside its place, then moved there, so readers see the
old file or the new one, never half of it."""

import errno
from abc import abstractmethod
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Literal

from pydantic import Field

from segmentry.activation.destinations.base import Batch, Destination, Member, Sent
from segmentry.activation.replacing import put_in_place
from segmentry.errors import DestinationRefused, StorageFailed

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class FileDestination(Destination):
    """A file of members."""

    path: str = Field(min_length=1)
    """The file to write, from the workspace's folder."""
    content: Literal["whole", "changes"] = "whole"
    """whole: everybody who is there, written anew; changes: what to add, update and remove, in a
    new file for each plan, named after it."""

    @property
    def takes_whole(self) -> bool:
        return self.content == "whole"

    def target(self, base: Path) -> str:
        file, home = self._file(base), base.resolve()
        # a workspace may be moved with its files
        return str(file.relative_to(home) if file.is_relative_to(home) else file)

    def fingerprint(self, base: Path) -> str:
        if not self.takes_whole:
            return ""
        digest = blake2b(digest_size=16)
        try:
            with self._file(base).open("rb") as file:
                while block := file.read(1 << 20):
                    digest.update(block)
        except OSError:
            return ""
        return digest.hexdigest()

    def send(self, base: Path, batch: Batch) -> Sent:
        place = self._place(base, batch.plan)
        fresh = place.with_name(f".{place.name}.{batch.plan}")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            refused = self.write(fresh, self._columns(batch), self._members(batch))
            put_in_place(fresh, place)
        except OSError as error:
            raise _not_written(place, error) from error
        finally:
            _remove(fresh)
        return Sent(refused)

    @abstractmethod
    def write(
        self, path: Path, columns: tuple[str, ...], members: Iterable[Member]
    ) -> dict[str, str]:
        """Write the members to a new file; return those that it cannot hold, with the reason."""

    def _file(self, base: Path) -> Path:
        return (base / Path(self.path).expanduser()).resolve()

    def _place(self, base: Path, plan: str) -> Path:
        place = self._file(base)
        return place if self.takes_whole else place.with_name(f"{place.stem}-{plan}{place.suffix}")

    def _columns(self, batch: Batch) -> tuple[str, ...]:
        return batch.columns if self.takes_whole else ("action", *batch.columns)

    def _members(self, batch: Batch) -> Iterator[Member]:
        for member in batch.members:
            if not self.takes_whole:
                yield member
            elif member["action"] != "remove":
                yield {name: value for name, value in member.items() if name != "action"}


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return  # the folder cannot be used; that is already being told


def _not_written(place: Path, error: OSError) -> DestinationRefused | StorageFailed:
    if error.errno in _FULL:
        return StorageFailed(
            "There is no room left to write the file.",
            where=str(place),
            next_step="Free some space, then apply again; nothing was changed.",
        )
    return DestinationRefused(
        f"The file cannot be written ({error.strerror or 'no reason given'}).",
        where=str(place),
        next_step="Check the folder and who may write to it, then apply again; nothing was "
        "changed.",
    )
