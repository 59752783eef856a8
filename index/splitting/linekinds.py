"""What a single line is, whatever stands around it: date line, byline, separator, link text, page furniture, or prose."""

from __future__ import annotations

import re
from enum import StrEnum

from index.timex import foreign
from index.words.calendar import keepings
from index.words.lists import alternatives, any_of


class LineKind(StrEnum):
    """The kinds of line; those after URL are page furniture and named as such."""

    TEXT = "text"
    DATE = "dateline"
    BYLINE = "byline"
    URL = "url"
    SEPARATOR = "separator"
    LINK = "link text"
    SOCIAL = "social widget"
    NOTICE = "notice"


_MONTH = rf"(?:{alternatives(*foreign.MONTH_NAMES)})\.?"
_WEEKDAY = rf"(?:(?:{any_of('calendar.weekdays', 'calendar.weekdays_short')}|{alternatives(*foreign.WEEKDAYS)})\.?,?\s+)?"
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|[.º])?"
_YEAR = r"(?:,?\s+(?:del?\s+)?(?:19|20)\d\d)"
_DATE = (
    rf"{_WEEKDAY}(?:{_DAY}(?:\s+(?:of|de))?\s+{_MONTH}{_YEAR}?|{_MONTH}\s+{_DAY}{_YEAR}?|{_DAY}[-/. ]{_MONTH}[-/. ](?:19|20)\d\d"
    r"|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](?:(?:19|20)\d\d|\d\d))"
)
_FULL_DATE = re.compile(rf"\b{_DATE}(?<=\d\d\d\d)\b", re.IGNORECASE)
_TIME = r"(?:T|,?\s*(?:at\s+|[-–|]\s*)?)\d{1,2}[:.h]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:Z|[A-Z]{2,4}|[+-]\d\d:?\d\d)?"
_CLOCK = r"\d{1,2}[:.]\d\d(?:\s*(?:[ap]\.?m\.?|[A-Z]{3,4}))?\s*[,|–-]?\s*(?:on\s+)?"
_UNTIL = (
    r"(?:until|till|before|bis|jusqu['’][aà]u?|hasta|até|fino\s+a(?:l|ll[ae]|d|i)?|prima\s+d[ei]l?(?:l[ae])?|tot(?:\s+en\s+met)?|v[oó][oó]r|avant\s+le"
    r"|antes\s+d[eo]l?|do\s+dnia|do|przed|till\s+och\s+med|till|til|før|před|asti|saakka|not\s+for)\b"
)
_HELD_BACK = (
    r"(?:(?:strict(?:ly)?\s+)?(?:(?:under\s+)?embargo(?:ed)?|not\s+(?:for|to\s+be)\s+(?:publication|published|released?|broadcast|use)(?:\s+or\s+(?:publication|published|released?|broadcast|use))?)"
    r"|sperrfrist|(?:sous|bajo|sob|sotto|onder|pod)\s+embarg(?:o|iem)|embargad[oa]s?|embargovan[éáý]|embargoitu|sp[äæe]rr?(?:tid|efrist)|klausul\w*"
    r"|geblokkeerd|gesperrt|non\s+(?:pubblicare|publiable|diffusable)|da\s+non\s+pubblicare|no\s+publicar|não\s+publicar|nie\s+publikować"
    r"|ne\s+pas\s+(?:publier|diffuser)|nicht\s+(?:zu\s+)?veröffentlichen|niet\s+(?:publiceren|voor\s+publicatie))"
)
_EMBARGO = rf"{_HELD_BACK}(?:\s*:?\s*(?:{_UNTIL}|\b(?:for|the|den|le|el|il)\b))*"
_EMBARGOED = rf"{_HELD_BACK}(?:[\s!.*]*|\s*:.{{0,100}}|\s+{_UNTIL}.{{0,100}})"
_EMBARGO_LINE = re.compile(_EMBARGOED, re.IGNORECASE)
_LABEL = (
    r"(?:(?:(?:first |last )?(?:published|posted|updated|issued|released|date|release date|press release|for immediate release|news)"
    r"|(?:source|quelle|fuente|fonte|bron|źródło|källa|kilde|data)(?=\s*:)"
    rf"|{_EMBARGO})\s*(?:on|at)?\s*[:,–|-]?\s*)?"
)
_PAGE_NO = r"(?:pages?|pag|pág|pp?|pg|seite|s|sid|str|blz)\.?\s*[a-z]?\d{1,3}\b"
_IN_FIGURES = r"(?:(?:19|20)\d\d-\d\d-\d\d|\d{1,2}\.\s?\d{1,2}\.(?:19|20)\d\d)"
_PLACE = (
    r"(?:[^\W\d_][\w.'’-]*(?:[ -][^\W\d_][\w.'’-]*){0,5}"
    rf"(?:\s*[,:|–—(-]\s*|\s+(?=(?:vom|av\s+den|z\s+dnia)\s+\d)|\s+(?={_IN_FIGURES},?\s+{_PAGE_NO})))?"
)
_DATE_LINE = re.compile(
    rf"[\W_]*{_LABEL}(?:{_CLOCK})?{_PLACE}(?:(?:den|am|vom|le|el|il|lì|dnia|av\s+den|z\s+dnia)\s+)?"
    rf"(?P<date>{_DATE})(?:{_TIME})?(?P<rest>\s*[|•·–—,;/()-].{{0,60}}|\s+{_PAGE_NO})?[\W_]*",
    re.IGNORECASE,
)
_NAME = r"(?-i:[^\W\d_a-z])[\w.'’-]*"
_BYLINE = re.compile(
    rf"[*_(]*(?:by|words by|text by|written by|reporting by|story by|report by|from)\s*:?\s+{_NAME}"
    rf"(?:(?:,|\s+(?:and|in|for|at|of|the)\b|\s*[|&/–-])*\s+(?:{_NAME}|correspondent|reporter|editor|staff|writer)){{0,9}}[*_)]*",
    re.IGNORECASE,
)
_SET_OFF = re.compile(rf"(?:{_NAME}(?:[,/]\s*|\s+)){{1,6}}(?:\([A-Z][\w .&/-]{{1,30}}\)\s*)?(?:[—–]|--)")
"""The dateline of an agency on a line of its own: `Dhaka, Bangladesh Reuters —`."""
_RECORD = re.compile(
    r"(?:source|author|byline|publication|publisher|newspaper|section|length|language|edition|page|dateline|location|quelle|autor|autorin|zeitung|seite|ressort|auteur|journal|fuente|periódico|autore|testata|fonte|bron|krant|źródło|gazeta|autorka|autore|auteurs|verfasser|forfatter|författare|källa|kilde|tidning|schrijver|zdroj|lähde|(?:media\s|press\s)?contacts?|(?:presse)?kontakt|pressekontakt|contatt[oi]|contacto|contato|persvoorlichting)\s*:\s*\S.{0,80}(?<![.!?])",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"([-*_=~#•·+–—.◆■●※⁂<>])(?:\s*\1){2,}|[⁂◆■●※]")
