.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
SERVE ?= 1
# Debian packages: a browser for tests/browser, PostgreSQL for the second database, poppler to read PDFs back,
# Java for Spark, tesseract and OCR-B to read rendered pages.
DEBIAN := python3-venv chromium poppler-utils postgresql openjdk-17-jre-headless tesseract-ocr fonts-ocr-b

.PHONY: help env debian demo test check coverage bench format lock clean

help: ## List the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

env: $(STAMP) ## Make .venv with the markaz command

$(STAMP): requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

debian: ## Install the Debian packages the tests use (as root; otherwise say which)
	@./tools/debian-packages $(DEBIAN)

demo: env ## Simulate a campaign, take it in, print and write the briefing, serve the console
	@$(BIN)/markaz demo --out demo $(if $(filter 0,$(SERVE)),--no-serve,)

check: env ## Format, lint, types, contract, spelling, templates, migrations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell src docs tests
	$(BIN)/djlint src --check --lint --quiet
	DJANGO_SETTINGS_MODULE=markaz.config.settings $(BIN)/python -m django makemigrations --check --dry-run

test: env debian ## Run every test, on SQLite and, where one can be started, on PostgreSQL
	./tools/run-tests

coverage: env debian ## Run every test and say which lines none of them reaches (half as long again)
	$(BIN)/pytest -n auto --cov --cov-report=term:skip-covered

bench: env ## Run the benchmarks and print their ratios
	$(BIN)/python -m benchmarks

format: env ## Rewrite the code in the house style
	$(BIN)/ruff format . && $(BIN)/ruff check --fix . && $(BIN)/djlint src --reformat --quiet

lock: env ## Resolve pyproject.toml afresh into requirements.lock
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --no-strip-extras --universal --generate-hashes --no-emit-index-url --no-header --quiet --output-file requirements.lock

clean: ## Remove the environment and everything the demo wrote
	rm -rf $(VENV) demo
