#!/bin/sh
# The checks that run without starting anything: style, types, the import contracts.
set -eu
cd "$(dirname "$0")/.."
.venv/bin/ruff check .
.venv/bin/mypy
.venv/bin/lint-imports