_URL = re.compile(r"[<(\[]?(?:(?:source|link|url|original|read at|more at|full text)\s*:\s*)?(?:https?://|www\.)\S+[>)\]]?", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s>)\]]+", re.IGNORECASE)
_LINK = re.compile(
    r"(?:[»›>→+\s]*)(?:"
    r"(?:read|see|view|show|load|find out|learn|discover)\s+(?:the\s+)?"
    r"(?:more|all|full (?:story|article|text|release)|on|next|article|less|rest)"
    r"(?:\s+(?:here|news|stories|articles|about this|on this story))?"
    r"|more (?:news|stories|articles|headlines|details|here|from [\w\s]{1,30})"
    r"|all (?:messages|news|stories|articles|press releases|releases|events|items|posts|notices)|all \w+(?: \w+)?(?=\s*[|»›>→])"
    r"|continue reading|full story"
    r"|click here(?: to [\w\s]{1,40})?|(?:back to|to the) top|top of page|back|(?:next|previous)(?: page| article| story)?"
    r"|home|menu|search|close|print(?: this page| version)?|e-?mail(?: this)?|permalink|skip to (?:main )?content|jump to navigation"
    r"|related (?:articles|stories|news|links|topics|content)|most (?:read|popular|viewed)|you may also like|recommended(?: for you)?"
    r"|advertisement|sponsored|ad|(?:\d+|no) comments?|comments?(?: \(\d+\))?|leave a comment|page \d+(?: of \d+)?"
    r"|log ?in|sign (?:in|up)|register|contact us|about us|sitemap|privacy(?: policy)?|terms(?: (?:of use|of service|and conditions))?"
    r"|cookie (?:policy|settings)|subscribe(?: now)?|subscribe to (?:our|the) [\w\s]{1,30}|sign up (?:for|to) (?:our|the) [\w\s]{1,40}"
    r"|download(?: pdf)?|listen to (?:this|the) (?:article|story)|watch(?: the)? video"
    r")[\s.:|»›>→↗…!-]*",
    re.IGNORECASE,
)
_RELEASE = (
    r"(?:(?:presse|medien)(?:mitteilung|information|meldung|erklärung|info)|communiqué(?:\s+de\s+presse)?|(?:nota|comunicado)\s+(?:de|à)\s+(?:la\s+)?(?:prensa|imprensa)"
    r"|comunicato\s+stampa|persbericht|pressmeddelande|press?emelding|pressemeddelelse|informacja\s+prasowa|komunikat\s+prasowy|tisková\s+zpráva|lehdistötiedote"
    r"|sajtóközlemény|пресс-релиз|basın\s+bülteni|δελτίο\s+τύπου)(?:\s*(?:nr?|no|núm|č|№)?\.?\s*\d{1,5}(?:[/-]\d{1,4})?)?"
    r"|(?:zur?\s+sofortigen\s+(?:veröffentlichung|verwendung)|frei\s+zur\s+veröffentlichung|pour\s+(?:diffusion|publication)\s+immédiate"
    r"|para\s+(?:su\s+)?(?:publicación|difusión|publicação|divulgação)\s+(?:inmediata|imediata)|per\s+(?:la\s+)?(?:pubblicazione|diffusione)\s+immediata"
    r"|voor\s+onmiddellijke\s+publicatie|do\s+natychmiastowej\s+publikacji|för\s+omedelbar\s+publicering)"
)
_NETWORKS = (
    r"facebook|twitter|x|linkedin|whatsapp|telegram|instagram|youtube|reddit|pinterest|tumblr|mastodon|bluesky|threads|tiktok|vk|rss"
    r"|email|e-mail|sms|flickr"
)
_SOCIAL = re.compile(
    r"(?:(?:tweet|share|like|follow(?: us)?|shares?|retweet|pin it|join us|find us|copy link|print|save|on|via|this|article|story|page|and"
    rf"|(?:{_NETWORKS})|@\w+|\d+|[|,:/&•·-])(?=\s|\W|$)\s*)+[.:!]?",
    re.IGNORECASE,
)
_SOCIAL_WORD = re.compile(rf"\b(?:tweet|share|shares|like|follow|retweet|{_NETWORKS})\b|@\w", re.IGNORECASE)
_NOTICE = re.compile(
    r"(?:©|\(c\)\s|copyright\b|all rights reserved).{0,200}|.{0,120}\ball rights reserved\b.{0,60}"
    r"|(?:we|this (?:web)?site|our (?:web)?site|our partners)\b.{0,40}\bcookies\b.{0,300}"
    r"|(?:accept|reject|manage)(?: all)?(?: cookies)?|by (?:using|continuing).{0,80}\bcookies\b.{0,200}"
    rf"|{_EMBARGOED}|{_RELEASE}[\s:.!]*"
    r"|powered by .{1,40}|you are here:.{0,120}",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^\W\d_]{3,}[.!?][\"”’)]*$")
