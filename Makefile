# `make` lists what there is. Everything runs from .venv, which the first target that needs it sets up.

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.kaohe-is-installed
# One more than a small machine has cores: while one waits for Prefect, Chromium or PostgreSQL, two work.
WORKERS ?= 3
SHARED := -n $(WORKERS) --dist loadgroup --no-loadscope-reorder

# The first interpreter that is new enough; `make PYTHON=/path/to/python3.12 setup` names another.
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for each in python3 python3.13 python3.12 python3.11 python; do \
	"$$each" -c '$(NEW_ENOUGH)' >/dev/null 2>&1 && command -v "$$each" && break; done)

# Where this is set, every command that is started compiles all of its modules again: seconds instead of tenths.
unexport PYTHONDONTWRITEBYTECODE
export UV_PYTHON_DOWNLOADS := never
export PIP_DISABLE_PIP_VERSION_CHECK := 1

LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate \
	--no-emit-index-url --generate-hashes

.DEFAULT_GOAL := help
.PHONY: help setup run test faults check fmt docs words bench lock vendor screenshots

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(STAMP) ## make .venv and install the locked dependencies (the other targets call it)

$(STAMP): requirements/dev.txt requirements/uv.txt pyproject.toml
	@PYTHON='$(PYTHON)' VENV='$(VENV)' sh tools/setup.sh
	@touch $@

run: setup ## start the whole product with the sample years: kaohe run --demo
	$(BIN)/kaohe run --demo

test: setup ## run every test (property tests with a sample of their cases; those of pages want Chromium)
	$(BIN)/pytest $(SHARED) -m "not alone"
	$(BIN)/pytest -m alone tests/acceptance/concurrency

faults: setup ## run the property and fault tests with their full counts
	KAOHE_TESTS=full $(BIN)/pytest $(SHARED) -m "hypothesis or faults"

check: setup ## lint, format, types, import order, generated pages up to date
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m cli.docs check
	$(BIN)/python -m tools.words check
	$(BIN)/python -m flows.project check
	$(BIN)/python -m tests.record check

fmt: setup ## format the code and mend what the linter can mend
	$(BIN)/ruff check --fix-only --quiet
	$(BIN)/ruff format

docs: setup ## write again every page that is generated
	$(BIN)/python -m config docs
	$(BIN)/python -m cli.docs
	$(BIN)/python -m flows.project
	$(BIN)/python -m tests.record docs

words: setup ## find every text that the pages say and write the English catalogue, web/locale
	$(BIN)/python -m tools.words

bench: setup ## measure what must stay fast, each beside something real: read the ratios
	$(BIN)/python -m bench.tick
	$(BIN)/python -m bench.scoring
	$(BIN)/python -m bench.pages

screenshots: setup ## take the pictures in docs/images again (wants Chromium)
	$(BIN)/python -m tests.screenshots

lock: setup ## resolve the dependencies again and write requirements/
	$(LOCK) pyproject.toml --extra postgres --extra oidc --extra s3 -o requirements/base.txt
	$(LOCK) pyproject.toml --extra postgres --extra oidc --extra s3 --group dev -o requirements/dev.txt
	echo uv | $(LOCK) - -o requirements/uv.txt

vendor: ## fetch again the style sheets and scripts of others that the pages use (needs npm)
	sh tools/vendor.sh
