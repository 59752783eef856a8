"""News stories of several outlets out of public sets, a folder an outlet: what digests are made of to measure how they are split.

    python -m eval.stories FOLDER [--realtimeqa CHECKOUT] [--polnear CHECKOUT] [--bbc CHECKOUT] [--prosecutors CHECKOUT]
                                 [--newswire CHECKOUT]

Each CHECKOUT is a copy of a repository: realtimeqa/realtimeqa_public (USA Today, CNN, The Week; what USA Today printed of the Associated
Press is an outlet of its own), networkdynamics/PolNeAR (seven outlets on politics), hagar110/topics-classification (BBC, 2004 and 2005).
They stay what their makers say of them; nothing of them belongs into the project. A story becomes a file
`FOLDER/OUTLET/SET0001.txt`: the headline, an empty line, the day where it is known (2024/03/09), an empty line, the text.
Press releases, natmrubin/prosecutor-press-releases (prosecutors in the United States) and Newsworthyai/press-release-archive (firms), are
kept as they are, `FOLDER/prosecutors/DIGEST.txt` and `FOLDER/newswire/DIGEST.txt`, for they grow: a file is named by what is in it.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from eval.realtimeqa import lines_of

MOST = 1500
"""Stories kept of an outlet and a set."""
CUT = 12
"""Digits of a digest."""
SHORTEST, LONGEST = 600, 15_000
"""Characters of a story: less is a notice, more a page of live news."""
OUTLETS = {"usatoday.com": "usatoday", "cnn.com": "cnn", "theweek.co.uk": "theweek", "theweek.com": "theweek"}
"""Outlets by the host of their pages; PolNeAR calls one of them otherwise."""
RELEASES = {"prosecutors": "text/**/*.txt", "newswire": "*/20*/**/*.md"}
"""Where the copies of press releases lie in their repositories."""
_WIRE = re.compile(r"[A-Z][A-Z .,'’a-z-]{2,40}\(AP\)\s*[—–-]")
_PAGE_NAME = re.compile(r"\s+[|-]\s+(?:CNN\b.*|USA Today.*|The Week.*|AP News|Opinion|Fact [Cc]heck|\w[\w ]{0,25})$")
_ADDED_STOP = re.compile(r"(?<!\b[A-Z])\.(?=['’”\"]*$)|(?<=['’”\"?!])\.$")
_DAY = re.compile(r"\d{4}/\d\d/\d\d$")
_BROKEN = re.compile(r"%2[0-9A-F]|^ABSTRACT\.?$|(?i:please enable javascript)", re.MULTILINE)
_SEVERAL = re.compile(
    r"(?i:\b(?:ten|10) things|\btall tales\b|\binstant opinion\b|\blive updates\b|\bthe latest\b|\bupdates\s*\||^live\b|\bquiz\b)"
)
"""Headlines of pages that hold several stories, of which nobody says where one ends."""
_PAGE_FIRST = re.compile(r"\A(?:AP|CNN|USA TODAY)\s*\n\s*|\A\(CNN\)\s*|\AShow Caption Hide Caption[^\n]*\n\s*")


@dataclass(frozen=True, slots=True)
class Story:
    """One story: who published it, its headline, its day as `2024/03/09` or "", and its text."""

    outlet: str
    title: str
    day: str
    text: str

    @property
    def paragraphs(self) -> list[str]:
        """The paragraphs of the text."""
        return [" ".join(line.split()) for line in re.split(r"\n+", self.text) if line.strip()]


def of_realtimeqa(checkout: Path) -> Iterator[Story]:
    """The stories that the set's searches found; those whose headline was cut off are left out."""
    for line in lines_of(checkout, "_gcs.jsonl"):
        for result in line.get("search_result", []):
            if not isinstance(result, dict):
                continue
            host = urlsplit(str(result.get("url"))).netloc.removeprefix("www.")
            title = _PAGE_NAME.sub("", " ".join((result.get("title") or "").split()))
            text = _PAGE_FIRST.sub("", (result.get("text") or "").strip())
            day = result.get("publish_date") or result.get("date") or ""
            outlet = "ap" if _WIRE.match(text) else OUTLETS.get(host)
            if outlet and not title.endswith(("...", "…")):
                yield Story(outlet, title, day if _DAY.match(day) else "", text)


