# What one does here, one line each: `make help`. Everything runs in the virtual environment that deploy/bootstrap.sh
# makes from the hashed lock (HOTLINE_VENV says where, default .venv); the second time that costs nothing.

VENV ?= $(or $(HOTLINE_VENV),.venv)
PYTHON := $(VENV)/bin/python
BOOTSTRAP := HOTLINE_VENV=$(VENV) deploy/bootstrap.sh

# Tests in two processes, as most of their time is spent waiting for servers; a module stays in one, with what it made for
# itself. PARALLEL= runs them in one, as the quick tests always are: starting workers would cost more than they save.
PARALLEL ?= -n 2 --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help

.PHONY: help
help:  ## List the targets, a line each
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-18s %s\n", $$1, $$2}'

.PHONY: bootstrap
bootstrap:  ## Make the virtual environment, with what is needed to run
	@$(BOOTSTRAP) run

.PHONY: bootstrap-test
bootstrap-test:  ## Make the virtual environment, with what is needed to test
	@$(BOOTSTRAP) test

## Running

# Compiled Python is kept even where the environment says not to: without it every start takes half a second longer.
run demo run-scale: export PYTHONDONTWRITEBYTECODE =

.PHONY: run
run: bootstrap  ## Serve everything in one process, with a demo province and a day of cases (DAY=no: none); settings are HOTLINE_... variables
	@test "$(DAY)" = no -o -e "$${HOTLINE_DATA_DIR:-data}/platform.db" || $(PYTHON) -m deploy.demo.day
	@exec $(PYTHON) -m services

.PHONY: demo
demo: bootstrap  ## Tell the story of three cases, on the server at HOTLINE_URL or on one of its own (half a minute)
	@exec $(PYTHON) -m deploy.demo.story

.PHONY: servers
servers: bootstrap-test  ## Run PostgreSQL and Apache Kafka here without containers, and say which variables to set: BROKERS=3
	@exec $(PYTHON) -m deploy.servers $(if $(BROKERS),--brokers $(BROKERS)) $(ARGS)

.PHONY: run-scale
run-scale: bootstrap-test  ## Run each service as processes of its own, on PostgreSQL and Kafka, behind one address: PROCESSES=2
	@exec $(PYTHON) -m deploy.servers.scale $(if $(PROCESSES),--processes $(PROCESSES)) $(ARGS)

## Checking

.PHONY: server-parts
server-parts: bootstrap-test
	@$(PYTHON) -m deploy.servers --prepare || true  # what still is missing, the tests that need it say

.PHONY: test
test: lint typecheck server-parts  ## Everything CI checks: lint, format, types, all tests
	@$(PYTHON) -m pytest $(PARALLEL) $(ARGS)

.PHONY: test-unit
test-unit: bootstrap-test  ## The quick tests: units, contracts, architecture (a minute or two)
	@$(PYTHON) -m pytest -q tests/unit tests/contract tests/architecture $(ARGS)

.PHONY: test-architecture
test-architecture: bootstrap-test  ## The house rules alone: imports, time and chance, style, committed text
	@$(PYTHON) -m pytest -q tests/architecture $(ARGS)

.PHONY: test-scenario
test-scenario: server-parts  ## The stories: the whole hotline under a virtual clock, on SQLite and on PostgreSQL with Kafka
	@$(PYTHON) -m pytest $(PARALLEL) tests/scenario $(ARGS)

# A service's own tests: its folders, and the modules that have it in their name.
TESTS_OF_SERVICE = $(wildcard $(foreach kind,unit service scenario,tests/$(kind)/$(SERVICE) tests/$(kind)/test_*$(SERVICE)*.py))

.PHONY: service-is-named
service-is-named:
	@test -n "$(SERVICE)" -a -n "$(TESTS_OF_SERVICE)" || { echo 'usage: make check SERVICE=callback'; exit 2; }

