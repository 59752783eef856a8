"""The command line: what each command prints, where, and with which exit status."""

from __future__ import annotations

import inspect
import io
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path

import pytest
from commands import BRIDGE, SCRIPT, TEXTS, Done, archive_of_two, dateline, dateline_process
from places import ROOT
from rich.console import Console

from assistant.assistant import Assistant
from assistant.settings import AskSettings
from assistant.types import Answer, Citation, Lead, Quotation, Remark, Searched, Statement, Status, Turn, Window
from index.errors import DatelineError, InputError, MissingInputError, QuestionError, SettingsError
from index.settings import IndexSettings
from index.types import Article, Basis, Dating, Evidence, Filter
from ui import looking, screen
from ui.chat import AskingLimits, converse
from ui.cli import app
from ui.console import complain, visible
from ui.environment import prepare
from ui.history import read_history
from ui.options import first_day, last_day, make_filter, single_day
from ui.settings import load_settings
from ui.usage import EXAMPLES

COMMANDS = tuple("add articles show info remove verify search ask chat check serve user mcp eval calibrate bench date".split())
Capture = pytest.CaptureFixture[str]


# --- usage -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, capsys: Capture) -> None:
    done = dateline(command, "--help", capsys=capsys)
    assert (done.code, done.err) == (0, "")
    assert f"dateline {command}" in done.out


def test_help_names_every_command(capsys: Capture) -> None:
    listed = dateline(capsys=capsys)
    assert listed.code == 0
    assert [command for command in COMMANDS if f" {command} " not in listed.out] == []


def test_every_command_ends_its_help_with_two_examples_that_it_takes() -> None:
    from typer.main import get_command

    commands = dict(get_command(app).commands)  # type: ignore[attr-defined]
    commands |= {f"user {name}": command for name, command in commands.pop("user").commands.items()}
    assert commands.keys() == EXAMPLES.keys()
    for name, command in commands.items():
        options = {option for parameter in command.params for option in parameter.opts}
        for example in EXAMPLES[name]:
            assert example.startswith(f"dateline {name}")
            assert {word for word in shlex.split(example) if word.startswith("-")} <= options
            assert example in command.epilog


def test_the_readme_shows_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [command for command in COMMANDS if f"dateline {command}" not in readme] == []


def test_the_version_is_the_distributions(capsys: Capture) -> None:
    assert dateline("--version", capsys=capsys) == Done(0, "dateline 0.1.0\n", "")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("ask",), "Missing argument 'QUESTION...'"),
        (("add",), "Missing argument 'PATH|URL...'"),
        (("summarise",), "No such command 'summarise'"),
        (("search", "bridge", "-k", "0"), "'-k'"),
        (("search", "bridge", "-k", "many"), "'-k'"),
        (("ask", "Who?", "--since", "the other day"), "the other day"),
        (("ask", "Who?", "--until", "2022-13-01"), "2022-13-01"),
        (("ask", "Who?", "--as-of", "January 2022"), "not a single day"),
        (("ask", "Who?", "--since", "2022-02-01", "--until", "2022-01-01"), "before it begins"),
        (("add", "x.txt", "--published", "soon"), "soon"),
        (("add", "x.txt", "--jobs", "0"), "--jobs"),
        (("serve", "--port", "70000"), "'--port'"),
        (("eval", "suite.jsonl", "--json", "no/such/folder/result.json"), "no/such/folder"),
    ],
)
def test_wrong_usage_is_one_sentence_and_exit_2(arguments: tuple[str, ...], words: str, capsys: Capture) -> None:
    done = dateline(*arguments, capsys=capsys)
    assert (done.code, done.out) == (2, "")
    [complaint] = done.complaints
    assert words in complaint
    assert "--help`" in complaint


