#!/bin/sh
# What no unit test runs, and the floors of the rooms where it counts. Counting costs half as much again
# as the tests themselves, so `make test` leaves it out.
set -eu
cd "$(dirname "$0")/.."
python=.venv/bin/python
rm -f .coverage .coverage.*
$python -m pytest -n 2 --dist loadfile --cov --cov-report= tests/unit tests/vectors
$python scripts/coverage_floor.py