_MAX_REST = 9
"""Words beside the date in a date line: a name, a place, an office."""
_DIGIT = re.compile(r"\d")
_MAX_DATE_LINE = 120
_MAX_SHORT = 90
_MAX_NOTICE = 400


def kind_of(line: str) -> LineKind:
    """The kind of one line or paragraph, without regard to its neighbours."""
    if _SEPARATOR.fullmatch(line):
        return LineKind.SEPARATOR
    if len(line) <= 300 and _URL.fullmatch(line):
        return LineKind.URL
    if len(line) <= _MAX_DATE_LINE and date_span(line):
        return LineKind.DATE
    if len(line) <= _MAX_SHORT:
        return _short_kind(line)
    return LineKind.NOTICE if len(line) <= _MAX_NOTICE and _NOTICE.fullmatch(line) else LineKind.TEXT


def _short_kind(line: str) -> LineKind:
    if _NOTICE.fullmatch(line):
        return LineKind.NOTICE
    if _LINK.fullmatch(line) or _is_menu(line):
        return LineKind.LINK
    if _SOCIAL_WORD.search(line) and _SOCIAL.fullmatch(line):
        return LineKind.SOCIAL
    if _BYLINE.fullmatch(line) or _RECORD.fullmatch(line) or _SET_OFF.fullmatch(line):
        return LineKind.BYLINE
    return LineKind.TEXT


