"""``python -m fuzz [NAME ...]``: every codec, or those named, FUZZ_SECONDS each, two at a time."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

from fuzz.promises import targets
from fuzz.seeds import ROOT, seeds

SECONDS = int(os.environ.get("FUZZ_SECONDS", "20"))
HANG_SECONDS = 10
MOST_MEGABYTES = 1024
LARGEST_BYTES = 60_000
HOME = ROOT / "var" / "fuzz"


def run(name: str) -> list[Path]:
    """Fuzz one target; the files that broke a promise."""
    corpus, kept = HOME / name / "corpus", HOME / name / "found"
    for folder in (corpus, kept):
        folder.mkdir(parents=True, exist_ok=True)
    for data in seeds(name):
        (corpus / sha256(data).hexdigest()[:16]).write_bytes(data)
    before = set(kept.iterdir())
    log = HOME / name / "log"
    with log.open("wb") as out:
        subprocess.run(
            [sys.executable, "-m", "fuzz.worker", name, f"-max_total_time={SECONDS}",
             f"-timeout={HANG_SECONDS}", f"-rss_limit_mb={MOST_MEGABYTES}",
             f"-max_len={LARGEST_BYTES}", f"-artifact_prefix={kept}/", "-print_final_stats=1",
             str(corpus)],
            cwd=ROOT, stdout=out, stderr=subprocess.STDOUT, check=False,
            timeout=SECONDS + 120, env={**os.environ, "PYTHONPATH": str(ROOT)})
    found = sorted(set(kept.iterdir()) - before)
    print(f"{name:20} {_runs(log)}", *(f"BROKEN {file}" for file in found), flush=True)
    return found


def _runs(log: Path) -> str:
    lines = log.read_text("utf-8", "replace").splitlines()
    stats = [line for line in lines if "number_of_executed_units" in line]
    return f"{stats[-1].split()[-1]:>9} documents" if stats else f"  see {log}"


def main(names: list[str]) -> int:
    """Status 1 where anything was found, or a target did not run."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        found = [file for files in pool.map(run, names or targets()) for file in files]
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
