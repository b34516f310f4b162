#!/bin/sh
# Everything that must hold: lint, then the whole suite on SQLite, then what touches tables on PostgreSQL,
# started by the run itself (who may do what, and how nodes follow one another, is the same there).
# Files in their order: the long ones come first, so that no worker ends late.
set -eu
cd "$(dirname "$0")/.."
python=.venv/bin/python
scripts/lint.sh
# What tests keep is synced to the disk at every entry: it lies in memory, where there is room for it.
room=$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')
if [ "${room:-0}" -gt 4000000 ]; then
  TMPDIR=$(mktemp -d /dev/shm/kopri-XXXXXX)
  export TMPDIR
  chmod 711 "$TMPDIR"  # the database server runs as nobody
  trap 'rm -rf "$TMPDIR"' EXIT
  trap 'exit 130' INT TERM
fi
$python -m pytest -n 2 --dist loadfile --no-loadscope-reorder "$@"
tables=
for folder in journal crossing domains journeys; do
  [ ! -d "tests/unit/$folder" ] || tables="$tables tests/unit/$folder"
done
# shellcheck disable=SC2086
$python -m tests.postgres $python -m pytest -n 2 --dist loadfile --no-loadscope-reorder \
  tests/contract tests/journey/test_one_truck.py tests/faults $tables --ignore=tests/unit/journeys/test_permissions.py
