"""What a log may be charged with, by name: proofs that anyone can judge, and complaints.

A complaint may be the accuser's invention: it is shown and tried again, never punished.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Weight(Enum):
    """How a charge is taken, and what ends it."""

    PROOF = "proof"  # the log is stopped; nothing ends it
    TREE = "tree"  # complaint of a checkpoint or tree; ended by the log's own node showing better
    OPENING = "opening"  # complaint of openings; ended by whoever serves them
    OWN = "own"  # of this node's own log; ended by what its remedy says
    ENTRY = "entry"  # complaint of an entry as sealed: kept, not applied; ended by an upgrade


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """``message``: what it means. ``remedy``: what the officer in charge does about it."""

    weight: Weight
    message: str
    remedy: str


_HAND_OVER = "Hand the evidence file to both ministries; go on without this log's new entries."
_ASK = "Nothing to do at once: it is asked for again. If it stays, call the other node's operator."
_CALL = "Call the other node's operator and compare the keys of the trust policy."
_KEPT = "The log goes on. Tell the other node's operator which entry it is."

CHARGES: Mapping[str, Charge] = {
    "fork": Charge(
        weight=Weight.PROOF, remedy=_HAND_OVER,
        message="Two signed checkpoints of one size with two roots."),
    "rewritten": Charge(
        weight=Weight.PROOF, remedy=_HAND_OVER,
        message="A signed tree does not go on from an older one that was signed as well."),
    "count_repeated": Charge(
        weight=Weight.PROOF, remedy=_HAND_OVER,
        message="Two published entries bear the same running number of one label."),
    "count_falling": Charge(
        weight=Weight.PROOF, remedy=_HAND_OVER,
        message="The running number of a label falls from one published entry to a later one."),
    "misplaced": Charge(
        weight=Weight.PROOF, remedy=_HAND_OVER,
        message="A published entry is stamped with another place or another log than its own."),
    "checkpoint_signature": Charge(
        weight=Weight.TREE, remedy=_CALL,
        message="A checkpoint without a valid signature of the log."),
    "key_changed": Charge(
        weight=Weight.TREE, remedy=_CALL,
        message="A checkpoint under a key that no entry of the log has named."),
    "checkpoint_malformed": Charge(
        weight=Weight.TREE, remedy=_ASK, message="What was served is no checkpoint."),
    "checkpoint_smaller": Charge(
        weight=Weight.TREE, remedy=_ASK,
        message="An older checkpoint than one that was seen before."),
    "other_log": Charge(
        weight=Weight.TREE, remedy=_CALL, message="A checkpoint of another log."),
    "other_root": Charge(
        weight=Weight.TREE, remedy=_CALL,
        message="Another root than this size has here, where no second signed checkpoint proves it."),
    "bundle_malformed": Charge(
        weight=Weight.TREE, remedy=_ASK, message="What was served is no bundle of log entries."),
    "root_mismatch": Charge(
        weight=Weight.TREE, remedy=_ASK,
        message="The log entries that were served do not hash to the signed root."),
    "silent": Charge(
        weight=Weight.TREE, remedy="Call the other node's operator: is its worker running? Is the "
        "clock right, here and there?",
        message="The node answers, but its newest entry is more than ten minutes old: its "
                "checkpoint may be a replay."),
    "clock_apart": Charge(
        weight=Weight.TREE, remedy="Set the clock that is wrong, here or there.",
        message="The log's clock is more than ten minutes ahead of this node's."),
    "signing_waits": Charge(
        weight=Weight.OWN,
        remedy="Nothing, if the line comes back soon: work goes on meanwhile. If no witness can be "
        "reached for long, and no newer state of this node exists: kopri journal sign.",
        message="This node has started again and signs nothing until its witnesses have shown what "
                "they hold of its log; acts that rest on absence wait too."),
    "signed_beyond": Charge(
        weight=Weight.OWN,
        remedy="Restore the newest backup there is. What witnesses hold is taken back from them; "
        "if more was signed than any of them has seen: kopri journal sign.",
        message="More entries were signed than the database holds: it is an older one."),
    "cloned": Charge(
        weight=Weight.OWN,
        remedy="Find the copy of this node that is running and stop it. If its key was stolen, give "
        "this node a new log. Then, on the one node that is to go on: kopri journal sign.",
        message="A witness shows a checkpoint under this node's key that this node did not sign."),
    "bad_opening": Charge(
        weight=Weight.OPENING, remedy=_ASK, message="What was served is no opening."),
    "wrong_log": Charge(
        weight=Weight.OPENING, remedy=_ASK, message="An opening that is stamped by another log."),
    "leaf_mismatch": Charge(
        weight=Weight.OPENING, remedy=_ASK,
        message="An opening is not the one that was published at its index."),
    "out_of_order": Charge(
        weight=Weight.OPENING, remedy=_ASK,
        message="Openings out of their order, or served twice."),
    "count_broken": Charge(
        weight=Weight.OPENING, remedy=_ASK,
        message="An entry that is addressed to this node was left out."),
    "forgotten_unnamed": Charge(
        weight=Weight.OPENING, remedy=_ASK,
        message="An entry is called forgotten, and no entry of its log names it as such."),
    "withheld_tail": Charge(
        weight=Weight.OPENING, remedy=_ASK,
        message="A tick counts more entries for this node than were served."),
    "not_canonical": Charge(
        weight=Weight.ENTRY, remedy=_KEPT,
        message="An entry was sealed in another spelling than the canonical one."),
    "bad_entry": Charge(
        weight=Weight.ENTRY, remedy=_KEPT,
        message="An entry was sealed that cannot be read, or that cannot be applied."),
    "wrong_labels": Charge(
        weight=Weight.ENTRY, remedy=_KEPT,
        message="An entry is counted for other labels than it is addressed to."),
    "foreign_actor": Charge(
        weight=Weight.ENTRY, remedy=_KEPT, message="An entry speaks for another side."),
    "impossible_seen": Charge(
        weight=Weight.ENTRY, remedy=_KEPT,
        message="An entry claims to have seen more of this node's log than there is."),
    "unlawful_act": Charge(
        weight=Weight.ENTRY, remedy=_KEPT,
        message="An act of a log that has no authority for it."),
    "unknown_kind": Charge(
        weight=Weight.ENTRY, remedy="Upgrade this node; what is parked is applied then.",
        message="An entry of a kind or version that this node does not read."),
}


def codes(*weights: Weight) -> list[str]:
    """The names of the charges of these weights."""
    return [code for code, charge in CHARGES.items() if charge.weight in weights]
