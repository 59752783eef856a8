"""What surrounds the story on a page and is taken out before it is read: readers' comments, other stories, links, notices, forms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from index.readers.web.headed import boxes as headed_boxes
from index.readers.web.headed import invitations, is_deed, pointers
from index.readers.written_days import written_days

if TYPE_CHECKING:
    from lxml.html import HtmlElement

PROSE = 80
"""Letters of a paragraph that may be the story's first."""
_ROLES = frozenset("navigation complementary contentinfo search dialog alertdialog".split())
_COMMENT = re.compile(
    r"(?<![a-z])(?:(?:user|reader|leser|fb|sf|wp|post)?-?(?:comments|komm?entare[rn]?|commentaires|comentarios|comentários|commenti|reacties|"
    r"kommentarer|kommentit|yorumlar|komentarze|komentáře|discussion|disqus|commentlist|respond|reactions)|"
    r"(?:user|reader|sf|li|wp)?-?(?:comment|kommentar|commentaire|comentario|commento|reactie|yorum|komentarz)-(?:\d+|body|text|content|author))"
    r"(?![a-z])"
)
_NOTICE = re.compile(
    r"(?<![a-z])(?:cookies?|consent|gdpr|dsgvo|newsletters?|sign-?up|mailing-list|opt-?in|subscribe-(?:box|form)|paywall|related|recommended|recommendations|outbrain|taboola|breadcrumbs?|"
    r"social-share|share-buttons?|tags|tag-list)(?![a-z])"
)
_PERSON = re.compile(
    r"(?<![a-z])(?:author|autor|auteur|autore|user|username|usuario|utente|nick|nickname|name|avatar|vcard|commenter|fn)(?![a-z])"
)
_WHEN = re.compile(r"(?<![a-z])(?:date|datum|time|zeit|fecha|hora|heure|dato|timestamp|ago)(?![a-z])")
_ALIAS = re.compile(r"(?<![a-z])(?:username|usuario|utente|nick|nickname|avatar|commenter)(?![a-z])")
"""Names of the person that only readers have, of whom no hour need be told."""
_NAME = 60
"""Letters of a line with a reader's name and the hour."""
_DOES_SOMETHING = (
    ".//button | .//*[@role='button'] | .//a[not(@href)] | .//a[starts-with(@href, '#')] | .//a[starts-with(@href, 'javascript:')]"
)
_SENTENCE_END = re.compile(r"[.!?…。！？؟।։]['\"”’»)]?\s*$")
_KINDS = frozenset({"comment", "usercomments", "schema:comment", "sioc:post"})
_ASKS = ".//input[@type='email' or @type='password'] | .//textarea"
_LINKS = ".//h2//a[@href] | .//h3//a[@href] | .//h4//a[@href] | .//a[@href][.//h2 or .//h3 or .//h4] | self::a[.//h3]"
_ASKS_TO_JOIN = ".//input[@type='email']"
_BUTTONS = (
    ".//button | .//input[@type='button' or @type='submit'] | .//a[contains(@class, 'btn') or contains(@class, 'button') or @role='button']"
)
_COOKIES = re.compile(r"\bcookies?\b|куки|ciasteczk|evästei", re.IGNORECASE)
_LONGEST_NOTICE = 900
"""Letters of a notice on cookies with its choices."""
_MOST_BESIDE = 400
"""Letters beside the comments in their box: its headline, a notice, a form."""
_LONGEST_TEASER = 600
"""Letters of a box that points to another story; a longer one is a story itself."""
_LONGEST_LABEL = 40
"""Letters that may stand beside the links of a paragraph that points to another story."""


def remove(tree: HtmlElement, headings: list[HtmlElement]) -> None:
    """Take what is no part of the story out of a tree. `headings` show its headline; what holds one of them, or its first prose, stays."""
    body = tree.find(".//body")
    if body is None:
        return
    named, groups = [*_named(body), *_notices(body)], list(repeated(body))
    kept = _around(body, headings, set(named))
    headed, asked, pointing = headed_boxes(body, kept), invitations(body), pointers(body)
    for element in [*named, *_comments(body, groups), *headed, *asked, *pointing, *_teasers(groups), *_lists_of_links(body)]:
        if element not in kept and element.getparent() is not None:
            element.drop_tree()


