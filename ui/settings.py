"""Settings of a run: `DATELINE_*` variables and a `.env` in the working directory, turned into the settings of each package."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.errors import SettingsError

if TYPE_CHECKING:
    from assistant.settings import AskSettings
    from index.settings import IndexSettings

PREFIX = "DATELINE_"


class Settings(BaseSettings):
    """Every setting of Dateline, with its default; `DATELINE_<NAME>` sets it, an option of the command line overrides it."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    archive: Path = Path("dateline-archive")
    embedding_model: str = "all-MiniLM-L6-v2"
    threads: Annotated[int, Field(ge=0)] = 1
    model: str | None = None
    base_url: str | None = None
    api_key: Annotated[str | None, Field(repr=False)] = None
    model_timeout: Annotated[float, Field(gt=0)] = 60.0
    as_of: date | None = None
    max_statements: Annotated[int, Field(ge=1, le=4)] = 3

    def index(self) -> IndexSettings:
        """Settings of the archive."""
        from index.settings import IndexSettings

        return IndexSettings(embedding_model=self.embedding_model, threads=self.threads)

    def ask(self, *, model: str | None = None, as_of: date | None = None) -> AskSettings:
        """Settings of the assistant; `model` and `as_of` override the environment's."""
        from assistant.settings import AskSettings

        return AskSettings(
            model=model or self.model,
            base_url=self.base_url,
            api_key=self.api_key,
            model_timeout=self.model_timeout,
            as_of=as_of or self.as_of,
            max_statements=self.max_statements,
        )


def load_settings() -> Settings:
    """Read the environment and `.env`; raises SettingsError on the first value that cannot be used."""
    try:
        return Settings()
    except ValidationError as exc:
        first = exc.errors()[0]
        name = PREFIX + str(first["loc"][0]).upper()
        raise SettingsError(f"{name} is set to {first['input']!r}: {first['msg']}; correct it in the environment or in .env.") from exc
    except (OSError, UnicodeDecodeError) as exc:
        raise SettingsError(f"The settings file .env cannot be read ({exc}); mend it or move it away.") from exc
