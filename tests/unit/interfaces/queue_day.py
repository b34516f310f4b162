"""A made-up day of the queue, as a node would publish it: drawn by the engine, written as tables."""

import hashlib
import json
from collections.abc import Sequence
from copy import deepcopy
from random import Random
from typing import Any

from kopri.engines.merkle import leaf_hashes, root_of
from kopri.engines.queueing.chains import value_at
from kopri.engines.queueing.draw import Row, allocate, in_order, seed_of

Tables = dict[str, list[dict[str, Any]]]
EXIT, ENTRY, THIRD = "log/kz", "log/tm", "log/eu"
LENGTH = 90


def line(day: str) -> str:
    return f"{day}/kz-tm/temirbaba/truck"


def made_rows(random: Random, *, count: int, day: str, earlier: str = "2026-01-12") -> list[Row]:
    """Vehicles with wishes of their own; some lost an earlier draw, some are not proven."""
    tags = sorted(random.randbytes(32).hex() for _ in range(count))
    return [Row(tag=tag, cohort=random.choice([day, day, earlier]), proven=random.random() < 0.7,
                public_class="priority" if random.random() < 0.1 else "ordinary",
                wishes=tuple(random.sample(range(24), random.randint(1, 6)))) for tag in tags]


def made_day(
    random: Random, *, rows: Sequence[Row], day: str = "2026-01-15", own: int = 3, theirs: int = 2,
    unproven: int = 4, missing: str = "", later: int = 0,
) -> Tables:
    """A draw that was held and granted as it came out.

    ``missing``: the side that did not reveal; ``later``: by how much its entries come after others.
    """
    draw, where = line(day), {"recorded": "2026-01-13T07:00:00Z", "seen": {ENTRY: 100}}
    supply = [min(own, theirs)] * 24
    position = int(day[-2:])
    ends = {name: random.randbytes(32) for name in ("kz", "tm", "eu")}
    share = {name: value_at(end, length=LENGTH, position=position) for name, end in ends.items()}
    anchor = {name: value_at(end, length=LENGTH, position=0).hex() for name, end in ends.items()}
    if missing:
        share[missing] = bytes(32)
    leaves = [json.dumps(row.wire(), separators=(",", ":")).encode() for row in rows]
    root = root_of(list(leaf_hashes(leaves)))
    seed = seed_of(draw=draw, root=root, exit_share=share["kz"], entry_share=share["tm"],
                   third_share=share["eu"])
    places = allocate(rows, seed=seed, supply=supply, unproven_most=unproven)
    classes = {row.tag: row.public_class for row in rows}
    return deepcopy({
        "capacity": [
            {"log": log, "index": 1, **where, "side": side, "revision": 1, "hours": [hours] * 24,
             "daily": {}, "away": [], "valid_until": "2026-02-01T00:00:00Z"}
            for log, side, hours in ((EXIT, "kz", own), (ENTRY, "tm", theirs))],
        "closure": [],
        "chain": [{"log": log, "index": 2, **where, "side": side, "quarter": "2026-Q1",
                   "anchor": anchor[side], "length": LENGTH}
                  for log, side in ((EXIT, "kz"), (ENTRY, "tm"))],
        "third": [{"log": log, "index": 3, **where, "side": side, "quarter": "2026-Q1",
                   "third": THIRD, "anchor": anchor["eu"], "note": ""}
                  for log, side in ((EXIT, "kz"), (ENTRY, "tm"))],
        "key": [{"log": EXIT, "index": 4, **where, "quarter": "2026-Q1", "commitment": "0" * 64}],
        "list": [{"log": EXIT, "index": 10 + later, "tag": row.tag, "cohort": row.cohort,
                  "public_class": row.public_class, "proven": int(row.proven),
                  "wishes": list(row.wishes)} for row in rows],
        "close": [{"log": EXIT, "index": 11 + later, **where, "number": len(rows), "parts": 1,
                   "root": root.hex(), "supply": supply, "exit_revision": 1, "entry_revision": 1,
                   "unproven_most": unproven, "quarter": "2026-Q1", "position": position,
                   "reveal_until": "2026-01-13T07:30:00Z", "thirds": [[THIRD, anchor["eu"]]]}],
        "share": [{"log": log, "index": 20 + (later if side == "kz" else 0), **where, "side": side, "share": share[side].hex()}
                  for log, side in ((EXIT, "kz"), (ENTRY, "tm")) if side != missing],
        "objection": [],
        "settled": [{"log": EXIT, "index": 30 + later, **where, "third": THIRD,
                     "third_note": f"kopri/draw/share/v1\n{draw}\n{share['eu'].hex()}\n"
                                   f"{EXIT} {25 + later}\n{ENTRY} 25\n\n\u2014 {THIRD} signed\n",
                     "shares": {side: share[side].hex() for side in ("kz", "tm")},
                     "marks": {side: "missing" if side == missing else "in_time"
                               for side in ("kz", "tm")},
                     "third_share": share["eu"].hex(), "seed": seed.hex()}],
        "slot": [{"log": EXIT, "index": 30, "tag": place.tag, "hour": place.hour}
                 for place in places],
        "left": [],
        "given": [given(31 + later + number, tag=place.tag, slot=place.hour, day=day,
                        public_class=classes[place.tag], why="draw")
                  for number, place in enumerate(places)],
        "elsewhere": [],
        "later": [{"log": EXIT, "index": 601, "recorded": "2026-01-14T07:00:00Z", "seen": {ENTRY: 100}}],
    })


def given(
    index: int, *, tag: str, slot: int | None = None, was: int | None = None, why: str,
    day: str = "2026-01-15", public_class: str = "ordinary", seen: int = 100,
    recorded: str = "2026-01-13T08:00:00Z",
) -> dict[str, Any]:
    """A public row of a slot given, moved or given back."""
    hours = {name: f"{day}T{hour:02d}:00:00Z" if hour is not None else ""
             for name, hour in (("slot", slot), ("was", was))}
    return {"log": EXIT, "index": index, "recorded": recorded, "seen": {ENTRY: seen}, "tag": tag,
            **hours, "public_class": public_class, "why": why, "rule": ""}


def waiting(tables: Tables) -> list[Row]:
    """Who got nothing in the draw, in the order in which they stand."""
    rows = [Row(tag=row["tag"], cohort=row["cohort"], public_class=row["public_class"],
                proven=bool(row["proven"]), wishes=tuple(row["wishes"])) for row in tables["list"]]
    won = {row["tag"] for row in tables["slot"]}
    ordered = in_order(rows, seed=bytes.fromhex(tables["settled"][0]["seed"]))
    return [row for row in ordered if row.tag not in won]


def stranger(text: str) -> str:
    """The tag of somebody who asked after the close."""
    return hashlib.sha256(text.encode()).hexdigest()
