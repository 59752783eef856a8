"""Reading, browsing and adding on the page, in a real browser, on an archive of which a part means harm."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import PHONE, Visit
from served_page import served

from index.archive import Archive
from index.settings import IndexSettings

pytestmark = pytest.mark.slow

STORM = "How many people died in the storm on the Haldmark coast?"
TIDE = "Tide mill at Corven turns again\n\nCORVEN, March 3, 2022 (Corven Post) — The tide mill at Corven turns again, Mette Sunde said.\n"
READY = "#question textarea"
HARM = "<img src=x onerror=alert(1)><script>alert(2)</script> \u202e![a](javascript:alert(3)) [b](https://evil.example) $$\\frac{1}{2}$$ "
HOSTILE = [
    {"title": HARM + "x" * 10_000, "date": "2022-01-09", "source": HARM, "author": HARM, "url": "javascript:alert(4)", "text": HARM * 3},
    {"title": "x" * 10_000, "date": "2022-01-09", "source": "y" * 10_000, "author": "z" * 10_000, "text": "Hostile words. " + "w" * 9_000},
    {
        "title": "Hostile \u2067rtl\u202e",
        "source": '" onmouseover="alert(5)',
        "url": "https://evil.example/" + "u" * 5_000,
        "text": "a\u202eb\r\n\r\nc",
    },
]


@pytest.fixture(scope="module")
def place(executable: str, sample_archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server on a copy of the sample archive with hostile articles in it."""
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copytree(sample_archive, folder / "archive")
    harm = folder / "<b onclick=alert(6)>.jsonl"
    harm.write_text("\n".join(map(json.dumps, HOSTILE)), encoding="utf-8")
    with Archive.open(folder / "archive", IndexSettings()) as archive:
        assert archive.add([str(harm)])[0].articles == len(HOSTILE)
    with served(folder) as (_, address):
        yield address


@pytest.fixture
def visit(browser: Any, place: str) -> Iterator[Visit]:
    with Visit(browser, place, ready=READY) as opened:
        opened.page.on("dialog", lambda dialog: opened.complaints.append(f"a dialog: {dialog.message}"))
        yield opened
        assert not opened.complaints
        assert {url for url in opened.requests if not url.startswith((place, "data:", "blob:"))} == set()


def is_in_view(page: Any, selector: str) -> bool:
    box = page.locator(selector).first.bounding_box()
    return bool(0 <= box["y"] < page.viewport_size["height"])


def fits(page: Any) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"))


def in_file(name: str, content: str | bytes) -> dict[str, Any]:
    """A file as a browser hands it in."""
    return {"name": name, "mimeType": "", "buffer": content if isinstance(content, bytes) else content.encode()}


def archive_of(visit: Visit) -> Any:
    visit.page.locator("nav [data-view=archive]").click()
    visit.page.locator("#view-archive [data-article]").first.wait_for()
    return visit.page.locator("#view-archive")


def test_a_headline_opens_the_article_at_the_quotation_and_escape_goes_back(visit: Visit) -> None:
    page = visit.page
    visit.ask(STORM, 1)
    cards = page.locator(".card:has(h3 a)")
    quoted = cards.first.locator("mark").text_content()
    cards.first.locator("h3 a").click()
    mark = page.locator("#reader mark.quoted")
    mark.wait_for()
    assert mark.text_content() == quoted
    assert is_in_view(page, "#reader mark.quoted")
    assert mark.evaluate("mark => document.activeElement === mark")
    first = page.url
    assert re.search(r"\?article=\w+#char=\d+-\d+$", first)
    page.fill(READY, "kept while reading")
    page.locator("#reader [data-step='1']").click()
    page.wait_for_function("document.querySelector('#reader .which').textContent === 'Quotation 2 of 2'")
    page.locator("#reader mark.quoted").wait_for()
    assert page.locator("#reader [data-step='1']").is_disabled()
    assert page.url != first
    assert page.locator("#reader time.when").first.get_attribute("title")
    page.keyboard.press("Escape")
    page.locator("#reader").wait_for(state="hidden")
    assert "article=" not in page.url
    assert page.input_value(READY) == "kept while reading"
    assert page.evaluate("document.activeElement.closest('.card h3') !== null")


