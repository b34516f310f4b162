#!/bin/sh
# Makes .bootstrap/, a small environment that holds only the installer (uv), from a lock with hashes.
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}
stop() { printf 'kopri: %s\n' "$1" >&2; printf '       %s\n' "$2" >&2; exit 1; }
command -v "$python" >/dev/null 2>&1 ||
  stop "Python was not found (looked for '$python')." "Install it: apt-get install python3 python3-venv"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
  stop "Python 3.11 or newer is needed; '$python' is $("$python" -V 2>&1 | cut -d' ' -f2)." \
       "Install a newer one and name it: make PYTHON=/path/to/python3.11 ..."
"$python" -c 'import ensurepip, venv' 2>/dev/null ||
  stop "Python's venv module is missing." "Install it: apt-get install python3-venv"
rm -rf .bootstrap
"$python" -m venv .bootstrap || stop "The environment .bootstrap could not be made." "Is the folder writable, and is python3-venv installed?"
.bootstrap/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt ||
  stop "The installer could not be fetched." "Check that the package index of your pip configuration can be reached, then run make again."
touch .bootstrap/bin/uv
