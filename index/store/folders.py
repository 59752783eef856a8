"""The vector stores of an archive as folders beside its catalog; the mark of one is a checksum of its files."""

from __future__ import annotations

import shutil
from pathlib import Path

from index.errors import DamagedArchiveError
from index.reports import REMEDY
from index.store.vectors import ChromaStore, VectorIndex, check_files, checksum

PREFIX = "vectors-"
"""How the names of the folders begin; each rebuilding makes the next number and drops the one before."""


class Folders:
    """See `index.store.vectors.Place`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def owns(self, name: str) -> bool:
        """See `Place.owns`."""
        return name.startswith(PREFIX)

    def successor(self, name: str) -> str:
        """See `Place.successor`."""
        return f"{PREFIX}{int(name.removeprefix(PREFIX)) + 1 if self.owns(name) else 1}"

    def make(self, name: str, fingerprint: str) -> VectorIndex:
        """See `Place.make`."""
        shutil.rmtree(self._folder / name, ignore_errors=True)
        return ChromaStore(self._folder / name, fingerprint, create=True)

    def open(self, name: str, mark: str, fingerprint: str) -> VectorIndex:
        """See `Place.open`."""
        if not self.owns(name):
            raise DamagedArchiveError(
                f"the vectors of the archive {self._folder} are on a Chroma server that the settings do not name; {REMEDY}"
            )
        folder = self._folder / name
        check_files(folder)
        if checksum(folder) != mark:
            raise DamagedArchiveError(f"the vector store {folder} is missing, or was not written to its end; {REMEDY}")
        return ChromaStore(folder, fingerprint)

    def mark(self, name: str) -> str:
        """See `Place.mark`."""
        return checksum(self._folder / name)

    def seal(self, name: str) -> str:
        """See `Place.seal`."""
        return self.mark(name)

    def is_surely_whole(self, name: str) -> bool:
        """See `Place.is_surely_whole`."""
        return self.owns(name)

    def confirm(self, store: VectorIndex) -> None:
        """See `Place.confirm`; what is written to a folder stays there."""

    def drop_all_but(self, name: str) -> None:
        """See `Place.drop_all_but`."""
        for stale in self._folder.glob(f"{PREFIX}*"):
            if stale.name != name:
                shutil.rmtree(stale, ignore_errors=True)

    def close(self) -> None:
        """See `Place.close`."""
