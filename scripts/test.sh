#!/bin/sh
# Everything that must hold: lint, then the whole suite on SQLite with the floors of its coverage (what
# other processes run is not counted), then what touches tables on PostgreSQL, started by the run itself.
set -eu
cd "$(dirname "$0")/.."
python=.venv/bin/python
scripts/lint.sh
rm -f .coverage .coverage.*
$python -m pytest -n 2 --dist loadfile --cov --cov-report= "$@"
$python scripts/coverage_floor.py
tables=
for folder in journal crossing domains journeys; do
  [ ! -d "tests/unit/$folder" ] || tables="$tables tests/unit/$folder"
done
# shellcheck disable=SC2086
$python -m tests.postgres $python -m pytest -n 2 --dist loadfile $tables tests/contract tests/journey \
  tests/faults
