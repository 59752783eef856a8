"""Who gets in: users and their passwords, sessions that end, and a pace that a client keeps."""

from __future__ import annotations

import http.client
import io
import json
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from commands import archive_of_two, dateline, dateline_process
from served_page import served

from index.errors import InputError, SettingsError
from ui.access import COOKIE, LASTS, Sessions
from ui.pace import KNOWN, Pace
from ui.users import FILE, Users

PASSWORD = "ten letters at least"


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


# --- users -------------------------------------------------------------------------------------------------------------------


def test_a_user_has_one_password_and_no_other(tmp_path: Path) -> None:
    users = Users(tmp_path)
    assert users.add("mara", PASSWORD)
    assert users.names() == ["mara"]
    assert [users.is_right(name, word) for name, word in (("mara", PASSWORD), ("mara", f"{PASSWORD}!"), ("otto", PASSWORD), ("", ""))] == [
        True,
        False,
        False,
        False,
    ]


def test_a_password_is_changed_and_a_user_removed(tmp_path: Path) -> None:
    users = Users(tmp_path)
    users.add("mara", PASSWORD)
    assert not users.add("mara", "another password")
    assert (users.is_right("mara", PASSWORD), users.is_right("mara", "another password")) == (False, True)
    users.remove("mara")
    assert users.names() == []
    assert not users.is_right("mara", "another password")


def test_the_file_is_its_owners_and_holds_no_password(tmp_path: Path) -> None:
    users = Users(tmp_path)
    users.add("mara", PASSWORD)
    users.add("otto", PASSWORD)
    file = tmp_path / FILE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert PASSWORD not in file.read_text()
    mara, otto = json.loads(file.read_text()).values()
    assert mara["hash"] != otto["hash"]
    assert sorted(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(("name", "password"), [("", PASSWORD), ("a b", PASSWORD), ("x" * 65, PASSWORD), ("mara", "short")])
def test_names_and_passwords_that_will_not_do(name: str, password: str, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        Users(tmp_path).add(name, password)
    assert not (tmp_path / FILE).exists()


def test_a_user_that_is_not_there_and_a_broken_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no user otto"):
        Users(tmp_path).remove("otto")
    (tmp_path / FILE).write_text("{")
    with pytest.raises(SettingsError, match=FILE):
        Users(tmp_path).names()


# --- sessions and pace -------------------------------------------------------------------------------------------------------


def test_a_session_ends_by_itself_or_when_it_is_ended() -> None:
    clock = Clock()
    sessions = Sessions(clock)
    first, second = sessions.begin("mara"), sessions.begin("otto")
    assert [sessions.user(one) for one in (first, second, "", "forged")] == ["mara", "otto", None, None]
    sessions.end(first)
    assert sessions.user(first) is None
    clock.now = LASTS
    assert sessions.user(second) is None


def test_a_client_has_a_few_at_once_and_then_so_many_a_minute() -> None:
    clock = Clock()
    pace = Pace(3, 60, clock)
    assert [pace.allows("a") for _ in range(4)] == [True, True, True, False]
    assert pace.allows("b")
    clock.now = 1.0
    assert [pace.allows("a") for _ in range(2)] == [True, False]


def test_clients_that_rest_are_forgotten() -> None:
    clock = Clock()
    pace = Pace(2, 60, clock)
    for client in range(KNOWN):
        pace.allows(str(client))
    clock.now = 60.0
    assert [pace.allows(client) for client in ("x", "y")] == [True, True]
    assert len(pace._left) == 2


# --- a server that others can reach -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def reached(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    """A server on all addresses, whose user is mara."""
    folder = shutil.copytree(archive_of_two(), tmp_path_factory.mktemp("login") / "two")
    Users(folder / "archive").add("mara", PASSWORD)
    with served(folder, "--host", "0.0.0.0") as (_, address):
        host, _, port = address.removeprefix("http://").partition(":")
        yield host, int(port)


def said(server: tuple[str, int], method: str, path: str, body: str = "", **headers: str) -> tuple[int, dict[str, str], str]:
    """Status, headers and text of an answer, redirects not followed."""
    connection = http.client.HTTPConnection(*server, timeout=240)
    connection.request(method, path, body or None, {name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, text


@pytest.mark.slow
def test_without_a_login_there_is_nothing_but_the_login(reached: tuple[str, int]) -> None:
    assert said(reached, "GET", "/")[0] == 303
    for path in ("/config", "/dateline/views.js", "/gradio_api/info", "/gradio_api/heartbeat/1"):
        status, _, text = said(reached, "GET", path)
        assert (status, text) == (401, "Log in first: open the page anew.")
    status, headers, page = said(reached, "GET", "/login")
    assert (status, "<form" in page, "Eastmere" in page) == (200, True, False)
    assert "form-action 'self'" in headers["content-security-policy"]


@pytest.mark.slow
def test_who_logs_in_sees_the_page_until_they_log_out(reached: tuple[str, int]) -> None:
    form = {"content_type": "application/x-www-form-urlencoded"}
    right, wrong = (urlencode({"name": "mara", "password": word}) for word in (PASSWORD, "wrong wrong"))
    assert said(reached, "POST", "/login", wrong, **form)[0] == 403
    assert said(reached, "POST", "/login", right, origin="http://elsewhere.example", **form)[0] == 403
    status, headers, _ = said(reached, "POST", "/login", right, **form)
    assert (status, headers["location"]) == (303, "/")
    assert all(word in headers["set-cookie"] for word in (COOKIE, "HttpOnly", "SameSite=Strict"))
    cookie = headers["set-cookie"].partition(";")[0]
    assert said(reached, "GET", "/config", cookie=cookie)[0] == 200
    assert said(reached, "POST", "/logout", cookie=cookie)[1]["location"] == "/login?ended"
    assert said(reached, "GET", "/config", cookie=cookie)[0] == 401


@pytest.mark.slow
def test_guessing_is_slowed_down(reached: tuple[str, int]) -> None:
    body, form = urlencode({"name": "mara", "password": "a wrong guess"}), {"content_type": "application/x-www-form-urlencoded"}
    assert 429 in [said(reached, "POST", "/login", body, **form)[0] for _ in range(8)]


@pytest.mark.slow
def test_others_are_not_let_in_before_there_is_a_user(tmp_path: Path) -> None:
    done = dateline_process("serve", "--host", "0.0.0.0", "--port", "0", cwd=archive_of_two(), env={"DATELINE_ARCHIVE": "archive"})
    assert (done.code, done.complaints) == (
        1,
        ["Other machines could ask this archive, and nobody may log in yet; first type `dateline user add NAME`."],
    )


@pytest.mark.slow
def test_the_commands_let_in_list_and_let_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("DATELINE_ARCHIVE", str(shutil.copytree(archive_of_two() / "archive", tmp_path / "archive")))
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    assert dateline("user", "add", "mara", "--password-stdin", capsys=capsys).out == "mara may log in.\n"
    assert dateline("user", "list", "--json", capsys=capsys).document == {"users": ["mara"]}
    assert dateline("user", "remove", "otto", capsys=capsys).complaints == ["There is no user otto; there are: mara."]
    assert dateline("user", "remove", "mara", capsys=capsys).out == "mara may no longer log in.\n"
    assert dateline("user", "list", capsys=capsys).out.splitlines()[-1] == "0 users."
