"""Checks of drafts that the page has asked for: each under a key of its own, with how far it is, and its outcome for a while."""

from __future__ import annotations

import logging
import secrets
import threading
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.checking.findings import Checked
from index.errors import DatelineError

if TYPE_CHECKING:
    from ui.api.service import Service

log = logging.getLogger(__name__)

KEPT = 40
"""Outcomes that are kept; whoever comes back later than that checks again."""
_AT_ONCE = 2
_UNFORESEEN = "Something unforeseen went wrong while checking; the details are in the server's log."


@dataclass(slots=True)
class CheckJob:
    """One draft under way: how many steps of how many are done, then what was found, or a sentence that says why nothing was."""

    key: str
    done: int = 0
    total: int = 0
    checked: Checked | None = None
    problem: str | None = None

    @property
    def is_over(self) -> bool:
        """Whether there is an outcome."""
        return self.checked is not None or self.problem is not None


class CheckJobs:
    """Checks drafts in threads, a few at the same time; a key that nobody can guess leads to each."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._jobs: OrderedDict[str, CheckJob] = OrderedDict()
        self._lock = threading.Lock()
        self._threads = ThreadPoolExecutor(_AT_ONCE, "check")

    def begin(self, name: str | None, data: bytes) -> CheckJob:
        """Check the draft of a file, or, where no name is given, a text that was pasted."""
        job = CheckJob(secrets.token_urlsafe(12))
        with self._lock:
            self._jobs[job.key] = job
            while len(self._jobs) > KEPT:
                self._jobs.popitem(last=False)
        self._threads.submit(self._check, job, name, data)
        return job

    def of(self, key: str) -> CheckJob | None:
        """The job under this key; None where it is not known any more."""
        return self._jobs.get(key)

    def _check(self, job: CheckJob, name: str | None, data: bytes) -> None:
        from assistant.checking.drafts import pasted, read_draft

        def told(done: int, total: int) -> None:
            job.done, job.total = done, total

        try:
            draft = read_draft(name, data) if name else pasted(data.decode("utf-8", "replace"))
            job.checked = self._service.check(draft, told)
        except DatelineError as error:
            job.problem = str(error)
        except Exception:
            log.exception("a draft could not be checked")
            job.problem = _UNFORESEEN