def _around(body: HtmlElement, headings: list[HtmlElement], named: set[HtmlElement]) -> set[HtmlElement]:
    """The elements that hold the headline, or the first prose below it."""
    kept: set[HtmlElement] = {body}
    for heading in headings:
        kept.update(heading.iterancestors(), [heading])
    is_below = not headings
    for element in body.iter():
        is_below = is_below or element in headings
        if not is_below or element.tag not in ("p", "div") or _own_length(element) < PROSE:
            continue
        apart = named.difference(kept)
        if not _is_marked_as_comment(element) and apart.isdisjoint([element, *element.iterancestors()]):
            kept.update(element.iterancestors(), [element])
            break
    return kept


def _own_length(element: HtmlElement) -> int:
    """Letters of a paragraph; of a box only those that stand in no element of it."""
    if element.tag == "p":
        return len(" ".join(element.text_content().split()))
    return len(" ".join(filter(None, [element.text, *(child.tail for child in element)])).strip())


def is_of_readers(element: HtmlElement) -> bool:
    """Whether a box holds what a reader wrote, by its names or those around it, or by what it is made of."""
    return _is_marked_as_comment(element) or _is_of_reader(element)


def _is_marked_as_comment(element: HtmlElement) -> bool:
    return any(_is_comment(above) for above in (element, *element.iterancestors()) if above.tag not in ("body", "html"))


def _is_comment(element: HtmlElement) -> bool:
    stated = (element.get("itemprop") or "", (element.get("itemtype") or "").rsplit("/", 1)[-1], element.get("typeof") or "")
    kinds = " ".join(stated).lower().split()
    return not _KINDS.isdisjoint(kinds) or _COMMENT.search(names(element)) is not None


def _named(body: HtmlElement) -> Iterator[HtmlElement]:
    """What says by its role or its names that it is no part of the story."""
    for element in body.iter("*"):
        is_frame = (element.get("role") or "").lower() in _ROLES or element.tag in ("nav", "dialog") or element.get("aria-modal") == "true"
        is_notice = element.tag not in ("p", "a", "span") and _NOTICE.search(names(element)) is not None
        if is_frame or is_notice or (element.tag == "form" and element.xpath(_ASKS)):
            yield element


def _notices(body: HtmlElement) -> Iterator[HtmlElement]:
    """Short boxes around a field for an address of mail, and those that speak of cookies and have a button: what they say is in no name."""
    for field in body.xpath(_ASKS_TO_JOIN):
        box = _largest(field, _LONGEST_TEASER)
        if box is not None:
            yield box
    for button in body.xpath(_BUTTONS):
        box = _largest(button, _LONGEST_NOTICE)
        if box is not None and _COOKIES.search(box.text_content()):
            yield box


def _largest(inside: HtmlElement, most: int) -> HtmlElement | None:
    """The largest box around an element that has words, and no more than so many letters."""
    found = None
    for box in inside.iterancestors("form", "div", "section", "aside"):
        if len(" ".join(box.text_content().split())) > most or box.find(".//h1") is not None:
            break
        found = box
    return found


def _comments(body: HtmlElement, groups: Sequence[list[HtmlElement]]) -> Iterator[HtmlElement]:
    """The largest boxes around readers' comments that do not hold the story: comments by their names, or by what is repeated in them."""
    marked = [element for element in body.iter("*") if _is_comment(element)]
    alike = [one for group in groups if all(map(_is_of_reader, group)) or _is_of_answers(group) for one in group]
    inside: set[HtmlElement] = set()
    lengths: Counter[HtmlElement] = Counter()
    outermost: list[HtmlElement] = []
    for element in (*marked, *alike):
        if element not in inside:
            inside.update(element.iter("*"))
            outermost.append(element)
            lengths.update(dict.fromkeys(element.iterancestors(), len(element.text_content())))
    boxes = dict.fromkeys(box for element in outermost for box in islice(element.iterancestors(), 8))
    yield from (box for box in boxes if len(box.text_content()) - lengths[box] <= _MOST_BESIDE)
    yield from outermost


