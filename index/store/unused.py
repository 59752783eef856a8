"""An archive that was made and never written to, taken away again."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from index.errors import ArchiveError
from index.store.catalog import FILE
from index.store.lock import WRITE_LOCK, hold

if TYPE_CHECKING:
    from index.store.catalog import Catalog

WRITTEN = ("documents", "vectors", "corrections", "corrected_outlets")
"""The tables that something of a user's would be in."""


def discard(catalog: Catalog) -> bool:
    """Delete the archive if nothing has ever been put into it, with its folder where that holds nothing else; returns whether it did.

    Closes the catalog then. Does nothing while another process writes. A process that has the archive open meanwhile gets an error with
    its next call: it must not write into a file that is gone.
    """
    folder = catalog.folder
    try:
        if catalog.generation():
            return False
        with hold(folder):
            if not _emptied(catalog):
                return False
            catalog.close()
            for suffix in ("", "-wal", "-shm"):
                (folder / f"{FILE}{suffix}").unlink(missing_ok=True)
            with suppress(OSError):  # where a file that is open cannot be deleted
                (folder / WRITE_LOCK).unlink(missing_ok=True)
    except (ArchiveError, OSError):
        return False
    with suppress(OSError):
        folder.rmdir()
    return True


def _emptied(catalog: Catalog) -> bool:
    """Take away a table that nobody can do without, if the archive was never written to."""
    with catalog.transaction() as connection:
        written = connection.execute("SELECT value != '0' FROM meta WHERE key = 'generation'").fetchone()[0]
        if written or any(connection.execute(f"SELECT EXISTS (SELECT 1 FROM {table})").fetchone()[0] for table in WRITTEN):
            return False
        connection.execute("DROP TABLE meta")
    return True