# --- options -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2022-01-17", date(2022, 1, 17), date(2022, 1, 17)),
        ("17 January 2022", date(2022, 1, 17), date(2022, 1, 17)),
        ("January 2022", date(2022, 1, 1), date(2022, 1, 31)),
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("yesterday", date.today() - timedelta(days=1), date.today() - timedelta(days=1)),
        ("10 days ago", date.today() - timedelta(days=10), date.today() - timedelta(days=10)),
    ],
)
def test_a_day_may_be_given_in_words(words: str, first: date, last: date) -> None:
    assert (first_day(words), last_day(words)) == (first, last)


def test_one_day_alone_passes_as_a_single_day() -> None:
    assert single_day("17 January 2022") == date(2022, 1, 17)


def test_the_filter_holds_window_and_outlets() -> None:
    made = make_filter(date(2022, 1, 1), date(2022, 1, 1), ["The Eastmere Slate"])
    assert (made.since, made.until, made.sources) == (date(2022, 1, 1), date(2022, 1, 1), ("The Eastmere Slate",))
    assert make_filter(None, None, None).is_open


# --- settings and environment ------------------------------------------------------------------------------------------------


@pytest.fixture
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("ARCHIVE", "THREADS", "MODEL", "AS_OF", "MAX_STATEMENTS"):
        monkeypatch.delenv(f"DATELINE_{name}", raising=False)
    return tmp_path


def test_settings_come_from_defaults_file_and_environment_in_rising_order(empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (load_settings().archive, load_settings().threads) == (Path("dateline-archive"), 1)
    (empty_folder / ".env").write_text("DATELINE_ARCHIVE=from-file\nDATELINE_THREADS=2\nUNRELATED=1\n")
    monkeypatch.setenv("DATELINE_THREADS", "3")
    assert (load_settings().archive, load_settings().index().threads) == (Path("from-file"), 3)


def test_the_product_and_the_library_have_one_default_each(empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("DATELINE_")]:
        monkeypatch.delenv(name)
    assert load_settings().index() == IndexSettings()
    assert load_settings().ask() == AskSettings()
    assert set(type(load_settings()).model_fields) == {field.name for kind in (IndexSettings, AskSettings) for field in fields(kind)} | {
        "archive"
    }
    assert inspect.signature(looking.search).parameters["k"].default == inspect.signature(Assistant.search).parameters["k"].default


def test_an_option_overrides_the_settings(empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_MODEL", "one:model")
    assert load_settings().ask().model == "one:model"
    chosen = load_settings().ask(model="another:model", as_of=date(2020, 2, 29))
    assert (chosen.model, chosen.as_of) == ("another:model", date(2020, 2, 29))


@pytest.mark.parametrize(("name", "value"), [("THREADS", "several"), ("AS_OF", "someday"), ("MAX_STATEMENTS", "9")])
def test_a_bad_setting_is_named(name: str, value: str, empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"DATELINE_{name}", value)
    with pytest.raises(SettingsError, match=f"DATELINE_{name} is set to '{value}'"):
        load_settings()


def test_a_settings_file_that_is_no_text_is_named(empty_folder: Path) -> None:
    (empty_folder / ".env").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match=r"\.env"):
        load_settings()


def test_tracing_and_sharing_are_taken_out_and_the_network_is_off() -> None:
    environ = {
        "LANGSMITH_TRACING": "true",
        "LANGSMITH_GATEWAY_URL": "x",
        "LANGCHAIN_TRACING_V2": "true",
        "GRADIO_SHARE": "True",
        "HOME": "/h",
    }
    prepare(environ)
    assert [name for name in environ if name.startswith(("LANG", "GRADIO_SHARE"))] == []
    silent = {"ANONYMIZED_TELEMETRY": "False", "GRADIO_ANALYTICS_ENABLED": "False", "ORT_DISABLE_TELEMETRY": "1"}
    kept = {"HOME": "/h", "HF_HUB_OFFLINE": "1", **silent}
    assert {name: environ[name] for name in kept} == kept


def test_who_switches_the_network_on_keeps_it() -> None:
    environ = {"HF_HUB_OFFLINE": "0"}
    prepare(environ)
    assert environ["HF_HUB_OFFLINE"] == "0"


# --- history -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        ('["Who leads?", {"question": "Since when?", "answer": "Since May."}]', (Turn("Who leads?"), Turn("Since when?", "Since May."))),
        ("Who leads?\n\n  Since when?  \n", (Turn("Who leads?"), Turn("Since when?"))),
        ("\ufeffWho leads?\n", (Turn("Who leads?"),)),
        ("", ()),
    ],
)
def test_earlier_questions_are_read(text: str, turns: tuple[Turn, ...], tmp_path: Path) -> None:
    (tmp_path / "history").write_text(text, encoding="utf-8")
    assert read_history(tmp_path / "history") == turns


