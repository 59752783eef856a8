"""What web archives and programs that save pages put on a page themselves: their frames, the hour of the capture, and their address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FRAMES = (
    "//*[@id='wm-ipp-base' or @id='wm-ipp' or @id='wm-ipp-print' or @id='donato' or contains(@id, 'google-cache-hdr')]"
    " | //single-file-infobar"
)
_CAPTURE = re.compile(r"webpage capture|archive\.(?:today|is|ph|li|vn|fo|md)|archived from|saved from", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^/\s]+/(?:web/)?(?:19|20)\d\d[\d.-]{4,16}(?:[a-z]{2}_)?/(?P<page>https?:/{1,2}\S+)")
"""Such an address as `https://web.archive.org/web/20310504081502/https://gazette.example/lock`."""
_MODIFIED = "//meta[@property='article:modified_time' or @property='og:updated_time']"


def remove(tree: HtmlElement) -> None:
    """Take the frame of a web archive out of a page, with the hours of the capture that it states."""
    frames = list(tree.xpath(_FRAMES))
    headers = [box for box in tree.xpath("//*[@id='HEADER']") if _CAPTURE.search(box.text_content()) and tree.xpath("//*[@id='CONTENT']")]
    stated = list(tree.xpath(_MODIFIED)) if headers else []
    for element in (*frames, *headers, *stated):
        if element.getparent() is not None:
            element.drop_tree()


def original(address: str) -> str:
    """The address of a page itself, where that of its copy in an archive has it."""
    match = _ADDRESS.fullmatch(address)
    return re.sub(r"^(https?):/+", r"\1://", match["page"]) if match else address
