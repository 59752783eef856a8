"""The scripts of the page: it begins when all of them are there."""

from __future__ import annotations

import re

from places import ROOT

STATIC = ROOT / "ui" / "static"


def imported(name: str) -> set[str]:
    """The scripts that one brings along, itself among them."""
    found = {name}
    for other in re.findall(r'^(?:import|export)\b[^"]*"\./([\w-]+\.js)"', (STATIC / name).read_text(encoding="utf-8"), re.MULTILINE):
        found |= imported(other) if other not in found else set()
    return found


def test_the_page_begins_when_every_script_is_there() -> None:
    assert imported("start.js") == {script.name for script in STATIC.glob("*.js")}
