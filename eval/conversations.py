"""Known conversations: what each turn must be answered with, and how many turns are.

    python -m eval.conversations SUITE.jsonl ARCHIVE

A suite has one conversation a line, `{"id", "as_of": "YYYY-MM-DD" or null, "turns": [{"kind", "ask", ...}]}`. A turn is served when all
holds that is expected of it. Its `status` and `form` are among those listed (a quotation where no form is); each of `cites` stands in one
of the quotations, none of `cites_not` does, unless the answer is uncertain and claims nothing; `speaker` speaks in one of them; each of
`says` stands in the text of the answer with its notes; each of `reads` stands in the question as it was read, none of `reads_not` does;
`window`, where it is given, is its days as [since, until], or null for none. Of `cites_any` and `says_any` one stands there, and each of
`titles` is the headline of an article that is listed or quoted, or a part of it; `near_any`: one of them is quoted, or stands in a passage
that came nearest. " | " parts what may stand for one another. Texts are compared without regard to case, white space and the form of
quotes and dashes. `eval/invented` has archives with such conversations (`python -m eval.bundled eval/invented/NAME ARCHIVE` makes one).
"""

from __future__ import annotations

import argparse
import json
import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.types import Answer, Form, Status, Turn
from index.archive import Archive
from index.errors import InputError

_FORMS = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})
log = logging.getLogger(__name__)

LISTS = frozenset(
    {"status", "form", "cites", "cites_any", "cites_not", "says", "says_any", "titles", "titles_any", "near_any", "reads", "reads_not"}
)
EXPECTED = LISTS | {"speaker", "window"}
NEEDED = frozenset({"kind", "ask"})


@dataclass(frozen=True, slots=True)
class Held:
    """A turn of a conversation that was held: its name ("storm/2"), its kind, what was asked and answered, and what does not hold."""

    name: str
    kind: str
    asked: str
    answer: Answer
    faults: tuple[str, ...]


def load(path: Path) -> tuple[dict[str, Any], ...]:
    """The conversations of a file; raises InputError that names each that is not in order."""
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    ids = Counter(one["id"] for one in found)
    faults = [f"{id} stands there {count} times" for id, count in ids.items() if count > 1]
    for one in found:
        for place, turn in enumerate(one["turns"], 1):
            unknown, missing = turn.keys() - EXPECTED - NEEDED, NEEDED - turn.keys()
            if unknown or missing or not turn.keys() & EXPECTED:
                faults.append(f"{one['id']}/{place}: {sorted(unknown | missing) or 'nothing is expected'}")
            faults += [f"{one['id']}/{place}: {key} is no list" for key in LISTS & turn.keys() if not isinstance(turn[key], list)]
            faults += [f"{one['id']}/{place}: no form {form}" for form in turn.get("form", ()) if form not in set(Form)]
            faults += [f"{one['id']}/{place}: no status {status}" for status in turn.get("status", ()) if status not in set(Status)]
    if faults:
        raise InputError(f"{path} is not in order: {'; '.join(faults)}.")
    return tuple(found)


def hold(conversation: dict[str, Any], assistant: Assistant) -> Iterator[Held]:
    """Each turn of a conversation, answered after the answers before it."""
    history: tuple[Turn, ...] = ()
    as_of = date.fromisoformat(conversation["as_of"]) if conversation.get("as_of") else None
    for place, turn in enumerate(conversation["turns"], 1):
        answer = assistant.ask(turn["ask"], history, as_of=as_of)
        history = (*history, Turn.from_answer(answer))
        yield Held(f"{conversation['id']}/{place}", turn["kind"], turn["ask"], answer, tuple(faults_of(turn, answer)))


def faults_of(turn: dict[str, Any], answer: Answer) -> Iterator[str]:
    """What of the expectations of a turn does not hold for an answer, a sentence each."""
    quotes = [_plain(cited.quote) for cited in answer.citations]
    titles = [_plain(cited.title) for cited in answer.citations]
    near = [*quotes, *(_plain(hit.passage.text) for hit in answer.nearest)]
    told = [_plain(" ".join([answer.text, *(remark.text for remark in answer.remarks)]))]
    reading = [_plain(answer.standalone_question)]
    if answer.form.value not in turn.get("form", [Form.QUOTATIONS.value]):
        yield f"its form is {answer.form.value}"
    if "status" in turn and answer.status.value not in turn["status"]:
        yield f"its status is {answer.status.value}"
    for key, texts, verb in (("cites", quotes, "quoted"), ("says", told, "said"), ("titles", titles, "listed")):
        yield from (f"{one!r} is not {verb}" for one in turn.get(key, ()) if not _stands(one, texts))
        if (several := turn.get(f"{key}_any")) and not any(_stands(one, texts) for one in several):
            yield f"none of {several} is {verb}"
    if "near_any" in turn and not any(_stands(one, near) for one in turn["near_any"]):
        yield f"none of {turn['near_any']} came near"
    if answer.status is not Status.UNCERTAIN:
        yield from (f"{one!r} is quoted" for one in turn.get("cites_not", ()) if _stands(one, quotes))
    if "speaker" in turn and not _stands(turn["speaker"], [_plain(cited.speaker or "") for cited in answer.citations]):
        yield f"{turn['speaker']} does not speak"
    yield from (
        f"{one!r} is not in its reading {answer.standalone_question!r}" for one in turn.get("reads", ()) if not _stands(one, reading)
    )
    yield from (f"{one!r} is in its reading {answer.standalone_question!r}" for one in turn.get("reads_not", ()) if _stands(one, reading))
    if "window" in turn and _days(answer) != turn["window"]:
        yield f"its window is {_days(answer)}"


def _stands(fragment: str, texts: Sequence[str]) -> bool:
    """Whether one of the alternatives of a fragment stands in a text."""
    return any(_plain(one) in text for one in fragment.split(" | ") for text in texts)


def _plain(text: str) -> str:
    return " ".join(text.casefold().translate(_FORMS).split())


def _days(answer: Answer) -> list[str | None] | None:
    window = answer.window
    return [day.isoformat() if day else None for day in (window.since, window.until)] if window else None


def main(arguments: Sequence[str] | None = None) -> int:
    """Hold the conversations of a suite; 1 where a turn is not served."""
    parser = argparse.ArgumentParser(prog="python -m eval.conversations", description="Hold known conversations with an archive.")
    parser.add_argument("suite", type=Path)
    parser.add_argument("archive", type=Path)
    given = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    with Archive.open(given.archive) as archive:
        assistant = Assistant(archive)
        held = [one for conversation in load(given.suite) for one in hold(conversation, assistant)]
    for one in held:
        if one.faults:
            log.info("%s %r: %s", one.name, one.asked, "; ".join(one.faults))
    log.info("%d of %d turns served", sum(not one.faults for one in held), len(held))
    return int(any(one.faults for one in held))


if __name__ == "__main__":
    raise SystemExit(main())
