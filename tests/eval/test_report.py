"""What people read of a run: the tables, the failed cases, the differences to an earlier run, and the HTML page."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from html.parser import HTMLParser

from rich.console import Console
from scripted import CASES, DIRECTOR, PILOT, PRICE, Reply, ScriptedAssistant, all_right, answered, refused

from eval.cases import Case, GoldSpan
from eval.measures import DEFINITIONS
from eval.report import differences, failures, html_report, print_report, summary, visible
from eval.runner import Result, result_json, run_suite


def run(cases: tuple[Case, ...] = CASES, **changes: Reply) -> Result:
    questions = {case.id: case.question for case in CASES}
    return run_suite(cases, ScriptedAssistant(all_right() | {questions[id]: reply for id, reply in changes.items()}))


def printed(result: Result, baseline: dict[str, object] | None = None) -> str:
    out = io.StringIO()
    print_report(Console(file=out, width=160), result, baseline)
    return out.getvalue()


REFUSED = Reply(refused(PRICE.question), PRICE.evidence)
UNPROVEN = Reply(answered(DIRECTOR.question, "Ada Brenn.", "Museum Opens Late"))
INVENTED = Reply(answered(PILOT.question, "A [bold]captain[/bold].", "Ferry Returns"))


def test_a_run_without_failures_says_so() -> None:
    result = run()
    assert failures(result_json(result)) == ()
    assert summary(result_json(result)) == "3 of 3 questions passed; archive of 2 articles in 4 passages."
    assert "failed" not in printed(result)


def test_failed_cases_say_what_was_asked_wanted_and_came() -> None:
    found = {failure.id: failure for failure in failures(result_json(run(price=REFUSED, director=UNPROVEN, pilot=INVENTED)))}
    assert list(found) == ["price", "director", "pilot"]
    assert found["price"].wanted == "four crowns / 4 crowns"
    assert found["price"].quotes == ("Tickets cost four crowns.",)
    assert found["price"].came == "The archive does not say."
    assert found["price"].why == "refused, though the archive answers (confidence 0.10); first passage with evidence at rank 1"
    assert found["director"].asked == ("When does it open?", "And who runs the museum?")
    assert found["director"].why == "the gold quotations are cited to 0%; no evidence among the passages"
    assert found["pilot"].wanted == "that the archive does not say"
    assert found["pilot"].why == "answered, though the archive does not say (confidence 0.90)"


def test_a_crash_is_reported_by_name() -> None:
    result = run(price=Reply(RuntimeError("the index is gone")))
    (failure,) = failures(result_json(result))
    assert (failure.came, failure.why) == ("nothing", "crashed: RuntimeError: the index is gone")
    assert "2 of 3 questions passed, 1 crashed" in printed(result)


def test_the_terminal_shows_figures_with_intervals_by_kind_and_over_all() -> None:
    text = printed(run(price=REFUSED))
    assert re.search(r"answer_match +│ +0\.500 │ +0\.000 – 1\.000 │ +2 ", text)
    assert re.search(r"false_refusal \(lower is better\) +│ +0\.500", text)
    assert re.search(r"│ follow-up +│ 1 │ +1\.00 ", text)
    assert re.search(r"latency_p95 \(lower is better\) +│ +\d+\.\d\d s", text)


def test_brackets_and_control_characters_in_texts_are_shown_and_not_obeyed() -> None:
    text = printed(run(pilot=Reply(answered(PILOT.question, "A [bold]captain[/bold] \x1b[2J\u202e.", "Ferry Returns"))))
    assert "A [bold]captain[/bold] \ufffd[2J\ufffd." in text
    assert visible("a\n\tb\x07") == "a\n\tb\ufffd"


def test_a_warning_is_printed_and_stands_on_the_page() -> None:
    result = run((replace(PRICE, evidence=(GoldSpan("elsewhere.txt", "four crowns", 0, 11),)),))
    assert "Warning: case 'price'" in printed(result)
    assert "Warning: case &#39;price&#39;" in html_report(result)


def test_differences_name_what_was_fixed_and_broken() -> None:
    earlier = result_json(run(price=REFUSED))
    now = run((PRICE, DIRECTOR, replace(PILOT, id="captain")), director=UNPROVEN)
    found = differences(result_json(now), earlier)
    assert (found.fixed, found.broken, found.unchanged) == (("price",), ("director",), 0)
    assert (found.only_now, found.only_before) == (("captain",), ("pilot",))
    assert ("evidence@4", 1.0, 0.5) in found.moved
    text = printed(now, earlier)
    for line in ("fixed (1): price", "broken (1): director", "only in this run (1): captain", "only in the earlier run (1): pilot"):
        assert line in text


def test_every_figure_of_a_run_is_defined_and_shown() -> None:
    html = html_report(run(price=REFUSED))
    names = run(price=REFUSED).measures["all"]
    assert set(names) <= set(DEFINITIONS)
    shown = re.findall(r'<th scope="row">([\w@]+)', html) + re.findall(r"<dt>([\w@]+)</dt>", html)
    assert {name: shown.count(name) for name in names} == dict.fromkeys(names, 2)


def test_a_run_has_no_differences_to_itself() -> None:
    result = run(price=REFUSED)
    found = differences(result_json(result), result_json(result))
    assert (found.fixed, found.broken, found.unchanged, found.moved) == ((), (), 3, ())


def test_floors_as_baseline_add_nothing_to_the_report() -> None:
    floors = {"suite_sha256": "a", "floors": {"evidence@4": 1.0}}
    assert "earlier run" not in printed(run(), floors)
    assert "earlier run" not in html_report(run(), floors)


class Page(HTMLParser):
    """The tags of a page with their attributes, and whether every tag that was opened is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_loads_nothing_runs_nothing_and_follows_the_reader() -> None:
    html = html_report(run(price=REFUSED, director=UNPROVEN), result_json(run()))
    page = Page(html)
    assert page.open == []
    assert {"script", "link", "img", "iframe", "form", "base"}.isdisjoint(tag for tag, _ in page.tags)
    assert not any(name.startswith(("on", "src", "href")) for _, attributes in page.tags for name in attributes)
    assert "url(" not in html and "@import" not in html and "http:" not in html and "https:" not in html
    assert "prefers-color-scheme: dark" in html
    assert "default-src 'none'" in html


def test_the_page_shows_figures_failures_and_differences() -> None:
    html = html_report(run(price=REFUSED, director=UNPROVEN), result_json(run()))
    assert "1 of 3 questions passed" in html
    assert '<dt>broken</dt><dd class="bad">2: price, director</dd>' in html
    assert "Tickets cost four crowns." in html
    assert '<th scope="row">follow-up</th><td>1</td>' in html


def test_the_page_escapes_what_the_archive_and_the_suite_say() -> None:
    evil = "<script>alert(1)</script>"
    case = replace(PILOT, id=evil, kind=f"{evil}&")
    html = html_report(run((case,), pilot=Reply(answered(PILOT.question, f"{evil} \u202e", "Ferry Returns"))))
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; \ufffd" in html
