"""How the stories of one page are framed: what its likely headlines have in common speaks for a line that has it too."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Sequence
from math import log

from index.splitting.headlines import Headline, Page, item_start
from index.splitting.linekinds import LineKind, agency_dateline

_USUAL = 15.0
"""Lines like all others of the page that are counted to the headlines and to the rest: what few lines have in common says little."""
_MOST = 4.0
"""Log odds that all of a line's frame may say, for it or against it: its parts often go together."""
_LENGTHS = (3, 5, 7, 9, 12)
"""Words from which on a headline is of the next length."""
_MOST_GAP = 3


def frame_of(page: Page, headline: Headline, body: int, begin: int) -> dict[str, Hashable]:
    """What surrounds a possible headline and how it is written, by names: what an editor does alike with every story of a digest."""
    lines, text = page.paragraphs, headline.text
    top, under = item_start(page, headline.index, begin), headline.index + 1
    return {
        "length": bisect_right(_LENGTHS, len(text.split())),
        "case": headline.case,
        "under": _what_stands(page, under),
        "gap_under": min(_MOST_GAP, lines[under].gap),
        "gap_above": min(_MOST_GAP, lines[top].gap),
        "above": lines[top - 1].text[-1] if top else "",
        "dateline": agency_dateline(lines[body].text) is not None,
        "quoted": lines[body].text[0] in "\"“‘'",
        "opening": text[0] if not text[0].isalpha() else "",
        "mark": next((mark for mark in "?:" if mark in text), ""),
        "ending": text[-1] if not text[-1].isalnum() else "",
    }


def _what_stands(page: Page, i: int) -> str:
    """What the line under a headline is: prose, a line that is no headline, one that may be, or one of the other kinds."""
    if page.kinds[i] is not LineKind.TEXT or page.is_prose(i):
        return page.kinds[i] if page.kinds[i] is not LineKind.TEXT else "prose"
    return "note" if page.headlines[i] is None else "line"


def shared_frame(frames: Sequence[dict[str, Hashable]], likely: Sequence[float]) -> list[float]:
    """How much the frame of each line speaks for a headline (log odds), the others being headlines as `likely` says (0 to 1).

    A line's own likelihood is left out, so that nothing speaks for itself.
    """
    said = [0.0] * len(frames)
    headlines = sum(likely)
    rest = len(likely) - headlines
    for part in frames[0] if frames else ():
        have: dict[Hashable, float] = defaultdict(float)
        count: dict[Hashable, int] = defaultdict(int)
        for frame, chance in zip(frames, likely, strict=True):
            have[frame[part]] += chance
            count[frame[part]] += 1
        for n, (frame, chance) in enumerate(zip(frames, likely, strict=True)):
            value = frame[part]
            usual = _USUAL * (count[value] - 0.5) / len(frames)
            among = (have[value] - chance + usual) / (headlines - chance + _USUAL)
            beside = (count[value] - have[value] - (1 - chance) + usual) / (rest - (1 - chance) + _USUAL)
            said[n] += log(among / beside)
    return [max(-_MOST, min(_MOST, one)) for one in said]