def _is_of_reader(element: HtmlElement) -> bool:
    """Whether a box has a person, a time and prose, and no headline."""
    if element.xpath(".//h1 | .//h2 | .//h3 | .//h4 | .//iframe") or len(element.text_content()) > 20_000:
        return False
    parts = list(element.iter("*"))
    person = any(part.tag == "cite" or part.get("rel") == "author" or _PERSON.search(names(part)) for part in parts)
    alias = any(_ALIAS.search(names(part)) and len(part.text_content()) <= _NAME for part in parts if part is not element)
    when = alias or any(part.tag == "time" or _WHEN.search(names(part)) or _is_day(part) for part in parts if part is not element)
    return person and when and any(part.tag in ("p", "div", "blockquote", "dd") and _own_length(part) > 20 for part in parts)


def _is_of_answers(group: Sequence[HtmlElement]) -> bool:
    """Whether boxes are of readers by what one can do with each of them, and the name and hour at the head of each."""
    if not all(map(_is_signed, group)):
        return False
    deeds = [{" ".join(deed.text_content().split()) for deed in one.xpath(_DOES_SOMETHING)} - {""} for one in group]
    return any(map(is_deed, set.intersection(*deeds)))


def _is_signed(element: HtmlElement) -> bool:
    """Whether a box opens with a few words that are no sentence, has a figure in them or right below, and then prose, but no headline."""
    if element.xpath(".//h1 | .//h2 | .//h3 | .//h4 | .//iframe | .//figure") or len(element.text_content()) > 20_000:
        return False
    lines = [text for text in (" ".join(piece.split()) for piece in element.itertext()) if text]
    prose = next((place for place, line in enumerate(lines) if len(line) > _NAME or _SENTENCE_END.search(line)), 0)
    head = " ".join(lines[:prose])
    return bool(lines) and 0 < len(head) <= 2 * _NAME and not lines[0][:1].isdigit() and any(map(str.isdigit, head))


def _is_day(element: HtmlElement) -> bool:
    text = (element.text or "").strip()
    return 5 < len(text) < 60 and bool(written_days(text))


def _teasers(groups: Sequence[list[HtmlElement]]) -> Iterator[HtmlElement]:
    """Boxes beside each other of which each is headed by a link of its own: other stories."""
    for group in groups:
        links = [_heading_link(element) for element in group]
        is_short = all(len(" ".join(element.text_content().split())) <= _LONGEST_TEASER for element in group)
        if is_short and all(links) and len(set(links)) == len(links):
            yield from group


def _heading_link(element: HtmlElement) -> str | None:
    """The address that the headline of a box leads to; None where it leads nowhere or within the page."""
    for link in element.xpath(_LINKS):
        href = str(link.get("href")).strip()
        return None if href.startswith("#") else href
    return None


def repeated(body: HtmlElement) -> Iterator[list[HtmlElement]]:
    """Two elements or more of one kind and class under one parent."""
    for parent in body.iter("*"):
        if len(parent) < 2:
            continue
        groups: dict[tuple[str, str], list[HtmlElement]] = {}
        for child in parent.iterchildren("div", "li", "article", "section", "tr", "dl", "a", "blockquote"):
            groups.setdefault((child.tag, _kind(child.get("class") or "")), []).append(child)
        yield from (group for group in groups.values() if len(group) > 1)


@lru_cache(maxsize=4096)
def _kind(classes: str) -> str:
    """The first class without the numbers that tell elements of one kind apart."""
    return re.sub(r"[\d-]+", "", classes.split(" ")[0])


def _lists_of_links(body: HtmlElement) -> Iterator[HtmlElement]:
    """Lists of which nearly all is links, and paragraphs that are a label and the headline of another story."""
    for element in body.iter("ul", "ol", "p"):
        text = " ".join(element.text_content().split())
        links = [" ".join(link.text_content().split()) for link in element.iter("a") if link.get("href")]
        linked = sum(map(len, links))
        if not linked or (element.tag != "p" and len(links) < 2):
            continue
        is_label = len(text) - linked <= _LONGEST_LABEL and linked > 0.6 * len(text)
        if is_label and not any(_SENTENCE_END.search(link) for link in links) and not _SENTENCE_END.search(text) and len(text) > 0:
            yield element


def names(element: HtmlElement) -> str:
    """The names that an element bears, in lower case, their parts parted by hyphens."""
    return _parted(f"{element.get('class') or ''} {element.get('id') or ''}")


@lru_cache(maxsize=8192)
def _parted(words: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", words).lower().replace("_", "-")
