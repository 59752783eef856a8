"""Invented news that drafts are checked against: two outlets, a toll that rises, a copy, direct and reported speech."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from hashing import HashingEmbedder

from index.archive import Archive

BRIDGE = """Harbour bridge to reopen in May, council says

17 January 2022

The harbour bridge at Eastmere will reopen on 3 May after eleven months of repairs, the town council said on Monday.

"We will not open it a day before it is safe," said Orla Fenwick of the works committee. "We owe that to the people of the north bank."
The repairs have cost 4.2 million crowns, a third more than planned.

Traders on the north bank have asked for compensation. Their association put the loss of trade at 600,000 crowns.
“The bank calls this ‘a bad year’, and we call it ruin,” said the association's chairman, Tomas Ilves.
"""
STORM = """Storm kills two at Eastmere

7 January 2022

Two people were killed when the storm tore roofs from houses at Eastmere, the rescue service said on Friday.

Nine boats sank in the harbour of Eastmere during the night.
"""
TOLL = """Storm toll at Eastmere rises to four

11 January 2022

Four people were killed when the storm struck Eastmere last week, the rescue service said on Tuesday.
The search for the missing has ended, said its head, Jonas Brandt.
"""
REPRINT = STORM.replace("7 January 2022", "9 January 2022")
FOREIGN = """Brücke bleibt zu

12. Januar 2022

„Wir öffnen die Brücke nicht, bevor sie sicher ist“, sagte die Bürgermeisterin am Mittwoch in Eastmere.
"""
TEXTS = {
    "bridge.txt": (BRIDGE, "The Eastmere Slate"),
    "storm.txt": (STORM, "The Eastmere Slate"),
    "toll.txt": (TOLL, "The Eastmere Slate"),
    "reprint.txt": (REPRINT, "Hallow Bay Courier"),
    "foreign.txt": (FOREIGN, "Hallow Bay Courier"),
}


@cache
def checked_archive() -> Path:
    """The folder of an archive of these articles, made once without a model; nobody writes to it."""
    folder = Path(tempfile.mkdtemp(prefix="dateline-checked-"))
    with Archive.create_or_open(folder / "archive", embedder=HashingEmbedder()) as archive:
        for name, (text, outlet) in TEXTS.items():
            (folder / name).write_text(text, encoding="utf-8", newline="")
            archive.add([str(folder / name)], source=outlet, jobs=1)
    return folder / "archive"