def test_a_link_to_the_words_opens_them_and_a_wrong_one_says_so(browser: Any, visit: Visit, place: str) -> None:
    page = visit.page
    found = archive_of(visit).locator("[data-article]:has-text('Storm kills two')").first
    id = found.get_attribute("data-article")
    for address, selector, words in (
        (f"{place}/?article={id}", "#reader h2", "Storm kills two"),
        (f"{place}/?article={id}#char=9000000-9000010", "#reader .problem", "do not exist in this article"),
        (f"{place}/?article={'%3Cscript%3E'}#char=1-2", "#reader .problem", "not in the archive any more"),
    ):
        with Visit(browser, address, ready=READY) as fresh:
            fresh.page.locator(selector).wait_for()
            assert words in fresh.page.locator(selector).inner_text()
            fresh.page.locator("#reader .close").click()
            fresh.page.locator("#reader").wait_for(state="hidden")
            assert fresh.page.url == f"{place}/"
    assert page.url == f"{place}/?show=archive"


def test_a_link_to_selected_words_leads_to_them(browser: Any, place: str) -> None:
    with Visit(browser, place, ready=READY, permissions=["clipboard-read", "clipboard-write"]) as visit:
        page, archive = visit.page, archive_of(visit)
        archive.locator("[data-article]:has-text('Storm kills two') h4 a").first.click()
        page.locator("#reader .article-text").wait_for()
        words = page.evaluate(
            """() => {
                const [first, last] = [...document.querySelectorAll('#reader time.when')];
                getSelection().setBaseAndExtent(first.firstChild, 2, last.firstChild, 3);
                const range = getSelection().getRangeAt(0);
                return range.toString();
            }"""
        )
        page.locator("[data-copy-link]").click()
        page.wait_for_function("document.querySelector('#reader .told').textContent.startsWith('The link to the selected words')")
        page.goto(page.evaluate("navigator.clipboard.readText()"))
        page.locator("#reader mark.quoted").wait_for()
        assert page.locator("#reader mark.quoted").text_content() == words


def test_on_a_phone_the_article_has_the_whole_screen(browser: Any, place: str) -> None:
    with Visit(browser, place, ready=READY, viewport=PHONE) as visit:
        archive = archive_of(visit)
        assert not archive.locator("#finding .boxes").is_visible()
        archive.locator("h4 a").first.click()
        visit.page.locator("#reader h2").wait_for()
        assert visit.page.locator("#reader").bounding_box() == {"x": 0, "y": 0, **PHONE}
        assert fits(visit.page)
        visit.page.keyboard.press("Escape")
        visit.page.locator("#reader").wait_for(state="hidden")
        assert visit.page.evaluate("document.activeElement.closest('h4') !== null")


def test_articles_are_found_as_one_types_and_a_month_sets_the_window(visit: Visit) -> None:
    page, archive = visit.page, archive_of(visit)
    rows = archive.locator("[data-article]")
    archive.locator("input[type=search]").press_sequentially("seagra")
    page.wait_for_function("document.querySelector('#view-archive .count [role=status]').textContent.endsWith('with “seagra”')")
    assert 0 < rows.count() < 10
    assert all("eagrass" in row for row in rows.all_inner_texts())
    archive.locator("[data-find*='2021-12']").click()
    page.wait_for_function(
        "document.querySelector('#view-archive .count [role=status]').textContent.includes('between 1 and 31 December 2021')"
    )
    assert all("December 2021" in row for row in rows.all_inner_texts())
    assert page.evaluate("document.activeElement.dataset.find.includes('2021-12')")
    archive.get_by_role("button", name="Clear").click()
    page.wait_for_function("document.querySelector('#view-archive .count [role=status]').textContent === '47 articles'")
    archive.get_by_label("Dated").select_option("unknown")
    page.wait_for_function("document.querySelector('#view-archive .count [role=status]').textContent.endsWith('undated')")
    assert all("date unknown" in row for row in rows.all_inner_texts())
    headline = rows.first.locator("[data-ask]")
    asked = headline.get_attribute("data-ask")
    headline.click()
    page.locator(READY).wait_for()
    assert page.input_value(READY) == asked


