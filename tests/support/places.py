"""Where things lie that tests look at."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "eval" / "sample"
SUPPORT = ROOT / "tests" / "support"
