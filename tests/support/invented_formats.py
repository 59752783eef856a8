"""One small file of each format that newsrooms have, made by hand: the same invented report of a lock at Ebbfleet, in its words."""

from __future__ import annotations

import gzip
import io
import zipfile

HEADLINE = "Lock at Ebbfleet shut until June"
FIRST = "The lock at Ebbfleet will stay shut until June, the canal board said on Tuesday, because its lower gate has come off the hinge."
SECOND = "“Nobody will pay for a detour,” said Maud Tarrant, who runs the board. Barges go by way of Sallow Bridge."
PROSE = f"{FIRST}\n\n{SECOND}"
OTHER_HEADLINE = "Swans return to the basin"
OTHER = "Nine swans have come back to the basin at Sallow Bridge, the bird wardens counted on Monday. Last year there were four."


def packed(members: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def rtf(body: str, head: str = "") -> bytes:
    return (rf"{{\rtf1\ansi\ansicpg1252\deff0{{\fonttbl{{\f0\fswiss\fcharset0 Arial;}}}}{head}\f0\fs24 {body}}}").encode("ascii")


def rtf_words(text: str) -> str:
    return "".join(character if character < "\x80" else rf"\u{ord(character)}?" for character in text)


RTF = rtf(rf"{{\b {HEADLINE}}}\par 4 May 2032\par {rtf_words(FIRST)}\par {rtf_words(SECOND)}\par")


def odt_content(body: str, styles: str = "") -> str:
    names = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (
            *(("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("meta", "meta"), ("style", "style")),
        )
    )
    return (
        f"<office:document-content {names}>{styles}<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def odt(body: str, meta: str | None = None, styles: str = "") -> bytes:
    """A text; `styles` is the element before the body that holds those of single paragraphs."""
    members: dict[str, str | bytes] = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": odt_content(body, styles)}
    return packed(members if meta is None else {**members, "meta.xml": meta})


ODT = odt(f"<text:h>{HEADLINE}</text:h><text:p>4 May 2032</text:p><text:p>{FIRST}</text:p><text:p>{SECOND}</text:p>")


def xlsx(sheets: dict[str, list[list[object]]]) -> bytes:
    """A workbook; a tuple of one number is a cell that is shown as a day."""
    spread = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="{kind}.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r" Type="{office}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{spread}" xmlns:r="{office}"><sheets>'
        + "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(sheets, 1))
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        + "".join(f'<Relationship Id="r{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n, _ in enumerate(sheets, 1))
        + f'<Relationship Id="s" Type="{office}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{spread}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
        "</styleSheet>",
    }
    for n, rows in enumerate(sheets.values(), 1):
        cells = "".join(f'<row r="{r}">{"".join(_cell(r, c, value) for c, value in enumerate(row))}</row>' for r, row in enumerate(rows, 1))
        members[f"xl/worksheets/sheet{n}.xml"] = f'<worksheet xmlns="{spread}"><sheetData>{cells}</sheetData></worksheet>'
    return packed(members)


def _cell(row: int, column: int, value: object) -> str:
    place = f"{chr(ord('A') + column)}{row}"
    if isinstance(value, tuple):
        return f'<c r="{place}" s="1"><v>{value[0]}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'


XLSX = xlsx({"May": [["Headline", "Published", "Outlet", "Body"], [HEADLINE, "2032-05-04", "Canal Gazette", PROSE]]})


def epub(pages: dict[str, str], stated: str = "<dc:date>2032-05-04</dc:date>", beside: str = "", properties: str = "") -> bytes:
    """An e-book of pages, given by their names and what is in their body; `properties` are of the page called `nav`."""
    manifest = "".join(
        f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"{properties if name == "nav" else ""}/>' for name in pages
    )
    spine = "".join(f'<itemref idref="{name}"/>' for name in pages)
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:opf="http://www.idpf.org/2007/opf" version="3.0"><metadata '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Canal Gazette</dc:title><dc:language>en</dc:language>{stated}</metadata>'
        f"<manifest>{manifest}</manifest><spine>{spine}</spine>{beside}</package>"
    )
    container = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="O/p.opf"/></rootfiles></container>'
    return packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "O/p.opf": opf,
            **{f"O/{name}.xhtml": xhtml(body) for name, body in pages.items()},
        }
    )


def xhtml(body: str) -> str:
    spaces = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    return f"<html {spaces}><head><title>Page</title></head>{body if body.startswith('<body') else f'<body>{body}</body>'}</html>"


def chapter(headline: str, *paragraphs: str) -> str:
    return f"<h1>{headline}</h1>{''.join(f'<p>{paragraph}</p>' for paragraph in paragraphs)}"


EPUB = epub({"one": chapter(HEADLINE, FIRST, SECOND), "two": chapter(OTHER_HEADLINE, OTHER)})


