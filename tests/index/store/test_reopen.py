"""An archive that is only read stays as sound as it was: the vector store writes to its files whenever it is loaded."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from parts import dense

from index.archive import Archive


def test_reading_again_and_again_leaves_a_sound_archive(
    open_archive: Callable[[], Archive], files: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with open_archive() as archive:
        archive.add([str(files)])
    direction = np.ones(64, dtype=np.float32) / 8
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            with open_archive() as archive:
                assert dense(archive, direction, 3)
    assert caplog.records == []
    with open_archive() as archive:
        assert archive.verify().problems == ()


def test_two_readers_do_not_make_each_other_open_anew(open_archive: Callable[[], Archive], files: Path) -> None:
    with open_archive() as archive:
        archive.add([str(files)])
    direction = np.ones(64, dtype=np.float32) / 8
    first, second = open_archive(), open_archive()
    dense(first, direction, 3)
    dense(second, direction, 3)
    stores = [handle._store._store for handle in (first, second)]
    dense(first, direction, 3)
    dense(second, direction, 3)
    assert [handle._store._store for handle in (first, second)] == stores