def of_polnear(checkout: Path) -> Iterator[Story]:
    """The stories of PolNeAR; their first line is the headline, with a full stop added, and their file name says outlet and day."""
    for path in sorted((checkout / "data").rglob("text/*.txt")):
        outlet, day, _ = path.name.split("_", 2)
        title, _, text = path.read_text(encoding="utf-8").partition("\n")
        title = _ADDED_STOP.sub("", title.strip())
        yield Story(outlet.replace("usa-today", "usatoday"), title, day.replace("-", "/"), text.strip())


def of_bbc(checkout: Path) -> Iterator[Story]:
    """The stories of the BBC set; they have no day."""
    for path in sorted((checkout / "bbc").rglob("*.txt")):
        title, _, text = path.read_text(encoding="latin-1").partition("\n")
        yield Story("bbc", title.strip(), "", text.strip())


def chosen(stories: Iterator[Story]) -> Iterator[Story]:
    """The stories of the right length with a whole headline and text, each once."""
    seen: set[str] = set()
    for story in stories:
        no_story = _SEVERAL.search(story.title) is not None or story.title.endswith(";") or _BROKEN.search(story.text) is not None
        if (
            SHORTEST <= len(story.text) <= LONGEST
            and len(story.title.split()) >= 2
            and not no_story
            and seen.isdisjoint((story.title, story.text[:200]))
        ):
            seen |= {story.title, story.text[:200]}
            yield story


def stories_in(folder: Path) -> list[Story]:
    """The stories of one outlet's folder, in the order of their file names."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        title, _, rest = path.read_text(encoding="utf-8").partition("\n\n")
        day, _, text = rest.partition("\n\n")
        found.append(Story(folder.name, title, *((day, text) if _DAY.match(day) else ("", rest))))
    return found


def releases(checkout: Path, pattern: str) -> Iterator[tuple[str, str]]:
    """The texts of the right length that lie there, each by its name."""
    for path in sorted(checkout.glob(pattern)):
        text = path.read_bytes().decode("utf-8", "replace")
        if SHORTEST <= len(text) <= LONGEST:
            yield digest(text), text


def digest(text: str) -> str:
    """By which a story's text is known to be the one that offsets were taken of."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:CUT]


def _write_releases(name: str, checkout: Path, folder: Path) -> bool:
    texts = dict(releases(checkout, RELEASES[name]))
    if not texts:
        sys.stderr.write(f"There are no press releases in {checkout}; give a copy of the repository of {name}.\n")
        return False
    folder.mkdir(parents=True, exist_ok=True)
    for place, text in texts.items():
        (folder / f"{place}.txt").write_bytes(text.encode("utf-8"))
    sys.stdout.write(f"{name}: {len(texts)} releases\n")
    return True


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the folders; 1 where a copy holds no stories."""
    parser = argparse.ArgumentParser(prog="python -m eval.stories", description="News stories of several outlets, a folder an outlet.")
    parser.add_argument("folder", type=Path)
    readers = {"realtimeqa": of_realtimeqa, "polnear": of_polnear, "bbc": of_bbc}
    for name in (*readers, *RELEASES):
        parser.add_argument(f"--{name}", type=Path, metavar="CHECKOUT")
    given = parser.parse_args(arguments)
    for name in RELEASES:
        if (checkout := getattr(given, name)) and not _write_releases(name, checkout, given.folder / name):
            return 1
    for name, read in readers.items():
        checkout = getattr(given, name)
        if checkout is None:
            continue
        found = list(chosen(read(checkout)))
        if not found:
            sys.stderr.write(f"There are no stories of {name} in {checkout}; give a copy of its repository.\n")
            return 1
        for outlet in sorted({story.outlet for story in found}):
            (given.folder / outlet).mkdir(parents=True, exist_ok=True)
            for number, story in enumerate(islice((one for one in found if one.outlet == outlet), MOST)):
                text = "\n\n".join(filter(None, (story.title, story.day, story.text)))
                (given.folder / outlet / f"{name}{number:04}.txt").write_text(text + "\n", encoding="utf-8")
            sys.stdout.write(f"{outlet}: {min(MOST, sum(one.outlet == outlet for one in found))} stories\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
