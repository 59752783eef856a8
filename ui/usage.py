"""Two examples of each command, which end its help."""

from __future__ import annotations

EXAMPLES = {
    "add": ("dateline add articles/ digest-2021.txt", "dateline add press.pdf --published 2022-01-17 --source 'Town Courier'"),
    "articles": ("dateline articles --since 2022-01-10 --until 'January 2022'", "dateline articles --undated --json"),
    "show": ("dateline show a1b2c3d4", "dateline show a1b2c3d4 --json"),
    "info": ("dateline info", "dateline info --archive ~/archives/budget --json"),
    "remove": ("dateline remove a1b2c3d4", "dateline remove a1b2c3d4 9f8e7d6c"),
    "date": ("dateline date a1b2c3d4 2022-01-17", "dateline date a1b2c3d4 --clear"),
    "outlet": ("dateline outlet a1b2c3d4 Town Courier", "dateline outlet a1b2c3d4 --clear"),
    "verify": ("dateline verify --repair", "dateline verify --export answers.json"),
    "search": ("dateline search ferry timetable -k 5", "dateline search 'ferry timetable' --since yesterday --json"),
    "check": ("dateline check draft.md --html report.html", "dateline check --first 'morning boats'"),
    "ask": (
        "dateline ask How much did the bridge cost?",
        "dateline ask --batch questions.csv --out answers.csv",
    ),
    "chat": ("dateline chat", "dateline chat --source 'Town Courier' --as-of 2022-01-17 --export notes.md"),
    "serve": ("dateline serve --browser", "dateline serve --archive ~/archives/budget --host 0.0.0.0"),
    "user add": ("dateline user add mara", "dateline user add mara --password-stdin < password.txt"),
    "user remove": ("dateline user remove mara", "dateline user remove mara --archive ~/archives/budget"),
    "user token": ("dateline user token mara", "dateline user token mara --archive ~/archives/budget > token.txt"),
    "user list": ("dateline user list", "dateline user list --json"),
    "mcp": ("dateline mcp", "dateline mcp --archive ~/archives/budget"),
    "eval": (
        "dateline eval questions.jsonl --json today.json",
        "dateline eval questions.jsonl --baseline before.json --html report.html",
    ),
    "calibrate": ("dateline calibrate questions.jsonl", "dateline calibrate first.jsonl second.jsonl --archive ~/archives/budget"),
    "bench": ("dateline bench --sizes 1000,10000", "dateline bench --files articles/ --json"),
}


def examples(command: str) -> str:
    """The end of the help of a command: each example on a line of its own."""
    return "\n\n".join(("Examples:", *EXAMPLES[command]))
