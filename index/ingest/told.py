"""How far an add has come, counted as it goes and told to whoever wants to know."""

from __future__ import annotations

from collections.abc import Callable

from index.reports import AddProgress, FileReport

Progress = Callable[[AddProgress], None]


class Reporter:
    """The figures of one call of adding. What `progress` raises is kept as `stopped`: it is no file's fault."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self.stopped: Exception | None = None
        self.file = ""
        self.files = self.of_files = self.left_alone = self.articles = self.of_articles = self.texts = 0

    @property
    def is_wanted(self) -> bool:
        """Whether anybody listens."""
        return self._progress is not None

    def embedded(self, articles: int, texts: int) -> None:
        """All texts put into batches so far are embedded, those of so many articles."""
        self.articles, self.texts = articles, texts
        self._tell()

    def finished(self, report: FileReport | None) -> None:
        """One more file is done; None: it holds no news."""
        self.files += 1
        self.of_files = max(self.of_files, self.files)  # members of an archive are not known before it is opened
        self.left_alone += report is None or report.status in ("unchanged", "skipped")
        self._tell()

    def _tell(self) -> None:
        if self._progress is None:
            return
        of_articles = max(self.of_articles, self.articles)
        known = (self.file, self.files, self.of_files, self.left_alone, self.articles, of_articles, self.texts)
        try:
            self._progress(AddProgress(*known))
        except Exception as exc:
            self.stopped = exc
            raise