@pytest.mark.parametrize("text", ['["Who leads?", 7]', '["Who leads?"', '[{"answer": "Since May."}]'])
def test_a_broken_history_is_named(text: str, tmp_path: Path) -> None:
    (tmp_path / "history").write_text(text)
    with pytest.raises(InputError, match="history"):
        read_history(tmp_path / "history")


def test_a_missing_history_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match="nowhere"):
        read_history(tmp_path / "nowhere")


# --- the screen --------------------------------------------------------------------------------------------------------------

QUOTE = "We will not open it a day before it is safe"
STATED = Dating(date(2022, 1, 17), date(2022, 1, 17), Basis.STATED, (Evidence("17 January 2022", 47, 62, "date line"),))


def _citation(title: str, quote: str) -> Citation:
    place = {"start": 180, "end": 180 + len(quote), "passage_start": 180, "passage_end": 180 + len(quote), "passage_text": quote}
    return Citation(1, "a1", title, STATED, "The Eastmere Slate", None, "bridge.txt", quote=quote, speaker="Orla Fenwick", **place)


SO = Statement((1,), remark=Remark.of("Orla Fenwick said so."))


def _answer(statement: Statement = SO, title: str = "Harbour bridge to reopen", quote: str = QUOTE) -> Answer:
    return Answer(
        question="Who said so?",
        standalone_question="Who said so?",
        status=Status.ANSWERED,
        statements=(statement,),
        citations=(_citation(title, quote),),
        window=Window(date(2022, 1, 17), date(2022, 1, 17)),
        sources=(),
        searched=Searched(2, 5, 1),
        nearest=(),
        answerer="extractive",
        confidence=0.8,
    )


def _shown(answer: Answer) -> str:
    console = Console(file=io.StringIO(), width=100)
    screen.show(console, screen.answer(answer))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_an_answer_shows_statement_quotation_outlet_date_and_place() -> None:
    shown = _shown(_answer())
    wanted = ("Orla Fenwick said so. [1]", f"“{QUOTE}”", "Harbour bridge to reopen", "The Eastmere Slate", "17 January 2022 (stated)")
    assert [words for words in (*wanted, "bridge.txt, characters 180–223") if words not in shown] == []


def test_a_number_that_the_statement_has_is_not_given_twice() -> None:
    named = Statement((1,), remark=Remark.of("Orla Fenwick ", 1, " said so."))
    assert _shown(_answer(named)).count("[1]") == 2  # in the statement, and before the quotation


def test_a_quotation_in_a_statement_stands_under_its_lead_and_is_not_repeated() -> None:
    quoted = Statement((1,), (Lead(STATED, speaker="Orla Fenwick"),), (Quotation(1, QUOTE),))
    shown = _shown(_answer(quoted))
    assert f"Orla Fenwick, 17 January 2022 (stated): “{QUOTE}” [1]" in " ".join(shown.split())
    assert " ".join(shown.split()).count(QUOTE) == 1


def test_a_table_of_articles_keeps_its_columns_under_long_paths() -> None:
    file = "press/" * 40 + "a-very-long-name-of-a-press-cutting-of-the-year.txt"
    articles = [Article("a" * 12, "Headline", "abc", file, 0, Dating(), source=source) for source in (None, "Slate")]
    console = Console(file=io.StringIO(), width=100)
    screen.show(console, screen.article_table(articles))
    assert isinstance(console.file, io.StringIO)
    lines = console.file.getvalue().splitlines()
    assert len(lines) == 3
    assert "a-very-long-name-of-a-press-c…" in lines[1]
    assert (lines[2].index("Slate"), "press" in lines[2]) == (lines[1].index("a-very"), False)


