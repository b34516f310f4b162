"""``journal.md``: the protocol as built, with an example that the code has just written."""

import json
from pathlib import Path
from string import Template
from typing import Any

from kopri.engines.canonical import MAX_DEPTH
from kopri.engines.http_signatures.signing import COMPONENTS
from kopri.engines.http_signatures.verifying import MAX_AGE, MAX_AHEAD
from kopri.engines.merkle import TILE_WIDTH
from kopri.interfaces.api.journal_log import urls as log_urls
from kopri.interfaces.api.mirror import urls as mirror_urls
from kopri.interfaces.api.witness import urls as witness_urls
from kopri.journal.append.ticking import EVERY
from kopri.journal.append.writing import CLOCK_TOLERANCE, EVENT_ID_SIZE
from kopri.journal.follow.following import BATCH
from kopri.journal.incidents import CODES
from kopri.journal.sealing import ENVELOPE_VERSION, SALT_SIZE
from kopri.kernel.clock import to_text
from kopri.node.reference.example import NOW, example
from kopri.node.reference.incidents import states
from kopri.node.reference.markdown import block, code, page, paragraph, table

_PLACES = {"": log_urls, "mirror/": mirror_urls, "witness/": witness_urls}
TEMPLATE = Path(__file__).with_name("journal.template.md")


def journal(countries: Path, pair: str) -> str:
    """The page. ``pair``: whose exchange table the example is written under."""
    shown = example(countries, pair)
    text = Template(TEMPLATE.read_text("utf-8")).substitute({**_numbers(), **_example(shown)})
    return page("The journal: protocol", of=f"`src/kopri/journal` or `node/reference/{TEMPLATE.name}`",
                blocks=[text.rstrip()])


def _numbers() -> dict[str, object]:
    """What the code has fixed."""
    return {
        "envelope_version": ENVELOPE_VERSION, "event_size": EVENT_ID_SIZE, "salt_size": SALT_SIZE,
        "tolerance": int(CLOCK_TOLERANCE.total_seconds() // 60), "depth": MAX_DEPTH,
        "tick_minutes": int(EVERY.total_seconds() // 60), "tile_width": TILE_WIDTH,
        "max_age": MAX_AGE, "max_ahead": MAX_AHEAD, "batch": BATCH, "now": to_text(NOW),
        "components": " and ".join(map(code, COMPONENTS)), "codes": ", ".join(map(code, CODES)),
        "states": states(),
        "paths": table(("/log/", "gives"), [
            (code(f"{under}{each.pattern}"), paragraph(each.callback.__doc__))
            for under, urls in _PLACES.items() for each in urls]),
    }


def _example(shown: dict[str, Any]) -> dict[str, object]:
    """What the example has written."""
    entries = shown["entries"]
    shared = next(each for each in entries if each["audience"].count(","))
    own = next(each for each in entries if not each["audience"])
    stamp = shared["stamp"]
    opening = next(line for line in shown["served"] if stamp in line)
    return {
        "origin": shown["origin"], "size": len(entries), "shared_index": shared["index"],
        "own_index": own["index"], "own_kind": own["kind"], "log_entry_size": len(shared["log_entry"]) // 2,
        "shared_entry": _laid_out(shared["entry"]), "own_entry": _laid_out(own["entry"]),
        "shared_bytes": block(shared["entry"]), "opening": block(opening),
        "sealing": table(("", "bytes"), [
            ("salt", code(shared["salt"])), ("C", code(shared["commitment"])),
            ("stamp", code(stamp)), ("log entry", code(shared["log_entry"])),
            ("leaf hash", code(shared["leaf"])),
        ]),
        "bundle": block(_folded(shown["bundle"])), "note": block(shown["note"]),
        "cosigned": block(shown["cosigned"]), "keys": block("\n".join(shown["keys"])),
        "request": block("\n".join([
            f"GET {shown['asked']}", *(f"{name}: {value}" for name, value in shown["headers"])])),
        "base": block(shown["base"]),
    }


def _laid_out(entry: str) -> str:
    return block(json.dumps(json.loads(entry), indent=2, ensure_ascii=False), language="json")


def _folded(digits: str) -> str:
    """Hexadecimal digits, one log entry with its length a line."""
    size = 2 * 35
    return "\n".join(digits[at:at + size] for at in range(0, len(digits), size))
