"""How an archive was made: with which model, cut into passages how; noted when it is made, and compared when it is opened."""

from __future__ import annotations

from index.embedding import model_name
from index.errors import ModelMismatchError
from index.prose.passages import CHUNKER
from index.store.catalog import Catalog
from index.store.synced import FIRST


def notes(model: str) -> dict[str, str]:
    """What a new archive notes of itself; `model` is what the settings name."""
    of_store = {"store": FIRST, "store_generation": "0", "store_checksum": ""}
    return {"generation": "0", "model": model_name(model), "chunker": CHUNKER, **of_store}


def check_made_alike(catalog: Catalog, model: str) -> None:
    """Raise ModelMismatchError when the archive was made with another model or other passages; by name, so that no model is loaded."""
    made_with, chunker = catalog.meta("model"), catalog.meta("chunker")
    asked = model_name(model)
    if made_with != asked:
        raise ModelMismatchError(
            f"the archive {catalog.folder} was made with the embedding model {made_with}, and the settings name {asked}; "
            f"set the embedding model to {made_with}, or add the files to a new archive"
        )
    if chunker != CHUNKER:
        raise ModelMismatchError(
            f"the archive {catalog.folder} was cut into passages by the rules {chunker}, and this version uses {CHUNKER}; "
            "add the files to a new archive"
        )
