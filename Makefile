# What a person runs and what CI runs are the same targets. Everything builds on .venv, which `setup` makes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SETUP := $(VENV)/.set-up
PEERS := $(VENV)/.peers
DEPLOY := $(VENV)/.deploy
DEPLOY_NEEDS := podman buildah runc catatonit mmdebstrap netavark aardvark-dns

.DEFAULT_GOAL := help
.PHONY: help setup demo test check lint types unit kafka-test deploy-test fuzz chaos bench schemas docs lock format clean

help: ## What there is to make
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: $(SETUP) ## Make .venv with everything in it

$(SETUP): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	  || { echo "Copydesk needs Python 3.11 or newer as $(PYTHON); name another one with: make PYTHON=python3.13" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
	  || { echo "Python's venv module is missing; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "Installing the locked dependencies into $(VENV) (the first time takes a minute) ..."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(SETUP)

$(PEERS) $(DEPLOY): $(VENV)/.%: requirements/%.txt $(SETUP)
	@echo "Installing the tools of requirements/$*.txt ..."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r $<
	@touch $@

demo: setup ## Kafka, the service and sample articles, end to end; ends by itself
	@$(BIN)/python -m deploy.demo

test: check $(DEPLOY) ## All that CI runs: checks, then every test
	@$(BIN)/python -m deploy.kafka fetch
	@$(BIN)/pytest
check: setup lint types ## Lint, format, types and generated files

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/python -m schemas.generate --check
	@$(BIN)/python -m docs.generate --check
	@$(BIN)/python -m schemas.compatibility

types: setup
	@$(BIN)/mypy

unit: setup ## The tests that need no Kafka
	@$(BIN)/pytest -m "not kafka and not podman"

kafka-test: setup ## The tests on a real Apache Kafka, which they fetch and start
	@$(BIN)/python -m deploy.kafka fetch
	@$(BIN)/pytest -m kafka

deploy-test: setup $(DEPLOY) ## Check what is under deploy/, build the image with podman and run it, hardened, on a real Kafka
	@for file in /usr/bin/podman /usr/bin/mmdebstrap /usr/sbin/runc /usr/bin/catatonit /usr/lib/podman/netavark /usr/lib/podman/aardvark-dns; do \
	  test -e $$file || { echo "$$file is missing; needed: apt-get install $(DEPLOY_NEEDS)" >&2; exit 1; }; done
	@$(BIN)/python -m deploy.kafka fetch
	@$(BIN)/pytest -m "" tests/deploy

fuzz: setup ## 10,000 mutated pages through the pipeline, then through the service on a real Kafka; minutes
	@$(BIN)/python -m deploy.kafka fetch
	@$(BIN)/python -m tests.fuzz

chaos: setup ## Kill, stop and starve services and brokers for an hour; a table of what was lost or doubled
	@$(BIN)/python -m deploy.kafka fetch
	@$(BIN)/python -m tests.chaos

bench: $(PEERS) ## Speed and latency beside a plain aiokafka loop, on a real Kafka
	@$(BIN)/python -m deploy.kafka fetch
	@$(BIN)/python -m tests.benchmarks

schemas: setup ## Write the JSON Schemas and the AsyncAPI document anew from the models
	@$(BIN)/python -m schemas.generate

docs: setup ## Write the layout rules and the list of metrics anew from the code's tables
	@$(BIN)/python -m docs.generate

format: setup ## Format the code and mend what ruff can mend
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

lock: ## Resolve the dependencies anew (needs uv); the lock records hashes and no download address
	uv pip compile pyproject.toml --universal --generate-hashes --no-header --python-version 3.11 -q -o requirements/runtime.txt
	uv pip compile pyproject.toml --group dev -c requirements/runtime.txt --universal --generate-hashes --no-header --python-version 3.11 -q -o requirements/dev.txt
	for group in build deploy peers; do uv pip compile --group $$group -c requirements/dev.txt --universal --generate-hashes --no-header --python-version 3.11 -q -o requirements/$$group.txt || exit; done

clean: ## Remove what was made here
	rm -rf $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
