#!/bin/sh
# Everything that must hold: lint, then the whole suite with coverage and its floors.
set -eu
cd "$(dirname "$0")/.."
scripts/lint.sh
rm -f .coverage .coverage.*
.venv/bin/python -m pytest --cov --cov-report= "$@"
.venv/bin/python scripts/coverage_floor.py
