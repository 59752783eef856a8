"""Reading, browsing and adding on the page, in a real browser, on an archive of which a part means harm."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from browsing import PHONE, Visit
from playwright.sync_api import expect
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


def fits(page: Any) -> None:
    """Nothing stands out sideways, once the page is laid out."""
    page.wait_for_function("document.documentElement.scrollWidth <= innerWidth + 1")


def has_focus_in(page: Any, css: str) -> None:
    """Wait until the focus is in such an element."""
    page.wait_for_function("css => document.activeElement.closest(css) !== null", arg=css)


def counted(archive: Any, words: str) -> None:
    """Wait until the list says these words of how many articles it has, the last of its search."""
    expect(archive.locator(".count [role=status]")).to_have_text(re.compile(words))


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
    expect(mark).to_be_focused()
    assert mark.text_content() == quoted
    expect(mark).to_be_in_viewport()
    expect(page).to_have_url(re.compile(r"\?article=\w+#char=\d+-\d+$"))
    expect(page).to_have_title("Storm kills two and cuts power to 11,000 homes · Dateline")
    first = page.url
    page.fill(READY, "kept while reading")
    page.locator("#reader [data-step='1']").click()
    expect(page.locator("#reader .which")).to_have_text("Quotation 2 of 2")
    expect(page.locator("#reader [data-step='1']")).to_be_disabled()
    expect(page).not_to_have_url(first)
    expect(mark).to_be_focused()  # which it is once the second quotation is brought up: the button that was pressed has nothing to do
    assert page.locator("#reader time.when").first.get_attribute("title")
    page.keyboard.press("Escape")
    expect(page.locator("#reader")).to_be_hidden()
    expect(page).not_to_have_url(re.compile("article="))
    expect(page.locator(READY)).to_have_value("kept while reading")
    expect(page).to_have_title(f"{STORM} · Dateline")
    has_focus_in(page, ".card h3")


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
            expect(fresh.page.locator(selector)).to_contain_text(words)
            fresh.page.locator("#reader .close").click()
            expect(fresh.page.locator("#reader")).to_be_hidden()
            expect(fresh.page).to_have_url(f"{place}/")
    expect(page).to_have_url(f"{place}/?show=archive")


@pytest.mark.parametrize("view", ["archive", "timeline"])
def test_a_long_view_is_scrolled_by_the_wheel_under_the_head_of_the_page(visit: Visit, view: str) -> None:
    page = visit.page
    page.locator(f"nav [data-view={view}]").click()
    page.locator(f"#view-{view} h4 a").first.wait_for()
    page.mouse.move(640, 600)
    page.mouse.wheel(0, 500)
    page.wait_for_function("document.querySelector('#views').scrollTop >= 500")
    assert page.locator(".masthead").bounding_box()["y"] == 0
    page.locator("nav [data-view=evaluation]").click()
    page.wait_for_function("document.querySelector('#views').scrollTop === 0")
    page.go_back()
    page.wait_for_function("document.querySelector('#views').scrollTop >= 500")  # where one was
    page.emulate_media(media="print")
    page.wait_for_function("getComputedStyle(document.querySelector('#views')).overflowY === 'visible'")
    page.wait_for_function("document.documentElement.scrollHeight > 2000")


def test_an_outlet_finds_its_articles_from_a_row_and_from_the_article(visit: Visit) -> None:
    archive = archive_of(visit)
    all_of_them = re.compile(r"^4\d articles$")
    counted(archive, all_of_them.pattern)
    archive.locator("[data-article]:has-text('Storm kills two') .finds").first.click()
    counted(archive, "from “Saltreach Wire”")
    expect(archive.locator(".count")).to_be_in_viewport()
    archive.get_by_role("button", name="Clear").click()
    counted(archive, all_of_them.pattern)
    archive.locator("input[type=search]").fill("seagrass")
    counted(archive, "with “seagrass”")
    archive.locator("h4 a").first.click()
    visit.page.locator("#reader .meta .finds").first.click()
    expect(visit.page.locator("#reader")).to_be_hidden()
    counted(archive, r"^\d+ articles, from “[^”]+”$")
    archive.locator("input[type=search]").fill("zzzqqq")
    archive.get_by_role("button", name="All articles").click()
    counted(archive, all_of_them.pattern)


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
        mark = page.locator("#reader mark.quoted")
        mark.wait_for()
        assert mark.text_content() == words


def test_on_a_phone_the_article_has_the_whole_screen(browser: Any, place: str) -> None:
    with Visit(browser, place, ready=READY, viewport=PHONE) as visit:
        archive = archive_of(visit)
        expect(archive.locator("#finding .boxes")).to_be_hidden()
        archive.locator("h4 a").first.click()
        visit.page.locator("#reader h2").wait_for()
        assert visit.page.locator("#reader").bounding_box() == {"x": 0, "y": 0, **PHONE}
        fits(visit.page)
        visit.page.keyboard.press("Escape")
        expect(visit.page.locator("#reader")).to_be_hidden()
        has_focus_in(visit.page, "h4")


def test_articles_are_found_as_one_types_and_a_month_sets_the_window(visit: Visit) -> None:
    page, archive = visit.page, archive_of(visit)
    rows = archive.locator("[data-article]")
    archive.locator("input[type=search]").press_sequentially("seagra")
    counted(archive, "with “seagra”$")
    assert 0 < rows.count() < 10
    assert all("eagrass" in row for row in rows.all_inner_texts())
    month = archive.locator("[data-find*='2021-12']")
    month.click()
    counted(archive, "between 1 and 31 December 2021")
    assert all("December 2021" in row for row in rows.all_inner_texts())
    expect(month).to_be_focused()
    archive.get_by_role("button", name="Clear").click()
    counted(archive, "^47 articles$")
    archive.get_by_label("Dated").select_option("unknown")
    counted(archive, "undated$")
    assert all("date unknown" in row for row in rows.all_inner_texts())
    headline = rows.first.locator("[data-ask]")
    asked = headline.get_attribute("data-ask")
    headline.click()
    expect(page.locator(READY)).to_have_value(str(asked))
    expect(page.locator(READY)).to_be_focused()


def test_with_the_keyboard_alone_a_file_is_added_read_corrected_and_left(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    # A browser told only now to hand its file chooser over may learn it after the key, which overtakes; the waits below come after this.
    page.on("filechooser", lambda _: None)
    (tmp_path / "tide.txt").write_text(TIDE, encoding="utf-8")
    page.locator("nav [data-view=archive]").focus()
    page.keyboard.press("Enter")
    choose = page.locator("[data-choose=files]")
    expect(choose).to_be_visible()
    choose.focus()
    expect(choose).to_be_focused()
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(str(tmp_path / "tide.txt"))
    page.locator("[data-file='tide.txt']:has-text('1 article')").wait_for()
    expect(page.locator("#masthead")).to_contain_text("48 articles")
    page.locator("#view-archive input[type=search]").focus()
    page.keyboard.type("corven")
    counted(page.locator("#view-archive"), "^1 article, with “corven”$")
    row = page.locator("#view-archive [data-article]")
    row.locator("h4 a").focus()
    page.keyboard.press("Enter")
    page.locator("#reader h2").wait_for()
    page.locator("#reader [data-correct]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#reader .correcting input")).to_be_focused()
    page.keyboard.type("4 March 2022")
    page.keyboard.press("Enter")
    page.locator("#reader .date.corrected").wait_for()
    expect(page.locator("#reader [data-correct]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#reader")).to_be_hidden()
    expect(row).to_contain_text("4 March 2022 (corrected)")
    expect(row.locator("h4 a")).to_be_focused()  # though its row was made anew meanwhile
    row.locator("[data-correct]").focus()
    page.keyboard.press("Enter")
    page.locator("[data-take-back]").focus()
    page.keyboard.press("Enter")
    row.locator(".date.stated").wait_for()
    expect(row.locator("[data-correct]")).to_be_focused()
    page.locator("nav [data-view=ask]").focus()
    page.keyboard.press("Enter")
    assert "Corven" in visit.ask("Who said that the tide mill at Corven turns again?", 1).inner_text()


def test_a_removed_article_is_kept_by_undo_and_gone_without_it(visit: Visit) -> None:
    page, archive = visit.page, archive_of(visit)
    town = f"Gonborg{uuid4().hex[:6]}"  # another each time: one that was removed is about to go for a while
    page.set_input_files("#view-archive input[type=file]", [in_file(f"{town}.txt", TIDE.replace("Corven", town))])
    page.locator(f"[data-file='{town}.txt']:has-text('1 article')").wait_for()
    archive.locator("input[type=search]").fill(town)
    counted(archive, "^1 article,")
    archive.locator("[data-remove]").click()
    expect(archive.locator("[data-keep]")).to_be_focused()
    archive.locator("[data-keep]").click()
    expect(archive.locator("[data-remove]")).to_be_focused()
    expect(archive.locator("[data-article] .said")).to_have_text("Kept.")
    archive.locator("[data-remove]").click()
    counted(archive, "^0 articles,")
    expect(archive.locator("input[type=search]")).to_be_focused()


def test_on_a_low_screen_what_is_found_comes_into_sight_and_the_list_of_files_goes(browser: Any, place: str) -> None:
    with Visit(browser, place, ready=READY, viewport={"width": 720, "height": 450}) as low:
        archive = archive_of(low)
        low.page.set_input_files("#view-archive input[type=file]", [in_file(f"low{at}.pdf", b"%PDF-1.7") for at in range(3)])
        expect(low.page.locator("[data-file]")).to_have_count(3)
        archive.locator("input[type=search]").fill("storm")
        counted(archive, "with “storm”")
        expect(archive.locator(".count")).to_be_in_viewport()
        archive.get_by_role("button", name="Clear the list").click()
        expect(low.page.locator("[data-file]")).to_have_count(0)
        expect(archive.get_by_role("button", name="Clear the list")).to_be_hidden()


def test_hostile_articles_and_files_run_nothing_and_break_no_layout(visit: Visit) -> None:
    page, archive = visit.page, archive_of(visit)
    names = ["<img src=x onerror=alert(1)>.txt", "\u202etxt.exe<b>.txt", "n" * 240 + ".txt"]
    files = [in_file(name, TIDE.replace("Corven", f"Hostvik{at}")) for at, name in enumerate(names)]
    page.set_input_files("#view-archive input[type=file]", [*files, in_file("e<i>.pdf", b"%PDF-1.7")])
    expect(page.locator("[data-file]")).to_have_count(4)
    archive.locator("input[type=search]").fill("host")
    counted(archive, "“host”")
    ids = archive.locator("[data-article]").evaluate_all("rows => rows.map(row => row.dataset.article)")
    assert len(ids) >= 5
    for width in (1440, 375):
        page.set_viewport_size({"width": width, "height": 812})
        page.wait_for_function("width => innerWidth === width", arg=width)
        fits(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.wait_for_function("innerWidth === 1440")
    for id in ids:
        page.evaluate("id => history.replaceState({}, '', `/?show=archive&article=${id}`)", id)
        page.evaluate("dispatchEvent(new PopStateEvent('popstate'))")
        page.locator(f"#reader .sheet[data-article='{id}'] .article-text").wait_for()
        fits(page)
        assert page.locator("#reader :is(script, img, iframe), #reader a[href^='javascript']").count() == 0
