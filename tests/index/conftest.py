"""What the tests of the archive's inside are run under."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def asks_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small archives are compared whole, without the vector store; here they ask it, as large ones do."""
    monkeypatch.setattr("index.store.snapshot.WHOLE", 0)
