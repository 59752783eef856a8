"""The rooms of the house: each holds one thing and says so, none is crowded, and imports between them go one way."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import PurePosixPath

import pytest
from places import ROOT

MOST_LINES = 300
OPEN = frozenset({"types", "errors", "settings", "reports"})
"""Modules of values, which any room may use."""
ROOMS = {
    "index": {
        "wording": set(),
        "words": set(),
        "timex": {"words"},
        "splitting": {"words", "timex"},
        "prose": {"timex", "words"},
        "dating": {"timex", "prose", "splitting", "words"},
        "readers": {"timex", "splitting", "words"},
        "embedding": set(),
        "langchain": set(),
        "store": {"prose", "embedding", "wording", "words"},
        "ingest": {"words", "dating", "readers", "splitting", "prose", "store", "embedding"},
        "archive": {"ingest", "prose", "store", "embedding"},
    },
    "assistant": {
        "words": set(),
        "wording": set(),
        "citations": set(),
        "selectors": set(),
        "contract": {"selectors"},
        "contract_archive": {"contract"},
        "query": {"words", "wording"},
        "retrieval": {"words"},
        "selection": {"retrieval", "words", "wording"},
        "generation": {"words", "citations", "wording"},
        "compose": {"selection", "generation", "retrieval", "citations", "wording"},
        "exports": {"contract", "citations", "selectors", "wording"},
        "checking": {"words", "wording", "citations", "contract", "exports", "selectors"},
        "forms": {"query", "retrieval", "words", "compose", "citations", "wording"},
        "retelling": {"citations", "wording"},
        "assistant": {"query", "retelling", "retrieval", "selection", "generation", "compose", "forms", "citations", "words"},
        "langchain": {"assistant", "contract", "wording"},
    },
}
"""Each room or module of a package, with those that it may import; no room stands before one that it uses, so there is no circle."""


PACKAGES = ("index", "assistant", "ui", "eval")
MODULES = sorted(path.relative_to(ROOT).as_posix() for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
FOLDERS = sorted({str(PurePosixPath(module).parent) for module in MODULES} - {"eval/suites"})  # that one holds data, and how it is made


def arrows(package: str) -> dict[str, set[str]]:
    """What each room of a package imports of the others, its own face and values left out."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in (ROOT / package).rglob("*.py"):
        room = path.relative_to(ROOT / package).parts[0].removesuffix(".py")
        if room in OPEN or room == "__init__":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [f"{node.module}.{alias.name}" for alias in node.names] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            found[room] |= {name.split(".")[1] for name in names if name.startswith(f"{package}.")} - OPEN - {room}
    return found


@pytest.mark.parametrize("package", ROOMS)
def test_imports_between_rooms_go_one_way(package: str) -> None:
    found = arrows(package)
    assert found.keys() == ROOMS[package].keys()
    assert {(room, other) for room, others in found.items() for other in others - ROOMS[package][room]} == set()


@pytest.mark.parametrize("package", ROOMS)
def test_the_rooms_stand_in_an_order_without_circles(package: str) -> None:
    before: set[str] = set()
    for room, uses in ROOMS[package].items():
        assert uses <= before, f"{room} uses {uses - before}, which come after it"
        before.add(room)


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_package_says_in_one_sentence_what_it_holds(folder: str) -> None:
    said = ast.get_docstring(ast.parse((ROOT / folder / "__init__.py").read_text(encoding="utf-8"))) or ""
    first = said.split("\n\n")[0]
    assert first.endswith(".")
    assert ". " not in first


@pytest.mark.parametrize("module", MODULES)
def test_no_module_is_crowded(module: str) -> None:
    assert len((ROOT / module).read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_the_name_of_a_class_stands_for_one_class() -> None:
    homes: dict[str, list[str]] = defaultdict(list)
    for module in MODULES:
        if not module.startswith("eval/"):  # whose benchmarks are programs of one shape
            for node in ast.parse((ROOT / module).read_text(encoding="utf-8")).body:
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    homes[node.name].append(module)
    assert homes
    assert {name: places for name, places in homes.items() if len(places) > 1} == {}
