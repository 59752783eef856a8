"""The names that the packages give to other programs, and what it costs to ask for them."""

from __future__ import annotations

import importlib
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from places import ROOT

EXPORTS = {
    "index": {
        "Archive": "index.archive",
        "Article": "index.types",
        "DatelineError": "index.errors",
        "Dating": "index.types",
        "Filter": "index.types",
        "Hit": "index.types",
    },
    "assistant": {
        "Answer": "assistant.types",
        "AskSettings": "assistant.settings",
        "Assistant": "assistant.assistant",
        "Citation": "assistant.types",
        "Turn": "assistant.types",
    },
}
FEW = 40
"""Modules that naming a package may load beyond those of the interpreter; `typing` and what it needs are 25 of them."""
ALLOWED = 0.05
"""Seconds that naming a package may take, beyond the interpreter's own start."""
TRIES = 5

COST = """
import sys, time
before, begun = set(sys.modules), time.process_time()
import {package}
seconds, loaded = time.process_time() - begun, set(sys.modules) - before
print(seconds, len(loaded), *sorted(name for name in loaded if name.partition(".")[0] in ("index", "assistant", "numpy")))
"""
LAZY = """
import sys
from index import {names}
assert [name for name in {names!r}.split(", ") if name not in globals()] == []
print(*sorted({{name.partition(".")[0] for name in sys.modules}} & {heavy!r}))
"""
HEAVY = {"numpy", "torch", "chromadb", "langchain_core", "pydantic", "gradio"}


def in_a_process(code: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=240, check=True)
    return done.stdout.split()


@pytest.mark.parametrize("package", EXPORTS)
def test_the_export_list_is_exact_and_each_name_is_that_of_its_home(package: str) -> None:
    door = importlib.import_module(package)
    assert sorted(door.__all__) == sorted(EXPORTS[package])
    for name, home in EXPORTS[package].items():
        assert getattr(door, name) is getattr(importlib.import_module(home), name)
    assert set(EXPORTS[package]) <= set(dir(door))


@pytest.mark.parametrize("package", EXPORTS)
def test_another_name_is_an_attribute_error(package: str) -> None:
    door = importlib.import_module(package)
    assert not hasattr(door, "Nonsense")
    with pytest.raises(AttributeError, match=f"module '{package}' has no attribute 'Nonsense'"):
        _ = door.Nonsense


@pytest.mark.parametrize("package", EXPORTS)
def test_a_star_brings_the_export_list(package: str) -> None:
    brought = in_a_process(f"before = set(dir())\nfrom {package} import *\nprint(*sorted(set(dir()) - before - {{'before'}}))")
    assert brought == sorted(EXPORTS[package])


@pytest.mark.parametrize("package", EXPORTS)
def test_naming_a_package_costs_next_to_nothing(package: str) -> None:
    measured = [in_a_process(COST.format(package=package)) for _ in range(TRIES)]
    assert [loaded for _, _, *loaded in measured] == [[package]] * TRIES
    assert min(int(count) for _, count, *_ in measured) < FEW
    assert min(float(seconds) for seconds, *_ in measured) < ALLOWED


@pytest.mark.parametrize("names", ["Article, DatelineError, Dating, Filter, Hit", "Archive"])
def test_the_values_and_the_archive_bring_no_heavy_library(names: str) -> None:
    assert in_a_process(LAZY.format(names=names, heavy=HEAVY)) == []


def test_every_package_of_the_wheel_says_that_it_is_typed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert set(wheel) == {"packages"}, "an include or exclude list could leave py.typed behind"
    assert sorted(wheel["packages"]) == ["assistant", "eval", "index", "ui"]
    assert [name for name in wheel["packages"] if not (ROOT / name / "py.typed").is_file()] == []


CLIENT = """
from pathlib import Path

from assistant import Answer, Assistant, AskSettings, Citation, Turn
from assistant.langchain import DatelineRetriever
from index import Archive, Article, DatelineError, Dating, Filter, Hit
from index.langchain import LangChainEmbedder
from langchain_core.embeddings import Embeddings


def quotes(place: Path, embeddings: Embeddings) -> list[str]:
    with Archive.create_or_open(place, embedder=LangChainEmbedder(embeddings, fingerprint="a:1")) as archive:
        assistant = Assistant(archive, AskSettings(max_statements=2))
        answer: Answer = assistant.ask("Who spoke?", [Turn("When?")], filter=Filter(sources=("A",)))
        hits: tuple[Hit, ...] = assistant.search("harbour", k=3)
        DatelineRetriever(archive=archive, k=hits[0].lexical_rank or 1)
        return [citation.quote for citation in answer.citations]
"""


@pytest.mark.slow
@pytest.mark.parametrize(("more", "complaint"), [("", ""), ("from index import Nonsense", "Nonsense"), ("Turn(7)", "Turn")])
def test_a_typed_program_sees_our_types(more: str, complaint: str, tmp_path: Path) -> None:
    (tmp_path / "client.py").write_text(f"{CLIENT}\n{more}\n", encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(ROOT / ".mypy_cache"), str(tmp_path / "client.py")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=280)
    assert (done.returncode, complaint in done.stdout) == (1 if complaint else 0, True), done.stdout
