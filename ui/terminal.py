"""An answer as Markdown, for a terminal that renders it."""

from __future__ import annotations

from assistant.types import Answer, Citation, Status
from index.types import Basis, Dating
from ui.markup import label, markdown
from ui.words import dating_words, searched_words


def _how(dating: Dating) -> str:
    reasons = list(dict.fromkeys(label(evidence.why) for evidence in dating.evidence))
    return f", because {'; '.join(reasons)}" if reasons and dating.basis is Basis.INFERRED else ""


def _head(title: str, source: str | None, dating: Dating) -> str:
    outlet = f", {markdown(label(source))}" if source else ""
    return f"**{markdown(label(title)) or 'Untitled'}**{outlet}, {markdown(dating_words(dating) + _how(dating))}"


def _source(citation: Citation) -> str:
    place = f"{markdown(label(citation.file))}, characters {citation.start}–{citation.end}"
    address = f"  \n   {markdown(label(citation.url))}" if citation.url else ""
    return f"{citation.number}. {_head(citation.title, citation.source, citation.published)}  \n   {place}{address}"


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.splitlines())


def to_markdown(answer: Answer) -> str:
    """The answer with numbered quotations and a list of sources, or the refusal with the nearest passages; nothing in it acts as markup."""
    blocks: list[str] = []
    if answer.status is Status.ANSWERED:
        for statement in answer.statements:
            numbers = "".join(f" \\[{number}\\]" for number in statement.citations if f"[{number}]" not in statement.text)
            blocks.append(_quoted(markdown(statement.text) + numbers))
        blocks.append("\n".join(_source(citation) for citation in answer.citations))
    else:
        blocks.append(markdown(answer.text))
    blocks += [f"*{markdown(note)}*" for note in answer.notes]
    blocks.append(markdown(searched_words(answer.searched, answer.window, answer.sources)))
    if answer.status is Status.NOT_FOUND and answer.nearest:
        blocks.append("Nearest passages, which do not answer it:")
        for hit in answer.nearest:
            article = hit.article
            blocks += [_head(article.title, article.source, article.published), _quoted(markdown(hit.passage.text))]
    return "\n\n".join(block for block in blocks if block) + "\n"
