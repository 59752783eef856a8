"""Formats that hold news and are not read: what each is called, how its bytes begin, and what to do instead."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath


@dataclass(frozen=True, slots=True)
class Unread:
    """A format that is not read: what a file of it is, and what to give in its place."""

    what: str
    instead: str
    suffixes: tuple[str, ...]
    beginnings: tuple[bytes, ...] = ()
    is_incidental: bool = False  # files of this format lie in folders for other reasons: only a named one is told of

    def sentence(self, name: str) -> str:
        """What is said of such a file."""
        return f"{name} is {self.what}, which is not read: {self.instead}."


PICTURE = Unread(
    "a picture",
    "give its words as text, or install Tesseract, which reads scanned pages (Debian: apt install tesseract-ocr poppler-utils)",
    tuple(".png .jpg .jpeg .jpe .jp2 .gif .tif .tiff .bmp .webp .heic .heif .avif .psd .djvu .djv .eps .raw .dng .cr2 .nef".split()),
    (b"\x89PNG", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*", b"8BPS\x00\x01", b"AT&TFORM"),
)
SOUND = Unread(
    "a sound recording",
    "give a transcript as text or subtitles",
    tuple(".wav .mp3 .m4a .ogg .oga .opus .flac .aac .wma .aif .aiff .amr .mid".split()),
    (b"ID3\x02\x00", b"ID3\x03\x00", b"ID3\x04\x00", b"OggS\x00", b"fLaC\x00", b"#!AMR"),
)
FILM = Unread(
    "a film",
    "give a transcript as text, or its subtitles (.srt or .vtt)",
    tuple(".mp4 .m4v .mov .avi .mkv .webm .wmv .mpg .mpeg .flv .3gp .ogv .mts".split()),
    (b"\x1a\x45\xdf\xa3", b"FLV\x01", b"\x00\x00\x01\xba"),
)
WORD_97 = Unread("a document of Word 97-2003", "open it in Word or LibreOffice, and save it as .docx", (".doc", ".dot"))
EXCEL_97 = Unread("a workbook of Excel 97-2003", "open it in Excel or LibreOffice, and save it as .xlsx", (".xls", ".xlt"))
SLIDES = Unread("a presentation", "save it as PDF", tuple(".ppt .pps .pptx .ppsx .pptm .odp .key".split()))
OUTLOOK = Unread("a message or mailbox of Outlook's own format", "save the messages as .eml or .mbox", (".msg", ".pst", ".ost"))
OLD_OFFICE = Unread("a document of an old office program", "save it as .docx, .odt or PDF", (".wpd", ".wps", ".sxw", ".sdw"), (b"\xffWPC",))
APPLE = Unread("a document of Apple's own format", "export it as .docx or PDF", (".pages", ".numbers", ".webarchive"), (b"bplist0",))
LAYOUT = Unread("a page of a layout program", "export it as PDF", (".indd", ".qxd", ".qxp", ".idml", ".pub", ".xps", ".oxps"))
KINDLE = Unread("an e-book of Kindle's own format", "give it as EPUB", (".mobi", ".azw", ".azw3", ".prc", ".kfx", ".fb2"))
PACKED = Unread(
    "an archive of a kind other than zip and gzip",
    "unpack it, and give the folder",
    tuple(".7z .rar .tar .tgz .bz2 .xz .zst .lz4 .tbz .txz .cab .iso .dmg".split()),
    (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd"),
)
BASE = Unread(
    "a database",
    "export its articles as CSV, JSON or a workbook",
    tuple(".sqlite .sqlite3 .db .mdb .accdb .parquet .feather .sav .dta .rdata .rds .pkl .odb".split()),
    (b"SQLite format 3\x00", b"PAR1"),
    is_incidental=True,
)
PROGRAM = Unread("a program", "give articles", (".exe", ".dll"), (b"\x7fELF", b"MZ\x90\x00"), is_incidental=True)
UNREAD = (*(PICTURE, SOUND, FILM, WORD_97, EXCEL_97, SLIDES, OUTLOOK, OLD_OFFICE, APPLE, LAYOUT, KINDLE, PACKED, BASE, PROGRAM),)
TOLD_SUFFIXES = tuple(suffix for kind in UNREAD if not kind.is_incidental for suffix in kind.suffixes)
"""Endings of files of which a report speaks when it finds them in a folder or an archive."""

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How files of the old office programs begin, and those of the new ones that a password locks."""
_OLE_KINDS = (WORD_97, EXCEL_97, SLIDES, OUTLOOK)
_OLD = Unread("a document of an old office program, or one that a password locks", "save it without a password as .docx, .xlsx or PDF", ())
_RIFF = {b"WAVE": SOUND, b"WEBP": PICTURE, b"AVI ": FILM}
_BOXES = {b"heic": PICTURE, b"heix": PICTURE, b"mif1": PICTURE, b"avif": PICTURE, b"M4A ": SOUND}
"""Brands of files in the boxes of ISO 14496-12; all others are films."""


def unread(name: str, head: bytes) -> Unread | None:
    """The format that is not read which a file is of: by its first bytes, else by its name; None for others."""
    return unread_by_beginning(name, head) or unread_by_name(name)


def unread_by_beginning(name: str, head: bytes) -> Unread | None:
    """The format that is not read which the first bytes of a file can only be of."""
    if head.startswith(OLE):
        named = unread_by_name(name)
        return named if named in _OLE_KINDS else _OLD
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12])
    if head[4:8] == b"ftyp" and head[0] == 0:
        return _BOXES.get(head[8:12], FILM)
    if head[257:262] == b"ustar":
        return PACKED
    return next((kind for kind in UNREAD if head.startswith(kind.beginnings)), None)


def unread_by_name(name: str) -> Unread | None:
    """The format that is not read which the ending of a name stands for."""
    suffix = PurePath(name).suffix.lower()
    return next((kind for kind in UNREAD if suffix in kind.suffixes), None)