def test_an_article_cannot_steer_the_terminal() -> None:
    shown = _shown(_answer(Statement((1,), remark=Remark.of("so\x1b[2Jo")), title="a\x1b]0;title\x07b", quote="x\u202ey\x9bz"))
    assert not set(shown) & set("\x1b\x07\x9b\u202e")


def test_brackets_in_an_article_are_no_markup() -> None:
    assert "[red]alert[/red]" in _shown(_answer(title="[red]alert[/red]"))


def test_visible_keeps_length_and_letters() -> None:
    assert visible("año\n\tЁ\x00\u2067") == "año\n\tЁ��"


def test_an_error_of_several_lines_comes_out_on_one(capsys: Capture) -> None:
    complain("first\nsecond \x1b[31m" + "long " * 60)
    assert capsys.readouterr().err.count("\n") == 1


# --- the conversation --------------------------------------------------------------------------------------------------------


class Scripted:
    """Lines typed by a user, and an assistant that notes what it is asked."""

    def __init__(self, *lines: str) -> None:
        self._lines: Iterator[str] = iter(lines)
        self.asked: list[tuple[str, tuple[Turn, ...]]] = []
        self.limits: list[AskingLimits] = []

    def read(self, prompt: str) -> str:
        line = next(self._lines, None)
        if line is None:
            raise EOFError
        return line

    def ask(self, question: str, turns: Sequence[Turn], limits: AskingLimits) -> Answer:
        self.asked.append((question, tuple(turns)))
        self.limits.append(limits)
        if question == "fail":
            raise QuestionError("The question is empty; ask something.")
        return _answer(Statement((1,), remark=Remark.of(f"Answer to {question}.")))


def _conversation(*lines: str) -> tuple[Scripted, str]:
    scripted, console = Scripted(*lines), Console(file=io.StringIO(), width=100)
    converse(scripted.ask, console, scripted.read, opened=lambda cited: f"The whole of {cited.title}")
    assert isinstance(console.file, io.StringIO)
    return scripted, console.file.getvalue()


def test_a_conversation_remembers_its_turns() -> None:
    scripted, shown = _conversation("one", "  two ", "")
    (first, none), (second, turns) = scripted.asked
    assert (first, none, second) == ("one", (), "two")
    assert [turn.answer for turn in turns] == ["Answer to one. [1]"]
    assert [quoted.speaker for quoted in turns[0].quoted] == ["Orla Fenwick"]
    assert "Answer to two. [1]" in shown


def test_quit_ends_and_new_forgets() -> None:
    scripted, _ = _conversation("one", "/new", "two", "/quit", "three")
    assert scripted.asked == [("one", ()), ("two", ())]


@pytest.mark.parametrize("leaving", ["quit", "exit", "/exit", "Quit"])
def test_the_words_that_people_type_leave(leaving: str) -> None:
    scripted, _ = _conversation("one", leaving, "two")
    assert scripted.asked == [("one", ())]


def test_new_says_what_it_did() -> None:
    assert "the questions before are forgotten" in _conversation("/new")[1]


def test_limits_and_the_day_of_asking_hold_for_what_follows_and_are_lifted() -> None:
    lines = ("one", "/since January 2022", "/until 17 January 2022", "/today 2022-01-20", "two", "/since", "/until", "/today", "three")
    scripted, shown = _conversation(*lines)
    assert [(one.filter.since, one.filter.until, one.as_of) for one in scripted.limits] == [
        (None, None, None),
        (date(2022, 1, 1), date(2022, 1, 17), date(2022, 1, 20)),
        (None, None, None),
    ]
    assert "published since 1 January 2022 and until 17 January 2022" in shown
    assert "published on any day" in shown