def test_with_the_keyboard_alone_a_file_is_added_read_corrected_and_left(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    (tmp_path / "tide.txt").write_text(TIDE, encoding="utf-8")
    page.locator("nav [data-view=archive]").focus()
    page.keyboard.press("Enter")
    page.locator("[data-choose=files]").focus()
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(str(tmp_path / "tide.txt"))
    page.locator("[data-file='tide.txt']:has-text('1 article')").wait_for()
    page.wait_for_function("document.querySelector('#masthead').innerText.includes('48 articles')")
    page.locator("#view-archive input[type=search]").focus()
    page.keyboard.type("corven")
    page.wait_for_function("document.querySelector('#view-archive .count [role=status]').textContent.startsWith('1 article,')")
    row = page.locator("#view-archive [data-article]")
    row.locator("h4 a").focus()
    page.keyboard.press("Enter")
    page.locator("#reader h2").wait_for()
    page.locator("#reader [data-correct]").focus()
    page.keyboard.press("Enter")
    page.locator("#reader .correcting input").wait_for()
    page.keyboard.type("4 March 2022")
    page.keyboard.press("Enter")
    page.locator("#reader .date.corrected").wait_for()
    assert page.evaluate("document.activeElement.matches('#reader [data-correct]')")
    page.keyboard.press("Escape")
    page.locator("#reader").wait_for(state="hidden")
    assert "4 March 2022 (corrected)" in row.inner_text()
    row.locator("[data-correct]").focus()
    page.keyboard.press("Enter")
    page.locator("[data-take-back]").focus()
    page.keyboard.press("Enter")
    row.locator(".date.stated").wait_for()
    page.locator("nav [data-view=ask]").focus()
    page.keyboard.press("Enter")
    assert "Corven" in visit.ask("Who said that the tide mill at Corven turns again?", 1).inner_text()


def test_a_removed_article_is_kept_by_undo_and_gone_without_it(visit: Visit, tmp_path: Path) -> None:
    page, archive = visit.page, archive_of(visit)
    page.set_input_files("#view-archive input[type=file]", [in_file("gone.txt", TIDE.replace("Corven", "Gonborg"))])
    page.locator("[data-file='gone.txt']:has-text('1 article')").wait_for()
    archive.locator("input[type=search]").fill("gonborg")
    page.wait_for_function("document.querySelector('#view-archive .count [role=status]').textContent.startsWith('1 article,')")
    archive.locator("[data-remove]").click()
    undo = archive.locator("[data-keep]")
    undo.wait_for()
    assert undo.evaluate("button => document.activeElement === button")
    undo.click()
    archive.locator("[data-article] h4 a").wait_for()
    archive.locator("[data-remove]").click()
    page.wait_for_function(
        "document.querySelector('#view-archive .count [role=status]').textContent.startsWith('0 articles,')", timeout=20_000
    )


def test_hostile_articles_and_files_run_nothing_and_break_no_layout(visit: Visit) -> None:
    page, archive = visit.page, archive_of(visit)
    names = ["<img src=x onerror=alert(1)>.txt", "\u202etxt.exe<b>.txt", "n" * 240 + ".txt"]
    files = [in_file(name, TIDE.replace("Corven", f"Hostvik{at}")) for at, name in enumerate(names)]
    page.set_input_files("#view-archive input[type=file]", [*files, in_file("e<i>.pdf", b"%PDF-1.7")])
    page.wait_for_function("document.querySelectorAll('[data-file]').length === 4")
    archive.locator("input[type=search]").fill("host")
    page.wait_for_function("document.querySelector('#view-archive .count [role=status]').textContent.includes('“host”')")
    ids = [row.get_attribute("data-article") for row in archive.locator("[data-article]").all()]
    assert len(ids) >= 5
    for width in (1440, 375):
        page.set_viewport_size({"width": width, "height": 812})
        assert fits(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    for id in ids:
        page.evaluate("id => history.replaceState({}, '', `/?show=archive&article=${id}`)", id)
        page.evaluate("dispatchEvent(new PopStateEvent('popstate'))")
        page.locator(f"#reader .sheet[data-article='{id}'] .article-text").wait_for()
        assert fits(page)
        assert page.locator("#reader :is(script, img, iframe), #reader a[href^='javascript']").count() == 0
