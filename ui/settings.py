"""Settings of a run: `DATELINE_*` variables and a `.env` in the working directory, turned into the settings of each package."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.settings import MOST_STATEMENTS, AskSettings
from index.errors import SettingsError
from index.settings import IndexSettings

PREFIX = "DATELINE_"
INDEX = IndexSettings()
ASK = AskSettings()


class Settings(BaseSettings):
    """Every setting of Dateline; `DATELINE_<NAME>` sets it, an option of the command line overrides it, the library has the default."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    archive: Path = Path("dateline-archive")
    embedding_model: str = INDEX.embedding_model
    threads: Annotated[int, Field(ge=0)] = INDEX.threads
    chroma_url: str | None = INDEX.chroma_url
    chroma_tenant: str | None = INDEX.chroma_tenant
    chroma_database: str | None = INDEX.chroma_database
    chroma_token: Annotated[str | None, Field(repr=False)] = INDEX.chroma_token
    model: str | None = ASK.model
    base_url: str | None = ASK.base_url
    api_key: Annotated[str | None, Field(repr=False)] = ASK.api_key
    model_timeout: Annotated[float, Field(gt=0)] = ASK.model_timeout
    as_of: date | None = ASK.as_of
    max_statements: Annotated[int, Field(ge=1, le=MOST_STATEMENTS)] = ASK.max_statements
    reranker: str | None = ASK.reranker

    def index(self) -> IndexSettings:
        """Settings of the archive."""
        return IndexSettings(
            embedding_model=self.embedding_model,
            threads=self.threads,
            chroma_url=self.chroma_url,
            chroma_tenant=self.chroma_tenant,
            chroma_database=self.chroma_database,
            chroma_token=self.chroma_token,
        )

    def ask(self, *, model: str | None = None, as_of: date | None = None) -> AskSettings:
        """Settings of the assistant; `model` and `as_of` override the environment's."""
        return AskSettings(
            model=model or self.model,
            base_url=self.base_url,
            api_key=self.api_key,
            model_timeout=self.model_timeout,
            as_of=as_of or self.as_of,
            max_statements=self.max_statements,
            reranker=self.reranker,
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