def test_a_limit_that_cannot_be_read_or_held_changes_nothing(capsys: Capture) -> None:
    scripted, _ = _conversation("/since 2022-01-10", "/until 2022-01-01", "/since soon", "one")
    assert scripted.limits[0].filter == Filter(since=date(2022, 1, 10))
    held, read = capsys.readouterr().err.splitlines()
    assert "2022-01-10 is after 2022-01-01" in held
    assert "“soon” in “/since” is not a date" in read


def test_a_source_of_the_last_answer_is_opened_by_its_number(capsys: Capture) -> None:
    _, shown = _conversation("/open 1", "one", "/open 1", "/open 2")
    assert shown.count("The whole of ") == 1
    assert capsys.readouterr().err.splitlines() == [
        "error: There is no source 1 to open: no answer with sources yet.",
        "error: There is no source 2 to open: the last answer has 1.",
    ]


def test_sources_shows_the_last_quotations_again() -> None:
    _, shown = _conversation("/sources", "one", "/sources")
    assert "No answer with sources yet." in shown
    assert shown.count(f"“{QUOTE}”") == 2


def test_a_question_that_fails_does_not_end_the_conversation(capsys: Capture) -> None:
    scripted, _ = _conversation("fail", "two")
    assert scripted.asked == [("fail", ()), ("two", ())]
    assert capsys.readouterr().err == "error: The question is empty; ask something.\n"


# --- whole commands ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the folder with two articles and their archive, as the working directory."""
    shutil.copytree(archive_of_two(), tmp_path / "two")
    monkeypatch.chdir(tmp_path / "two")
    monkeypatch.setenv("DATELINE_ARCHIVE", "archive")
    return tmp_path / "two"


@pytest.mark.slow
def test_add_reports_each_file_and_is_idempotent(tmp_path: Path, capsys: Capture) -> None:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    first, second, third = [], [], []
    for found in (first, second):
        done = dateline("add", tmp_path, "--archive", tmp_path / "archive", "--source", "Slate", "--json", capsys=capsys)
        assert (done.code, done.err) == (0, "")
        found.append(done.document)
    (tmp_path / "bridge.txt").write_text(BRIDGE + "\nThe mayor declined to comment.\n", encoding="utf-8")
    third.append(dateline("add", tmp_path, "--archive", tmp_path / "archive", "--source", "Slate", "--json", capsys=capsys).document)
    counts = [
        {status: document[status] for status in ("added", "unchanged", "updated", "skipped")} for [document] in (first, second, third)
    ]
    assert counts == [
        {"added": 2, "unchanged": 0, "updated": 0, "skipped": 0},
        {"added": 0, "unchanged": 2, "updated": 0, "skipped": 0},
        {"added": 0, "unchanged": 1, "updated": 1, "skipped": 0},
    ]
    assert [(Path(entry["file"]).name, entry["articles"]) for entry in first[0]["files"]] == [("bridge.txt", 1), ("glassworks.txt", 1)]


@pytest.mark.slow
def test_articles_lists_id_date_and_place(two: Path, capsys: Capture) -> None:
    [bridge, glassworks] = dateline("articles", "--json", capsys=capsys).document["articles"]
    assert (bridge["title"], bridge["source"]) == ("Harbour bridge to reopen in May, council says", "The Eastmere Slate")
    assert (bridge["published"]["earliest"], bridge["published"]["latest"]) == ("2022-01-17", "2022-01-17")
    assert BRIDGE[bridge["start"] : bridge["end"]].startswith("Harbour bridge")
    listed = dateline("articles", capsys=capsys)
    assert [words for words in (bridge["id"], "2022-01-17 stated", glassworks["title"], "2 articles.") if words not in listed.out] == []


@pytest.mark.slow
def test_one_article_is_counted_in_the_singular(two: Path, capsys: Capture) -> None:
    [bridge, _] = dateline("articles", "--json", capsys=capsys).document["articles"]
    assert dateline("remove", bridge["id"], capsys=capsys).out == "1 article removed.\n"
    assert dateline("articles", capsys=capsys).out.splitlines()[-1] == "1 article."


