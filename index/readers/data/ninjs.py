"""ninjs, the agencies' items in JSON (IPTC, versions 1 to 3), under the usual names of fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_VERSION = ("versionCreated", "versioncreated")
_OTHER_DAYS = ("firstCreated", "firstcreated", "contentCreated", "contentcreated", "embargoed")
_WITHHELD = ("canceled", "withheld")
_BODIES = ("body_xhtml", "body_html", "body_text")
_SOURCES = ("provider", "infosources", "infosource", "copyrightHolder", "copyrightholder")


def as_record(item: dict[str, Any]) -> dict[str, Any]:
    """An object of JSON as it is; an item of ninjs as a record: the day is that of its version, and one that was cancelled is empty."""
    version = next((name for name in _VERSION if name in item), None)
    if version is None or "uri" not in item:
        return item
    if (item.get("pubStatus") or item.get("pubstatus")) in _WITHHELD:
        return {}
    record = {name: value for name, value in item.items() if name not in _OTHER_DAYS}
    body = next((item[name] for name in _BODIES if item.get(name)), None) or _main(item.get("bodies"))
    record.update({"articlebody": body} if body else {})
    if headline := _main(item.get("headlines")):
        record["headline"] = headline
    if source := next((name for field in _SOURCES if (name := _name(item.get(field)))), None):
        record["source"] = source
    return record


def _main(values: Any) -> str | None:
    """The value whose role is the main one, or the first, of a list of values."""
    found = [value for value in values if isinstance(value, Mapping) and value.get("value")] if isinstance(values, list) else []
    found.sort(key=lambda value: value.get("role") != "main")
    return str(found[0]["value"]) if found else None


def _name(party: Any) -> str | None:
    """The name of a party, which is an object, a list of them, or itself a name."""
    if isinstance(party, list):
        return next((name for one in party if (name := _name(one))), None)
    found = party.get("name") if isinstance(party, Mapping) else party
    return found if isinstance(found, str) and found.strip() else None
