"""The commands that look at what the archive holds: its articles, one of them, its figures, whether it is sound, its passages."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index.wording import counted
from ui import console
from ui.opening import corrected_on, note_strangers, open_archive, open_assistant
from ui.options import ArchiveDir, ArticleId, AsJson, Authors, Since, Sources, Until, make_filter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.contract_archive import Shown
    from index.archive import Archive
    from index.types import Article


def articles(
    archive: ArchiveDir = None,
    since: Since = None,
    until: Until = None,
    source: Sources = None,
    author: Authors = None,
    undated: Annotated[bool, typer.Option("--undated", help="Only articles of which no date is known.")] = False,
    text: Annotated[bool, typer.Option("--text", help="With --json: the text of each article, and where its body begins.")] = False,
    as_json: AsJson = False,
) -> None:
    """List the articles of the archive, with the date of each and how it is known."""
    if undated and (since or until):
        raise typer.BadParameter("an article without a date is in no window; leave out --undated, or --since and --until.")
    if text and not as_json:
        raise typer.BadParameter("--text adds the texts to --json; give both, or read one article with `dateline show ID`.")
    wanted = make_filter(since, until, source, author)
    with open_archive(archive) as opened:
        note_strangers(opened, wanted)
        found = [article for article in opened.articles(wanted) if not (undated and article.published.is_known)]
    _list(found, text=text, as_json=as_json)


def _list(found: Sequence[Article], *, text: bool, as_json: bool) -> None:
    from ui import screen

    if as_json:
        from assistant.contract import article_json
        from assistant.contract_archive import full_article_json

        console.write_json({"articles": [full_article_json(article) if text else article_json(article) for article in found]})
    else:
        screen.show(console.out(), screen.article_table(found), f"{counted(len(found), 'article')}.")


def show(article: ArticleId, archive: ArchiveDir = None, as_json: AsJson = False) -> None:
    """Show one article: its text, its date with what it is known from, who speaks in it, its copies and its other versions."""
    from assistant.contract_archive import shown_json
    from ui import archive_screen, screen

    with open_archive(archive) as opened:
        found = shown(opened, article)
    if as_json:
        console.write_json(shown_json(found))
    else:
        screen.show(console.out(), archive_screen.article(found))


def shown(archive: Archive, article_id: str) -> Shown:
    """One article with all that is known of it; raises what `Archive.article` raises."""
    from assistant.contract_archive import Shown
    from index.prose.reading import sentences_at
    from index.store.corrections import corrected_outlets

    one = archive.article(article_id)
    with archive.snapshot() as seen:
        reading, outlets = seen.reading(one.id), corrected_outlets(seen, [one.id])
    sentences = sentences_at(one, reading.sentences)
    voices = tuple((sentences[voice.ordinal], voice) for voice in reading.voices)
    return Shown(one, voices, archive.copies(one.id), archive.versions(one.id), corrected_on(archive, one.id), outlets.get(one.id))


def info(archive: ArchiveDir = None, as_json: AsJson = False) -> None:
    """Say what the archive holds: how much, from which outlets and days, and how large it is."""
    from ui import archive_screen, screen

    with open_archive(archive) as opened:
        found = opened.info()
    if as_json:
        from assistant.contract_archive import info_json

        console.write_json(info_json(found))
    else:
        screen.show(console.out(), archive_screen.info(found))


def verify(
    archive: ArchiveDir = None,
    repair: Annotated[bool, typer.Option("--repair", help="Mend what does not agree, from the catalog.")] = False,
    export: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Check instead which quotations of an export (.json) still stand.", show_default=False),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check that the parts of the archive agree and that every passage equals its text."""
    from ui import screen

    if export:
        if repair:
            raise typer.BadParameter("an export cannot be repaired; give --export or --repair, and not both.")
        _verify_export(export, archive, as_json=as_json)
        return
    with open_archive(archive) as opened:
        report = opened.verify(repair=repair)
    if as_json:
        console.write_json(asdict(report))
    else:
        screen.show(console.out(), screen.verification(report))
    if not report.ok:
        console.complain("The archive is damaged; `dateline verify --repair` mends it from the catalog.")
        raise typer.Exit(1)


def _verify_export(file: Path, archive: Path | None, *, as_json: bool) -> None:
    from assistant.exports.recheck import recheck, recheck_json
    from assistant.wording import fallen_words
    from ui import saving, screen

    document = saving.read(file)
    with open_archive(archive) as opened:
        found = recheck(document, opened)
    if as_json:
        console.write_json(recheck_json(str(file), found))
    else:
        screen.show(console.out(), screen.rechecked(found))
    if fallen := sum(not one.ok for one in found):
        console.complain(f"{file}: {fallen_words(fallen, len(found))}.")
        raise typer.Exit(1)


def search(
    query: Annotated[list[str], typer.Argument(metavar="QUERY...", help="Words or a question.", show_default=False)],
    k: Annotated[int, typer.Option("-k", min=1, max=1000, metavar="N", help="How many passages.")] = 10,
    archive: ArchiveDir = None,
    since: Since = None,
    until: Until = None,
    source: Sources = None,
    author: Authors = None,
    as_json: AsJson = False,
) -> None:
    """Rank the passages of the archive for a query."""
    from ui import screen

    wanted = make_filter(since, until, source, author)
    with open_assistant(archive, wanted) as assistant:
        found = assistant.search(" ".join(query), filter=wanted, k=k)
    if as_json:
        from assistant.contract import passage_json

        console.write_json({"query": " ".join(query), "passages": [passage_json(hit) for hit in found]})
    else:
        screen.show(console.out(), screen.hits(found) if found else "Nothing found.")
