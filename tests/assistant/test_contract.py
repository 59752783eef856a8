"""The JSON shapes are a promise: every field is there, under its name, with its type."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from assistant.assistant import Assistant
from assistant.contract import answer_json, article_json, passage_json
from index.archive import Archive

ARTICLE = {"id", "title", "file", "start", "end", "published", "source", "url", "language", "words"}
DATING = {"earliest", "latest", "basis", "evidence"}
PASSAGE = {"article_id", "title", "published", "source", "file", "start", "end", "text", "score"}
ANSWER = {
    *("question", "standalone_question", "status", "text", "statements", "citations", "window", "sources", "searched", "nearest"),
    *("answerer", "confidence", "timings_ms"),
}
CITATION = {"number", "article_id", "title", "published", "source", "url", "file", "start", "end", "quote", "speaker"}


def test_shapes_and_offsets(archive: Archive, files: Path) -> None:
    archive.add([str(files)])
    assistant = Assistant(archive)
    texts = {str(path): path.read_text(encoding="utf-8") for path in files.iterdir()}
    for article in map(article_json, archive.articles()):
        assert set(article) >= ARTICLE
        assert set(article["published"]) == DATING
        assert texts[article["file"]][article["start"] : article["end"]].startswith(article["title"])
    for passage in map(passage_json, assistant.search("harbour of Port Arden", k=3)):
        assert set(passage) >= PASSAGE
        assert texts[passage["file"]][passage["start"] : passage["end"]] == passage["text"]
    answer = json.loads(json.dumps(answer_json(assistant.ask("When did the harbour of Port Arden reopen after the storm?"))))
    assert set(answer) >= ANSWER
    assert answer["status"] == "answered"
    assert answer["citations"]
    for citation in answer["citations"]:
        assert set(citation) >= CITATION
        assert texts[citation["file"]][citation["start"] : citation["end"]] == citation["quote"]
    assert {number for statement in answer["statements"] for number in statement["citations"]} == {c["number"] for c in answer["citations"]}
    quotes = {citation["number"]: citation["quote"] for citation in answer["citations"]}
    for statement in answer["statements"]:
        assert set(statement) >= {"text", "citations"}
        assert [set(lead) for lead in statement["leads"]] == [{"speaker", "headline", "outlet", "file", "published"}]
        assert statement["quotations"] == [{"number": number, "words": quotes[number]} for number in statement["citations"]]
        assert statement["remark"] is None
        assert statement["text"].endswith(f": {quotes[statement['citations'][0]]}")


def test_a_refusal_has_the_same_shape(open_archive: Callable[[], Archive]) -> None:
    answer = answer_json(Assistant(open_archive()).ask("Who won the regatta?"))
    assert set(answer) >= ANSWER
    assert (answer["status"], answer["statements"], answer["citations"], answer["confidence"]) == ("not_found", [], [], 0.0)
    assert answer["searched"]["articles"] == 0
