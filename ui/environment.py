"""What the libraries below may read from the environment: tracing and sharing are taken out, the network is switched off."""

from __future__ import annotations

from collections.abc import MutableMapping

# LangSmith posts prompts to its host as soon as tracing is on, even without a key, and its gateway re-routes the model's address.
TRACING = ("LANGSMITH_", "LANGCHAIN_TRACING", "LANGCHAIN_ENDPOINT", "LANGCHAIN_API_KEY", "LANGCHAIN_PROJECT", "CHROMA_OTEL_")
# Gradio would open a tunnel to its own host, or hand out files of this machine.
SHARING = ("GRADIO_SHARE", "GRADIO_ALLOWED_PATHS")

FORCED = {
    "ANONYMIZED_TELEMETRY": "False",  # chromadb
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "ORT_DISABLE_TELEMETRY": "1",  # onnxruntime
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "TQDM_DISABLE": "1",  # transformers draws a bar on stderr while it loads weights
    "TOKENIZERS_PARALLELISM": "false",  # otherwise it warns at every fork
}
# Someone who names another embedding model may switch these off to let it be fetched once.
OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}


def prepare(environ: MutableMapping[str, str]) -> None:
    """Make `environ` safe; call it before the first third-party import, since some libraries read it once and remember."""
    for name in [name for name in environ if name.startswith(TRACING + SHARING)]:
        del environ[name]
    environ.update(FORCED)
    for name, value in OFFLINE.items():
        environ.setdefault(name, value)
