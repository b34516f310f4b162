# Two commands: `make demo` and `make test`. Both set up what they need.
SHELL := /bin/sh
export UV_PYTHON_DOWNLOADS := never
# nodes are started by the dozen: where bytecode may not be kept, each compiles everything anew
unexport PYTHONDONTWRITEBYTECODE
UV := .bootstrap/bin/uv
KOPRI := .venv/bin/kopri
PAIR ?= kz-tm
SCENARIO ?= base
SEED ?= 1
FUZZ_SECONDS ?= 20

.PHONY: help setup demo test coverage check lint bench fuzz lock messages clean

help:
	@echo "make demo            play a border day on two nodes, then keep them running (ONCE=1 ends after the report)"
	@echo "make test            every check and every test"
	@echo "make coverage        which lines the unit tests run, and the floors (half as long again as the tests)"
	@echo "make setup           install only; the command line is then $(KOPRI)"
	@echo "make bench           benchmarks, each beside its peer"
	@echo "make fuzz            every reader of documents under a fuzzer, FUZZ_SECONDS=20 each (CODEC=csv: one of them)"
	@echo "make lock            compile requirements/*.in again"

setup: .venv/.core

demo: .venv/.core
	@ONCE="$(ONCE)" $(KOPRI) demo --pair $(PAIR) --scenario $(SCENARIO) --seed $(SEED)

test: .venv/.dev
	@scripts/test.sh

coverage: .venv/.dev
	@scripts/coverage.sh

lint: .venv/.dev
	@scripts/lint.sh

bench: .venv/.dev
	@.venv/bin/python -m bench

fuzz: .venv/.dev
	@FUZZ_SECONDS="$(FUZZ_SECONDS)" .venv/bin/python -m fuzz $(CODEC)

lock: .bootstrap/bin/uv
	@for name in bootstrap core dev; do \
	  $(UV) pip compile -q --upgrade --generate-hashes --no-header --no-annotate --python-version 3.11 \
	    requirements/$$name.in -o requirements/$$name.txt; done

messages: .venv/.dev
	@scripts/messages.sh

clean:
	rm -rf .venv .bootstrap var

.bootstrap/bin/uv: requirements/bootstrap.txt scripts/bootstrap.sh
	@scripts/bootstrap.sh

.venv/.core: .bootstrap/bin/uv requirements/core.txt pyproject.toml $(wildcard src/kopri/locale/*/LC_MESSAGES/django.po)
	@scripts/install.sh core

.venv/.dev: .venv/.core requirements/dev.txt
	@scripts/install.sh dev
