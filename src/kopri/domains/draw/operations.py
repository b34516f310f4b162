"""Operations of the draw: check, then append."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kopri.domains.draw import permissions
from kopri.domains.draw.queries import (
    Draw,
    anchor_of,
    draw_of,
    has_spoken,
    tag_key_of,
    thirds_named,
)
from kopri.domains.draw.rules import DrawOpen, FixedOnce, OneDraw
from kopri.domains.draw.states import DrawState
from kopri.domains.draw.types import (
    ChainAnchored,
    DrawClosed,
    DrawObjected,
    DrawSettled,
    RequestsListed,
    ShareRevealed,
    TagKeyCommitted,
    TagKeyShared,
    ThirdNamed,
)
from kopri.engines.canonical import encode
from kopri.engines.merkle import leaf_hashes, root_of
from kopri.engines.queueing.draw import Place, Row
from kopri.journal.append.writing import Writing
from kopri.journal.types import Draft, Recorded
from kopri.kernel.clock import to_text
from kopri.kernel.lines import Line
from kopri.kernel.rules import refuse_if, require

ROWS_AT_ONCE = 500  # of an entry: 60 kB


def list_root(rows: Sequence[Row]) -> bytes:
    """RFC 6962 root over the rows in order of tag."""
    return root_of(leaf_hashes(
        encode(row.wire()) for row in sorted(rows, key=lambda row: row.tag)))


def anchor_chain(
    tx: Writing, *, line: Line, quarter: str, anchor: str, length: int
) -> Recorded:
    """Fix this side's shares of a quarter."""
    require(permissions.may_draw(tx.actor))
    side = tx.journal.side
    known = anchor_of(side=side, line=line, quarter=quarter)
    refuse_if([FixedOnce.fault(what="chain", quarter=quarter)] if known else [])
    return tx.append(Draft(subject=line.point, payload=ChainAnchored(
        side=side, direction=line.direction, point=line.point, vehicle_class=line.vehicle_class,
        quarter=quarter, anchor=anchor, length=length)))


def name_third(
    tx: Writing, *, line: Line, quarter: str, third: str, anchor: str, note: str
) -> Recorded:
    """Write down what a third has fixed for a quarter."""
    require(permissions.may_draw(tx.actor))
    side = tx.journal.side
    known = side in thirds_named(line=line, quarter=quarter).get(third, {})
    refuse_if([FixedOnce.fault(what=third, quarter=quarter)] if known else [])
    return tx.append(Draft(subject=line.point, payload=ThirdNamed(
        side=side, direction=line.direction, point=line.point, vehicle_class=line.vehicle_class,
        quarter=quarter, third=third, anchor=anchor, note=note)))


def commit_tag_key(
    tx: Writing, *, direction: str, quarter: str, commitment: str, key: str
) -> Recorded:
    """Fix the key of a quarter's tags in public; then hand it to the neighbour."""
    require(permissions.may_draw(tx.actor))
    known = tag_key_of(direction=direction, quarter=quarter)
    refuse_if([FixedOnce.fault(what="tag key", quarter=quarter)] if known else [])
    done = tx.append(Draft(subject=direction, payload=TagKeyCommitted(
        direction=direction, quarter=quarter, commitment=commitment)))
    tx.append(Draft(subject=direction, payload=TagKeyShared(
        direction=direction, quarter=quarter, key=key)))
    return done


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a draw is held on besides its list: see ``draw.closed``."""

    day: str
    supply: Sequence[int]
    exit_revision: int
    entry_revision: int
    unproven_most: int
    quarter: str
    position: int
    reveal_until: datetime
    thirds: Sequence[tuple[str, str]] = ()


def close(tx: Writing, *, line: Line, rows: Sequence[Row], terms: Terms) -> Recorded:
    """Fix the list of a day's draw, with all else that its outcome depends on."""
    require(permissions.may_draw(tx.actor))
    draw = line.draw(terms.day)
    refuse_if([OneDraw.fault(draw=draw)] if draw_of(draw) else [])
    ordered = sorted(rows, key=lambda row: row.tag)
    parts = [ordered[at:at + ROWS_AT_ONCE] for at in range(0, len(ordered), ROWS_AT_ONCE)]
    drafts = [Draft(subject=draw, payload=RequestsListed(
        direction=line.direction, draw=draw, number=number,
        rows=[(row.tag, row.cohort, row.public_class, int(row.proven), list(row.wishes))
              for row in part])) for number, part in enumerate(parts)]
    drafts.append(Draft(subject=draw, payload=DrawClosed(
        direction=line.direction, point=line.point, vehicle_class=line.vehicle_class,
        day=terms.day, draw=draw, number=len(ordered), parts=len(parts),
        root=list_root(ordered).hex(), supply=list(terms.supply),
        exit_revision=terms.exit_revision, entry_revision=terms.entry_revision,
        unproven_most=terms.unproven_most, quarter=terms.quarter, position=terms.position,
        reveal_until=to_text(terms.reveal_until), thirds=list(terms.thirds))))
    return tx.append_many(drafts)[-1]


def reveal(tx: Writing, *, draw: str, share: str) -> Recorded:
    """Tell this side's share of an open draw."""
    _speak(tx, draw=draw)
    return tx.append(Draft(subject=draw, payload=ShareRevealed(
        side=tx.journal.side, draw=draw, share=share)))


def object_to(tx: Writing, *, draw: str, reason: str, tags: Sequence[str] = ()) -> Recorded:
    """Say why this side does not tell its share."""
    _speak(tx, draw=draw)
    return tx.append(Draft(subject=draw, payload=DrawObjected(
        side=tx.journal.side, draw=draw, reason=reason, tags=list(tags))))


def _speak(tx: Writing, *, draw: str) -> None:
    require(permissions.may_draw(tx.actor))
    spoken = has_spoken(draw, side=tx.journal.side)
    refuse_if([] if _is_open(draw) and not spoken else [DrawOpen.fault(draw=draw)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a draw came to: see ``draw.settled``."""

    shares: dict[str, str]
    marks: dict[str, str]
    third: str
    third_share: str
    third_note: str
    seed: bytes
    places: Sequence[Place]
    left: Sequence[tuple[str, int]] = ()


def settle(tx: Writing, *, draw: Draw, outcome: Outcome, basis: Sequence[tuple[str, str]]) -> Recorded:
    """Tell the seed and the outcome; the grants follow in the same commit. ``basis``: log and uid."""
    require(permissions.may_draw(tx.actor))
    refuse_if([] if _is_open(draw.draw) else [DrawOpen.fault(draw=draw.draw)])
    return tx.append(Draft(subject=draw.draw, basis=list(basis), payload=DrawSettled(
        direction=draw.line.direction, draw=draw.draw, shares=outcome.shares, marks=outcome.marks,
        third=outcome.third, third_share=outcome.third_share, third_note=outcome.third_note,
        seed=outcome.seed.hex(), slots=[(place.tag, place.hour) for place in outcome.places],
        left=list(outcome.left))))


def _is_open(draw: str) -> bool:
    found = draw_of(draw)
    return found is not None and found.state is DrawState.CLOSED