@pytest.mark.slow
def test_an_answer_quotes_the_file_letter_for_letter(two: Path, capsys: Capture) -> None:
    done = dateline("ask", "Who chairs the works committee?", "--json", capsys=capsys)
    assert (done.code, done.err, done.document["status"]) == (0, "", "answered")
    cited = done.document["citations"]
    assert "Orla Fenwick" in "".join(citation["quote"] for citation in cited)
    for citation in cited:
        text = Path(citation["file"]).read_text(encoding="utf-8")
        assert text[citation["start"] : citation["end"]] == citation["quote"]


@pytest.mark.slow
def test_the_words_of_a_question_need_no_quotation_marks(two: Path, capsys: Capture) -> None:
    done = dateline("ask", "Who", "chairs", "the", "works", "committee?", "--json", capsys=capsys)
    assert (done.document["question"], done.document["status"]) == ("Who chairs the works committee?", "answered")
    found = dateline("search", "works", "committee", "-k", "1", "--json", capsys=capsys).document
    assert (found["query"], len(found["passages"])) == ("works committee", 1)


@pytest.mark.slow
def test_that_the_archive_does_not_say_is_an_answer(two: Path, capsys: Capture) -> None:
    done = dateline("ask", "Which volcano erupted in Patagonia?", "--json", capsys=capsys)
    assert (done.code, done.document["status"], done.document["citations"]) == (0, "not_found", [])


@pytest.mark.slow
def test_window_and_outlet_reach_the_search(two: Path, capsys: Capture) -> None:
    late = dateline("search", "repairs of the bridge", "--since", "February 2022", "--json", capsys=capsys).document
    assert {Path(passage["file"]).name for passage in late["passages"]} == {"glassworks.txt"}
    slate = dateline("search", "furnace", "--source", "The Eastmere Slate", "-k", "1", "--json", capsys=capsys).document
    assert [Path(passage["file"]).name for passage in slate["passages"]] == ["bridge.txt"]


@pytest.mark.slow
def test_an_outlet_that_the_archive_does_not_have_is_noted(two: Path, capsys: Capture) -> None:
    done = dateline("search", "furnace", "--source", "Eastmere Slate", "--json", capsys=capsys)
    assert (done.code, done.document["passages"], done.complaints) == (0, [], [])
    assert "No article is from Eastmere Slate; the outlets of the archive are: Hallow Bay Courier, The Eastmere Slate." in done.err


@pytest.mark.slow
def test_remove_takes_an_article_out_and_verify_agrees(two: Path, capsys: Capture) -> None:
    [bridge, glassworks] = dateline("articles", "--json", capsys=capsys).document["articles"]
    assert dateline("remove", bridge["id"], "--json", capsys=capsys).document == {"removed": 1}
    assert [left["id"] for left in dateline("articles", "--json", capsys=capsys).document["articles"]] == [glassworks["id"]]
    checked = dateline("verify", "--json", capsys=capsys)
    assert (checked.code, checked.document["ok"], checked.document["articles"]) == (0, True, 1)


@pytest.mark.slow
def test_the_date_of_an_article_is_corrected_by_the_beginning_of_its_id(two: Path, capsys: Capture) -> None:
    [bridge, glassworks] = dateline("articles", "--json", capsys=capsys).document["articles"]
    length = next(n for n in range(1, 13) if bridge["id"][:n] != glassworks["id"][:n])
    done = dateline("date", bridge["id"][:length], "2022-01-18", "--json", capsys=capsys)
    assert (done.code, done.document["article"]["id"], done.document["article"]["published"]["earliest"]) == (0, bridge["id"], "2022-01-18")
    cleared = dateline("date", bridge["id"][:length], "--clear", "--json", capsys=capsys).document
    assert (cleared["article"]["published"], cleared["corrected_on"]) == (bridge["published"], None)
    assert "was not corrected; nothing has changed" in dateline("date", bridge["id"][:length], "--clear", capsys=capsys).err


