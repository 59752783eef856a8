# make chat    the web chat on the bundled sample archive (ARCHIVE=DIR for another, PORT=N for another port)
# make test    linters, types and every test
# make mutants one small change at a time in the files that guard an answer: which of them would no test notice? (half an hour)
# make eval    the known questions of the sample archive, held to their floors where those are pinned

PYTHON  ?= python3
ARCHIVE ?= .cache/sample-archive
HOST    ?= 127.0.0.1
PORT    ?= 7860

VENV     := .venv
BIN      := $(VENV)/bin
APP      := $(VENV)/.installed
DEV      := $(VENV)/.installed-dev
SAMPLE   := .cache/sample-archive
SUITE    := eval/suites/sample.jsonl
FLOORS   := $(wildcard eval/suites/sample.floors.json)
SOURCES  := assistant index ui eval tests
EXTRAS   := dev,mutation,openai,ollama,anthropic
MUTANTS  := .cache/mutants
TORCH    := 2.13.0
# What pip does for packages that it copies: where Python writes no bytecode of its own, each command would compile all of it anew.
COMPILED  = $(BIN)/python -m compileall -q assistant index ui eval

.PHONY: chat test lint mutants eval constraints clean
.DELETE_ON_ERROR:

chat: $(APP) $(SAMPLE)/.filled
	$(BIN)/dateline serve --archive '$(ARCHIVE)' --host $(HOST) --port $(PORT) --examples eval/sample/examples.json

test: lint
	$(BIN)/python -m pytest

lint: $(DEV)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/mypy

# In a copy, because the files are changed in place, and one that is cut short leaves its change behind.
mutants: $(VENV)/.installed-mutation
	rm -rf $(MUTANTS) && mkdir -p $(MUTANTS) && cp -R $(SOURCES) pyproject.toml $(MUTANTS)
	cd $(MUTANTS) && export PATH='$(CURDIR)/$(BIN)':"$$PATH" PYTHONPATH='$(CURDIR)/$(MUTANTS)' PYTHONDONTWRITEBYTECODE=1 && for file in tests/mutation/*.toml; do \
		name=$$(basename $$file .toml) && cosmic-ray init $$file $$name.sqlite && cr-filter-operators $$name.sqlite $$file \
		&& cosmic-ray exec $$file $$name.sqlite && cr-report --surviving-only --show-diff $$name.sqlite || exit 1; \
	done

eval: $(APP) $(SAMPLE)/.filled
	$(BIN)/dateline eval $(SUITE) --archive $(SAMPLE) $(FLOORS:%=--baseline %)

# A sample archive that an older version made, and that this one refuses, is made again.
$(SAMPLE)/.filled: $(APP) $(wildcard eval/sample/*) $(shell find index -name '*.py' -o -name '*.toml')
	$(BIN)/python -m eval.bundled eval/sample $(SAMPLE) || { rm -rf $(SAMPLE) && $(BIN)/python -m eval.bundled eval/sample $(SAMPLE); }
	touch $@

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Dateline needs Python 3.11 or newer: make PYTHON=python3.x")'
	$(PYTHON) -m venv $(VENV)

$(APP): pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --disable-pip-version-check --quiet -c constraints.txt -e .
	$(COMPILED)
	touch $@

$(DEV): pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --disable-pip-version-check --quiet -c constraints.txt -e '.[dev]'
	$(COMPILED)
	touch $(APP) $@

$(VENV)/.installed-mutation: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --disable-pip-version-check --quiet -c constraints.txt -e '.[dev,mutation]'
	touch $(APP) $(DEV) $@

# Resolves everything anew, with gradio's mcp extra beside it, because that one holds pydantic back. torch is named, or the newest build with all
# of CUDA comes. A local build (+cpu) and a file path are nothing that another machine could find, so neither is written down.
constraints:
	rm -rf .cache/resolve && $(PYTHON) -m venv .cache/resolve
	.cache/resolve/bin/python -m pip install --disable-pip-version-check --quiet torch==$(TORCH) 'gradio[mcp]' '.[$(EXTRAS)]'
	.cache/resolve/bin/python -m pip freeze \
		| sed -E -e '/ @ |^-e |^#/d' -e 's/\+[A-Za-z0-9.]+$$//' -e '/^(dateline|pip|setuptools|wheel)==/d' > constraints.txt
	rm -rf .cache/resolve

clean:
	rm -rf $(VENV) .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis dist
	find $(SOURCES) -name __pycache__ -type d -prune -exec rm -rf {} +
