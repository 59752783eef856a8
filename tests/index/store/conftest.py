"""An archive that the tests of corrections may change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from commands import archive_of_two


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """An archive of two articles that may be changed."""
    shutil.copytree(archive_of_two() / "archive", tmp_path / "archive")
    return tmp_path / "archive"
