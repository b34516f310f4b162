#!/bin/sh
# Texts from Python and templates into src/kopri/locale; compiled at once. See messages.py.
set -eu
cd "$(dirname "$0")/.."
exec .venv/bin/python scripts/messages.py "$@"