@pytest.mark.slow
def test_eval_writes_a_result_that_is_its_own_baseline(two: Path, capsys: Capture) -> None:
    quote = "A second furnace is to be lit in June."
    start = TEXTS["glassworks.txt"].index(quote)
    case = {
        "id": "furnace",
        "question": "When is the second furnace to be lit?",
        "kind": "when",
        "history": [],
        "answers": ["June"],
        "answer_parts": None,
    }
    case |= {"evidence": [{"file": "glassworks.txt", "quote": quote, "start": start, "end": start + len(quote)}], "evidence_mode": "any"}
    Path("suite.jsonl").write_text(json.dumps(case | {"published": "2022-02-02", "speaker": None}) + "\n", encoding="utf-8")
    done = dateline("eval", "suite.jsonl", "--json", "result.json", "--html", "report.html", capsys=capsys)
    assert done.code == 0, done.err
    result = json.loads(Path("result.json").read_text(encoding="utf-8"))
    assert [(entry["id"], entry["error"]) for entry in result["cases"]] == [("furnace", None)]
    assert "furnace" in Path("report.html").read_text(encoding="utf-8")
    assert dateline("eval", "suite.jsonl", "--baseline", "result.json", capsys=capsys).code == 0
    floors = {"suite_sha256": result["suite"]["sha256"], "floors": {"evidence@1": 1.1}}
    Path("floors.json").write_text(json.dumps(floors))
    below = dateline("eval", "suite.jsonl", "--baseline", "floors.json", capsys=capsys)
    assert below.code == 1
    assert "evidence@1" in below.complaints[0]


@pytest.mark.slow
def test_a_conversation_through_a_pipe(two: Path) -> None:
    done = dateline_process("chat", cwd=two, stdin="What did the manager say about sand and gas?\n/sources\n/quit\n")
    assert (done.code, done.err) == (0, "")
    assert "Tomas Ilves" in done.out


@pytest.mark.slow
def test_a_reader_who_leaves_early_is_no_error(two: Path) -> None:
    done = subprocess.run(f"'{SCRIPT}' articles | head -n 1", shell=True, cwd=two, capture_output=True, text=True, timeout=240, check=True)
    assert (done.stdout.split()[:2], done.stderr) == (["ID", "Published"], "")


def test_the_base_error_is_what_the_boundary_words(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """Whatever of ours is raised ends in its own sentence and exit 1; a bug in one that names the way to its traceback."""
    import ui.settings

    def refuse() -> None:
        raise DatelineError("This is refused; do that instead.")

    monkeypatch.setattr(ui.settings, "load_settings", refuse)
    assert dateline("articles", capsys=capsys) == Done(1, "", "error: This is refused; do that instead.\n")

    def break_down() -> None:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(ui.settings, "load_settings", break_down)
    broken = dateline("articles", capsys=capsys)
    assert (broken.code, len(broken.complaints)) == (1, 1)
    assert "ZeroDivisionError: by zero" in broken.err
    assert "DATELINE_DEBUG=1" in broken.err
    assert "Traceback" not in broken.err

    monkeypatch.setenv("DATELINE_DEBUG", "1")
    assert "Traceback" in dateline("articles", capsys=capsys).err


@pytest.mark.slow
def test_serve_opens_the_page_and_ends_on_an_interrupt(two: Path) -> None:
    Path("examples.json").write_text('["Who chairs the works committee?"]')
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "no_proxy": "127.0.0.1"}
    command = [str(SCRIPT), "serve", "--port", "0", "--examples", "examples.json"]
    with subprocess.Popen(command, cwd=two, env=environment, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            told = server.stderr.readline()
            [address] = re.findall(r"http://127\.0\.0\.1:\d+", told)
            with urllib.request.urlopen(address, timeout=240) as page:
                assert page.status == 200
            with urllib.request.urlopen(f"{address}/dateline/frame", timeout=240) as frame:
                assert "Who chairs the works committee?" in frame.read().decode()
            server.send_signal(signal.SIGINT)
            assert (server.wait(timeout=120), server.stderr.read()) == (0, "")
        finally:
            server.kill()
