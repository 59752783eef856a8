"""What stands in backticks, in docstrings, comments and the pages for readers, is there: files, modules, members of classes, names."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

import pytest
from places import ROOT

PACKAGES = ("index", "assistant", "ui", "eval")
SOURCES = sorted(path.relative_to(ROOT).as_posix() for folder in (*PACKAGES, "tests") for path in (ROOT / folder).rglob("*.py"))
PAGES = ("README.md", "CHANGELOG.md")
POINTER = re.compile(r"`([^`\n]+)`")
FILE = re.compile(r"[\w.-]+(?:/[\w.-]+)+\.(?:py|toml|jsonl?|md|rst)")
NAME = re.compile(r"[A-Za-z_]\w*(?:\.\w+)*")


def tokens(source: str) -> Iterator[tokenize.TokenInfo]:
    return tokenize.generate_tokens(io.StringIO(source).readline)


def prose(source: str) -> Iterator[str]:
    """The comments of a module and its strings in triple quotes."""
    return (token.string for token in tokens(source) if token.type == tokenize.COMMENT or '"""' in token.string)


@cache
def modules() -> frozenset[str]:
    """The modules and packages, by their dotted names."""
    return frozenset(module.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for module in SOURCES)


@cache
def words_of_code() -> frozenset[str]:
    """The names that the code uses, and the words of its strings: fields of JSON and columns are named in those."""
    found: set[str] = set()
    for source in SOURCES:
        for token in tokens((ROOT / source).read_text(encoding="utf-8")):
            if token.type != tokenize.COMMENT:
                found.update(re.findall(r"\w+", POINTER.sub("", token.string)))
    return frozenset(found)


@cache
def members() -> dict[str, set[str]]:
    """What each class defines, with the attributes that its methods set."""
    found: dict[str, set[str]] = defaultdict(set)
    for source in SOURCES:
        for owner in ast.walk(ast.parse((ROOT / source).read_text(encoding="utf-8"))):
            if isinstance(owner, ast.ClassDef):
                for node in ast.walk(owner):
                    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                        found[owner.name].add(node.name)
                    elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
                        found[owner.name].add(node.id if isinstance(node, ast.Name) else node.attr)
    return found


def dead(texts: Iterable[str]) -> list[str]:
    """The pointers that lead nowhere."""
    return [found for text in texts for found in POINTER.findall(text) if not leads_somewhere(found)]


def leads_somewhere(pointer: str) -> bool:
    """Whether a file is there, a module or a member of a class defined, a name with an underscore used; all else is no pointer."""
    if FILE.fullmatch(pointer):
        return (ROOT / pointer).is_file()
    if re.fullmatch(r"\w+\.py|[a-z]\w*/", pointer):  # the name alone, where the text around it says the folder
        return any(f"/{pointer}" in f"/{source}" for source in SOURCES)
    named = pointer.partition("(")[0]
    if not NAME.fullmatch(named):
        return True
    first, *rest = named.split(".")
    if first in PACKAGES and rest:
        module = max((name for name in modules() if f"{named}.".startswith(f"{name}.")), key=len)
        return named == module or named.removeprefix(f"{module}.").split(".")[0] in names_of(module)
    if rest and first in members():
        return rest[0] in members()[first]
    return "_" not in named or named.isupper() or set(named.split(".")) <= words_of_code()


@cache
def names_of(module: str) -> set[str]:
    """What a module defines, or passes on."""
    path = ROOT / module.replace(".", "/")
    tree = ast.parse((path / "__init__.py" if path.is_dir() else path.with_suffix(".py")).read_text(encoding="utf-8"))
    found = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    found |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    return found | {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


@pytest.mark.parametrize("source", SOURCES)
def test_what_a_module_points_at_is_there(source: str) -> None:
    assert dead(prose((ROOT / source).read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_points_at_is_there(page: str) -> None:
    assert dead([(ROOT / page).read_text(encoding="utf-8")]) == []


@pytest.mark.parametrize(
    "pointer",
    [
        "index/prose/nowhere.py",
        "nowhere.py",
        "nowhere/",
        "index.prose.nowhere",
        "index.prose.passages.nothing",
        "Article.nothing",
        "no_such_" + "name",  # in two, or it stood in the code
    ],
)
def test_a_dead_pointer_is_found(pointer: str) -> None:
    assert dead([f"As `{pointer}` has it."]) == [pointer]


@pytest.mark.parametrize(
    "pointer",
    [
        "index/prose/passages.py",
        "passages.py",
        "index.prose.passages",
        "index.timex.find",
        "Article.slice",
        "stated_window(question)",
        "HD",
    ],
)
def test_a_pointer_that_leads_somewhere_passes(pointer: str) -> None:
    assert dead([f"As `{pointer}` has it."]) == []
