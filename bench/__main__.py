"""`make bench`: every benchmark, one after the other, or those that are named.

    python -m bench [tree] [codecs] [notices] [journal] [proofs] [audit] [board] [booking]
                    [officers] [moves [requests]] [scale [entries]]
"""

import sys

from bench import (
    audit,
    board,
    booking,
    codecs,
    journal,
    moves,
    notices,
    officers,
    proofs,
    scale,
    tree,
)

names = [word for word in sys.argv[1:] if not word.isdigit()]
numbers = [word for word in sys.argv[1:] if word.isdigit()]
BENCHES = {
    "tree": lambda: tree.main(leaves=100_000, rounds=7),
    "codecs": lambda: codecs.main(rounds=5),
    "notices": notices.main,
    "journal": journal.main,
    "proofs": proofs.main,
    "audit": audit.main,
    "board": board.main,
    "booking": booking.main,
    "officers": officers.main,
    "moves": lambda: moves.main(sizes=tuple(map(int, numbers)) or moves.SIZES),
    "scale": lambda: scale.main(most=int(next(iter(numbers), scale.MOST))),
}

for name in names or BENCHES:
    print(f"== {name}")
    BENCHES[name]()