def nitf(
    docdata: str = '<date.issue norm="20320504T091500+0200"/>', head: str = "", content: str = f"<p>{FIRST}</p><p>{SECOND}</p>"
) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">'
        f'<nitf xml:lang="en"><head><docdata>{docdata}</docdata><pubdata name="Canal Gazette" date.publication="20320505"/></head><body><body.head>'
        f"<hedline><hl1>{HEADLINE}</hl1></hedline><byline>By Otto Fenn</byline>{head}</body.head>"
        f"<body.content>{content}</body.content></body></nitf>"
    ).encode()


NITF = nitf()


def newsitem(body: str, state: str = "usable") -> str:
    return (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" xml:lang="en"><itemMeta><provider literal="Canal Wire"/>'
        "<versionCreated>2032-05-04T23:30:00+02:00</versionCreated><firstCreated>2032-05-01T08:00:00Z</firstCreated>"
        f'<pubStatus qcode="stat:{state}"/></itemMeta><contentMeta><by>By Otto Fenn</by><headline>{HEADLINE}</headline></contentMeta>'
        f"<contentSet>{body}</contentSet></newsItem>"
    )


def inline_xhtml(*paragraphs: str) -> str:
    return f"<inlineXML>{xhtml(''.join(f'<p>{paragraph}</p>' for paragraph in paragraphs))}</inlineXML>"


NEWSML = newsitem(inline_xhtml(FIRST, SECOND)).encode()
IPTC7901 = (
    f"\x01abc0123 4 pl 060 Canal\r\r\n\x02\r\r\n{HEADLINE}\r\r\n\r\r\nBy Otto Fenn\r\r\n\r\r\n{FIRST}\r\r\n\r\r\n{SECOND}\r\r\n"
    "\x03\r\r\n040930 GMT may 32\r\r\n\x04"
).encode()
REUTERS = (
    '<!DOCTYPE lewis SYSTEM "lewis.dtd">\n<REUTERS TOPICS="NO" NEWID="1">\n<DATE> 4-MAY-1987 09:15:00.12</DATE>\n<TOPICS><D>ship</D></TOPICS>\n'
    f"<UNKNOWN>\n&#5;&#5;&#5;G\n</UNKNOWN>\n<TEXT>&#2;\n<TITLE>{HEADLINE}</TITLE>\n<AUTHOR>    By Otto Fenn, Reuters</AUTHOR>\n"
    f"<DATELINE>    EBBFLEET, May 4 - </DATELINE><BODY>{FIRST}\n    “Nobody will pay for a detour,” said Maud Tarrant, who runs\nthe board.\n"
    " Reuter\n&#3;</BODY></TEXT>\n</REUTERS>\n"
).encode()
SRT = f"1\n00:00:01,000 --> 00:00:04,000\nThe lock will stay shut\n\n2\n00:00:04,000 --> 00:00:07,500\nuntil June. {SECOND}\n".encode()
VTT = f"WEBVTT\n\n00:01.000 --> 00:04.000\nThe lock will stay shut\n\n00:04.000 --> 00:07.500\nuntil June. {SECOND}\n".encode()
RIS = (
    f"TY  - NEWS\nTI  - {HEADLINE}\nT2  - Canal Gazette\nAU  - Fenn, Otto\nDA  - 2032/05/04/\nAB  - {FIRST}\n\n{SECOND}\n"
    "UR  - https://gazette.example/lock\nLA  - eng\nER  - \n"
).encode()
PAGE = (
    f"<!DOCTYPE html><html><head><title>{HEADLINE}</title></head><body><article><h1>{HEADLINE}</h1><p>{FIRST}</p><p>{SECOND}</p></article></body></html>"
).encode()

ENEX = (
    f"<?xml version='1.0'?><en-export><note><title>{HEADLINE}</title><content><![CDATA[<en-note><div>{FIRST}</div><div>{SECOND}</div></en-note>]]></content>"
    "<created>20320630T080000Z</created></note></en-export>"
).encode()


def warc_record(
    body: bytes, address: str = "https://gazette.example/lock", kind: str = "response", status: str = "200 OK", media: str = "text/html"
) -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\nWARC-Target-URI: {address}\r\n"
        f"WARC-Date: 2032-06-30T10:15:00Z\r\nContent-Type: application/http; msgtype={kind}\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


WARC = warc_record(PAGE)
WACZ = packed({"archive/data.warc.gz": gzip.compress(WARC), "pages/pages.jsonl": "{}", "datapackage.json": "{}"})
FILES = {
    **{"a.rtf": RTF, "a.odt": ODT, "a.xlsx": XLSX, "a.epub": EPUB, "nitf.xml": NITF, "newsml.xml": NEWSML, "a.iptc": IPTC7901},
    **{
        "a.sgm": REUTERS,
        "a.srt": SRT,
        "a.vtt": VTT,
        "a.ris": RIS,
        "a.enex": ENEX,
        "a.warc": WARC,
        "a.wacz": WACZ,
        "a.html.gz": gzip.compress(PAGE),
    },
}
"""A file of each format, by a name that it goes by."""