def _is_menu(line: str) -> bool:
    """`Home | News | About`: short entries between bars, no sentence."""
    entries = [entry.strip() for entry in re.split(r"[|•·»›]", line)]
    filled = [entry for entry in entries if entry]
    return len(entries) >= 3 and len(filled) >= 2 and all(len(entry.split()) <= 3 and entry[-1] not in ".!?" for entry in filled)


def full_date_in(line: str) -> tuple[int, int] | None:
    """Where a date with its year stands in a line of other words."""
    match = _FULL_DATE.search(line)
    return match.span() if match else None


def url_in(line: str) -> str | None:
    """The address that stands in a line."""
    match = _ADDRESS.search(line)
    return match.group() if match else None


def date_span(line: str) -> tuple[int, int] | None:
    """Where the date stands in a line that is nothing but a date line; None for every other line."""
    if not _DIGIT.search(line):
        return None
    if _EMBARGO_LINE.fullmatch(line):
        return full_date_in(line)
    match = _DATE_LINE.fullmatch(line)
    rest = match["rest"] or "" if match else ""
    if not match or len(rest.split()) > _MAX_REST or _SENTENCE.search(rest) or keepings().search(line[: match.start("date")]):
        return None
    return match.span("date")


_CITY = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’/-]+(?: [A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’/-]*){0,3}"
_LEAD_DATE = rf"(?i:{_WEEKDAY}(?:{_MONTH}\s+{_DAY}{_YEAR}?|{_DAY}\s+{_MONTH}{_YEAR}?))"
_STATE = rf"(?:,\s*(?!(?i:{_MONTH})\b)[A-Z][\w. ]{{1,20}}?)?"
_DESK = r"(?:\([A-Z][\w .&/-]{1,30}\)|/[A-Z][\w .&-]{1,30}/)\.?"
_DASH = r"(?:[-–—]+|:)"
_AGENCY = re.compile(
    rf"[*_]{{0,2}}{_CITY}{_STATE}\s*"
    rf"(?:(?:,?\s*{_LEAD_DATE})?\s*[.,]?\s*{_DESK}\s*{_DASH}?|,?\s*{_LEAD_DATE}\s*[.,]?\s*{_DASH}?|(?:[—–]|--)|(?<=\s)-(?=\s))"
    r"\s*[*_]{0,2}\s*(?=\S)"
)


def agency_dateline(paragraph: str) -> tuple[int, int] | None:
    """The span of a dateline that opens a lead (`CITY, March 3 (AGENCY) —`); None where there is none."""
    match = _AGENCY.match(paragraph[:160])
    return match.span() if match else None
