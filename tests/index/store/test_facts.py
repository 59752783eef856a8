"""What an archive takes on the disk, by part."""

from __future__ import annotations

from pathlib import Path

from index.archive import Archive
from index.store.catalog import FILE, Catalog
from index.store.facts import PARTS, parts

SMALL = 12
"""Pages of what no part names: the schema, the notes, the journal, and what was read of the index's settings."""


def test_the_parts_are_all_but_a_few_pages(archive: Archive, files: Path) -> None:
    archive.add([str(files)])
    catalog = Catalog.open(archive.path)
    [(page, free)] = catalog.rows("SELECT page_size, freelist_count FROM pragma_page_size, pragma_freelist_count")
    found = parts(catalog)
    catalog.close()
    archive.close()
    assert found.keys() == PARTS.keys()
    assert all(size >= page for size in found.values())
    assert 0 <= (archive.path / FILE).stat().st_size - sum(found.values()) <= (SMALL + free) * page


def test_a_vector_takes_a_byte_for_a_number(archive: Archive, files: Path) -> None:
    archive.add([str(files)])
    [(least, most)] = archive._catalog.rows("SELECT min(length(vector)), max(length(vector)) FROM vectors")
    assert least == most == 64 + 4
    tables = {row[0] for row in archive._catalog.rows("SELECT name FROM sqlite_master WHERE name LIKE 'sentence%'")}
    assert tables == set(), "their vectors are made when a question reads them"
