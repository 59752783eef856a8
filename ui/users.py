"""Who may use a served archive: names with slow, salted hashes of their passwords, in a file of the archive's folder."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import secrets
from collections.abc import Iterable
from pathlib import Path

from index.errors import InputError, SettingsError

FILE = "users.json"
SHORTEST = 10
"""Characters of a password at least."""
# About 0.1 s and 32 MB a try: what OWASP's cheat sheet on storing passwords names for scrypt.
_COST = {"n": 2**15, "r": 8, "p": 1}
_MEMORY = 64 * 2**20
_NAME = re.compile(r"[\w][\w.@-]{0,63}")


class Users:
    """The users of one archive; the file is read anew once it has changed, so that one who is added or removed is so at once."""

    def __init__(self, folder: Path) -> None:
        """`folder` is that of the archive."""
        self._file = folder / FILE
        self._known: tuple[tuple[int, ...], dict[str, dict[str, str]]] | None = None

    def names(self) -> list[str]:
        """All of them, in order. Raises SettingsError when the file cannot be read."""
        return sorted(self._seen())

    def add(self, name: str, password: str) -> bool:
        """Let a user in, or change the password of one; whether it is a new one.

        Raises InputError for names and passwords that will not do.
        """
        if not _NAME.fullmatch(name):
            raise InputError(f"“{name}” cannot be a user's name; use letters, digits, dots, dashes and @, 64 at most.")
        if len(password) < SHORTEST:
            raise InputError(f"The password is too short; use {SHORTEST} characters or more.")
        users = self._read()
        is_new = name not in users
        salt = secrets.token_bytes(16)
        users[name] = {**users.get(name, {}), "salt": salt.hex(), "hash": _hash(password, salt).hex()}
        self._write(users)
        return is_new

    def remove(self, name: str) -> None:
        """Let a user in no longer; raises InputError when there is none of that name."""
        users = self._read()
        _check_known(name, users)
        del users[name]
        self._write(users)

    def new_token(self, name: str) -> str:
        """A token by which the programs of a user ask; one that was made before is good no longer. Raises InputError as `remove` does."""
        users = self._read()
        _check_known(name, users)
        token = f"dateline-{secrets.token_urlsafe(32)}"
        users[name]["token"] = _digest(token)
        self._write(users)
        return token

    def is_token(self, token: str) -> bool:
        """Whether it is the token of one of the users."""
        digest = _digest(token)
        return any(hmac.compare_digest(digest, user.get("token", "")) for user in self._seen().values())

    def is_right(self, name: str, password: str) -> bool:
        """Whether the password is the user's; it takes as long for a name that nobody has."""
        user = self._seen().get(name) or {"salt": "00" * 16, "hash": ""}
        return hmac.compare_digest(_hash(password, bytes.fromhex(user["salt"])).hex(), user["hash"])

    def _seen(self) -> dict[str, dict[str, str]]:
        """All of them, to look at; every request asks, and the file is parsed when it is another one only."""
        try:
            status = self._file.stat()
        except OSError:
            return self._read()
        mark = (status.st_ino, status.st_mtime_ns, status.st_size)
        known = self._known
        if known is None or known[0] != mark:
            known = self._known = (mark, self._read())
        return known[1]

    def _read(self) -> dict[str, dict[str, str]]:
        try:
            users: dict[str, dict[str, str]] = json.loads(self._file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as exc:
            raise SettingsError(
                f"The users in {self._file} cannot be read ({exc}); mend the file, or delete it and add them again."
            ) from exc
        return users

    def _write(self, users: dict[str, dict[str, str]]) -> None:
        """Put the file in its place whole, readable by its owner only."""
        beside = self._file.with_name(f"{FILE}.{os.getpid()}")
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(users, file, indent=1)
        beside.replace(self._file)


def _check_known(name: str, users: Iterable[str]) -> None:
    if name not in users:
        raise InputError(f"There is no user {name}; there are: {', '.join(sorted(users)) or 'none'}.")


def _digest(token: str) -> str:
    # A token cannot be guessed as a password can, so a quick hash is enough for it.
    return hashlib.sha256(token.encode("utf-8")).hexdigest()


def _hash(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode("utf-8"), salt=salt, maxmem=_MEMORY, dklen=32, **_COST)
