"""What a quick command loads: none of the libraries that take seconds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from commands import archive_of_two
from places import ROOT

from index.archive import Archive

SECONDS = ("torch", "sentence_transformers", "transformers", "gradio", "fastapi", "langchain", "langchain_core")
"""What not even a question needs, with the packaged model and no language model."""
HEAVY = (*SECONDS, "chromadb", "onnxruntime", "tokenizers", "numpy")

RUN = """
import sys
sys.argv = ["dateline", *{arguments!r}]
try:
    from ui.cli import main
    main()
except SystemExit as exit:
    code = exit.code
loaded = sorted(set(sys.modules) & set({heavy!r}))
print(f"\\nexit {{code}}, loaded {{loaded}}", file=sys.stderr)
"""


def loaded_by(*arguments: str, cwd: Path = ROOT, archive: str = "dateline-archive", heavy: tuple[str, ...] = HEAVY) -> str:
    """How a command ended, and which of the heavy libraries or modules it had loaded by then."""
    script = RUN.format(arguments=arguments, heavy=heavy)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DATELINE_ARCHIVE": archive}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=cwd, env=environment, timeout=240, check=True)
    return done.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    "command", ["", "add", "articles", "show", "info", "remove", "date", "verify", "search", "ask", "chat", "serve", "eval"]
)
def test_help_loads_nothing_heavy(command: str) -> None:
    assert loaded_by(*filter(None, [command]), "--help") == "exit 0, loaded []"


def test_a_usage_error_loads_nothing_heavy() -> None:
    assert loaded_by("ask", "Who spoke?", "--since", "the other day") == "exit 2, loaded []"


def test_a_missing_archive_loads_nothing_heavy(tmp_path: Path) -> None:
    assert loaded_by("articles", cwd=tmp_path) == "exit 1, loaded []"


@pytest.mark.parametrize(
    "arguments", [("articles", "--text", "--json", "--since", "2022"), ("show",), ("show", "--json"), ("info",), ("info", "--json")]
)
def test_looking_at_the_archive_loads_nothing_heavy(arguments: tuple[str, ...], archive: Archive, files: Path) -> None:
    archive.add([str(files)])
    id = [archive.articles()[0].id] if arguments[0] == "show" else []
    assert loaded_by(*arguments, *id, archive=str(archive.path)) == "exit 0, loaded []"


RULES = ("index.timex.expressions", "index.timex.windows", "index.prose.speakers", "index.prose.numbers", "assistant.types")
"""What questions and texts are read by: their patterns and values take a fifth of a second to load."""


@pytest.mark.parametrize("command", ["articles", "info", "verify"])
def test_looking_at_the_archive_loads_no_rule_that_it_does_not_use(command: str, archive: Archive, files: Path) -> None:
    archive.add([str(files)])
    assert loaded_by(command, archive=str(archive.path), heavy=RULES) == "exit 0, loaded []"


@pytest.mark.slow
def test_listing_articles_of_an_archive_with_the_real_model_loads_nothing_heavy() -> None:
    assert loaded_by("articles", "--json", cwd=archive_of_two(), archive="archive") == "exit 0, loaded []"


@pytest.mark.slow
@pytest.mark.parametrize("command", ["ask", "search"])
def test_a_question_loads_nothing_that_takes_seconds(command: str) -> None:
    ended = loaded_by(command, "Which harbour was it?", "--json", cwd=archive_of_two(), archive="archive")
    assert ended == "exit 0, loaded ['numpy', 'onnxruntime', 'tokenizers']"


def test_checking_an_archive_asks_its_vector_store_without_chromas_python(archive: Archive, files: Path) -> None:
    archive.add([str(files)])
    assert loaded_by("verify", archive=str(archive.path)) == "exit 0, loaded []"
