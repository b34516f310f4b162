#!/bin/sh
# Installs the locked requirements ($1 is core or dev) and the command line into .venv.
set -eu
cd "$(dirname "$0")/.."
set_=$1
uv=.bootstrap/bin/uv
[ -x .venv/bin/python ] || "$uv" venv --quiet --python .bootstrap/bin/python .venv
# dev holds everything that core does: once asked for, it stays.
[ "$set_" = core ] && [ -e .venv/.dev ] && set_=dev
"$uv" pip sync --quiet --python .venv/bin/python --require-hashes "requirements/$set_.txt"
"$uv" pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --offline --editable .
if [ -d src/kopri/locale ]; then .venv/bin/pybabel -q compile --use-fuzzy --domain django --directory src/kopri/locale; fi
touch .venv/.core
[ "$set_" = core ] || touch .venv/.dev