.PHONY: check
check: service-is-named lint typecheck server-parts  ## Check one service: lint, types, architecture, contracts, its tests: SERVICE=callback
	@$(PYTHON) -m pytest $(PARALLEL) tests/architecture tests/contract $(TESTS_OF_SERVICE) $(ARGS)

.PHONY: fuzz
fuzz: server-parts  ## The property tests with many more examples, and 20,000 generated requests (some ten minutes)
	@$(PYTHON) -m pytest -q -p tests.fuzzing --hypothesis-profile=fuzz --timeout=1800 -m hypothesis tests $(ARGS)

.PHONY: endurance
endurance: server-parts  ## What the tests only sample, in full: 10,000 races for a task, 100,000 events by 20 writers, an hour without Kafka with 10,000 reports, 50 drills of back-ups, 100 kills of what runs before and around a start (some forty minutes)
	@HOTLINE_ROUNDS=10000 HOTLINE_EVENTS=100000 HOTLINE_REPORTS=10000 HOTLINE_DRILLS=50 HOTLINE_KILLS=100 $(PYTHON) -m pytest --timeout=3600 \
		tests/scale/test_claim_races.py tests/scale/test_many_writers.py tests/scale/test_backup_drill.py \
		tests/service/test_killed_at_any_write.py tests/scenario/test_an_hour_without_kafka.py $(ARGS)

.PHONY: chaos
chaos: bootstrap-test server-parts  ## Faults under load on the full stack, then everything is judged: ROUNDS=100 (some 25 minutes) SEED=...
	@exec $(PYTHON) -m tests.chaos $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(SEED),--seed $(SEED)) $(ARGS)

.PHONY: bench
bench:  ## Measure it beside the machine's own limits and beside others: QUICK=1 (two minutes), ONLY=intake,timers
	@$(BOOTSTRAP) bench
	@exec $(PYTHON) -m tests.bench $(if $(QUICK),--quick) $(if $(ONLY),--only $(ONLY)) $(ARGS)

.PHONY: lint
lint: bootstrap-test  ## Check style and format, change nothing
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .

.PHONY: typecheck
typecheck: bootstrap-test  ## Check types (mypy, strict)
	@$(PYTHON) -m mypy

.PHONY: format
format: bootstrap-test  ## Format, fix style where a machine can, format again; what is left is listed, and fails
	@$(PYTHON) -m ruff format .; $(PYTHON) -m ruff check --fix .; found=$$?; $(PYTHON) -m ruff format . && exit $$found

## Making

.PHONY: events
events: bootstrap-test  ## Write docs/events anew, and the golden samples of events not yet released
	@$(PYTHON) -m shared.contracts.schemas
	@$(PYTHON) -m tests.contract.samples --rewrite

.PHONY: migration
migration: bootstrap-test  ## Write the next migration: SERVICE=intake MESSAGE="add a column"
	@test -n "$(SERVICE)" -a -n "$(MESSAGE)" || { echo 'usage: make migration SERVICE=intake MESSAGE="add a column"'; exit 2; }
	@$(PYTHON) -m shared.engine.migrations revision "$(SERVICE)" "$(MESSAGE)"

.PHONY: screenshots
screenshots: bootstrap-test  ## Take pictures of every page into build/screenshots, and those of docs/screenshots that differ
	@$(PYTHON) -m tests.browser.screenshots

.PHONY: lock
lock:  ## Lock the requirements, with hashes (UPGRADE=1 takes the newest of everything); needs uv
	@for name in requirements requirements-test requirements-bench; do \
		uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes $(if $(UPGRADE),--upgrade) \
			--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" -o $$name.lock $$name.in || exit 1; \
	done

.PHONY: clean
clean:  ## Remove caches and what tests leave behind; data and the virtual environment stay
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .schemathesis .coverage htmlcov
	@find services shared tests -name __pycache__ -type d -prune -exec rm -rf {} +
