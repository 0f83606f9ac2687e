# statscope: everything a person does with this tree, by name.
# Belongs here: how to set up, run, test, check and clean. Does not belong here: settings of tools (pyproject.toml).
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SUPERSET_VENV := .venv-superset
SUPERSET_READY := $(SUPERSET_VENV)/.ready
SUPERSET_VERSIONS := pipelines/statscope/products/dashboard/constraints.txt
PORT ?= 8088
export PYTHONUTF8 := 1
export DAGSTER_DISABLE_TELEMETRY := 1
export DBT_SEND_ANONYMOUS_USAGE_STATS := false
export GX_ANALYTICS_ENABLED := false

.PHONY: help setup run test test-all test-nightly fault-test mutate ui lint format bench bench-memory match-quality docs docs-generated docs-site pictures superset superset-setup clean

help: ## what each target does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

$(READY): pyproject.toml constraints.txt
	@echo "Setting up $(VENV) with $(PYTHON): the versions of constraints.txt (a minute or two, once)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]' --constraint constraints.txt
	@$(BIN)/python -c 'from statscope.defs.dbt_project import parsed_project; from statscope.settings import Settings; parsed_project(Settings.from_environment())'
	@touch $@

setup: $(READY) ## install statscope and its tools into .venv

run: $(READY) ## run the main job on the synthetic sample county and say what was found
	@echo "Running statscope on data/samples (a synthetic county): ingest, check, build, audit, publish into data/published"
	@$(BIN)/statscope run --deliveries data/samples

test: $(READY) ## run the everyday tests (a dozen minutes on two cores)
	@echo "Running the tests: unit, scenarios, oracle, integration, definitions, docs, dashboard, browser (skipped where there is no Chromium)"
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile -m 'not nightly and not long'

test-all: $(READY) ## run these and the tests that run whole homes of their own (some twenty minutes); what CI runs
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile -m 'not nightly'

test-nightly: $(READY) ## two hundred random counties against the oracle, old DuckDB wheels, fifty readers, tutorials with their runs, Superset if set up (many minutes)
	@$(BIN)/python -m pytest -q -m nightly tests/docs tests/oracle tests/integration tests/dashboard

fault-test: $(READY) ## kill, starve and deceive whole runs: the old vintage stands, the next run is clean (many minutes)
	@$(BIN)/python -m pytest -q -m 'nightly or not nightly' tests/faults tests/definitions/test_late_deliveries.py

mutate: $(READY) ## break every rule and operator in turn and see which test notices; ONLY='regex' for some (long)
	@PYTHONPATH=tests $(BIN)/python -m mutation.mutate '$(ONLY)'

ui: $(READY) ## open the Dagster UI on 127.0.0.1
	@$(BIN)/statscope ui

lint: $(READY) ## style, types, import direction, SQL, YAML
	$(BIN)/ruff check pipelines tests docs
	$(BIN)/ruff format --check pipelines tests docs
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python tests/lint_sql.py
	$(BIN)/yamllint --strict dbt_project pipelines workspace.yaml .pre-commit-config.yaml

format: $(READY) ## let ruff arrange the Python files
	$(BIN)/ruff check --fix pipelines tests docs
	$(BIN)/ruff format pipelines tests docs

bench: $(READY) ## measure: ratios within one run, medians of several
	@$(BIN)/python tests/bench/bench.py

bench-memory: $(READY) ## peak memory of ingest: 10,000 small files, one file of 5 million rows
	@$(BIN)/python tests/bench/bench_memory.py

match-quality: $(READY) ## precision and recall of matching names without codes, on the labelled set
	@$(BIN)/python tests/bench/match_quality.py

docs: docs-generated docs-site ## regenerate what is generated in docs/ and sql/, and build the site

docs-generated: $(READY) ## regenerate what is generated in docs/ and sql/ from a run of the sample (two minutes)
	@$(BIN)/python docs/generate.py

pictures: $(READY) ## take the pictures of docs/images anew, with headless Chromium
	@$(BIN)/python docs/pictures.py

docs-site: $(READY) ## build the documentation site, Chinese and English, into build/site
	@$(BIN)/python docs/site/build.py

# Superset's libraries and ours exclude each other: an environment of its own, nothing of it in the other.
$(SUPERSET_READY): $(SUPERSET_VERSIONS)
	@echo "Setting up $(SUPERSET_VENV) with $(PYTHON): Apache Superset and its own versions (a few minutes, once)"
	@test -x $(SUPERSET_VENV)/bin/python || $(PYTHON) -m venv $(SUPERSET_VENV)
	@$(SUPERSET_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --requirement $(SUPERSET_VERSIONS)
	@touch $@

superset-setup: $(SUPERSET_READY) ## install Apache Superset into .venv-superset, apart from everything else

superset: $(SUPERSET_READY) ## the dashboard over the published file in Apache Superset on 127.0.0.1; PORT=8088
	@PYTHONPATH=pipelines $(SUPERSET_VENV)/bin/python -m statscope.products.dashboard.serving --port $(PORT)

clean: ## remove the environments, caches and everything generated under data/ except the samples
	rm -rf $(VENV) $(SUPERSET_VENV) .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis build pipelines/*.egg-info
	rm -rf dbt_project/target dbt_project/logs
	find data -mindepth 1 -maxdepth 1 ! -name samples -exec chmod -R u+w {} + -exec rm -rf {} +
