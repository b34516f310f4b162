"""`make bench`: every benchmark, one after the other, or those that are named.

    python -m bench [tree] [codecs] [notices] [journal] [proofs] [audit]
"""

import sys

from bench import audit, codecs, journal, notices, proofs, tree

BENCHES = {
    "tree": lambda: tree.main(leaves=100_000, rounds=7),
    "codecs": lambda: codecs.main(rounds=5),
    "notices": notices.main,
    "journal": journal.main,
    "proofs": proofs.main,
    "audit": audit.main,
}

for name in sys.argv[1:] or BENCHES:
    print(f"== {name}")
    BENCHES[name]()
