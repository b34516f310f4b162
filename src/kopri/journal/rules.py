"""Rules of the journal."""

from kopri.kernel.rules import Rule


class OursToWrite(Rule):
    """This node may not write {kind} here: another node of the side keeps this post."""

    code = "journal.not_ours"
    source = "Köpri, docs/reference/journal: applying"
    remedy = "Do it on the node of the post; a centre acts only for posts without one."


class TwoTreesSigned(Rule):
    """Two trees were signed under this node's key; whoever has seen both trusts this log no more."""

    code = "journal.two_trees"
    source = "Köpri, docs/reference/journal: after a restore"
    remedy = "Found a node with a new log, let both sides admit it, and close this log."


class NothingToOrder(Rule):
    """This node signs already."""

    code = "journal.signs_already"
    source = "Köpri, docs/reference/journal: after a restore"
    remedy = "Nothing is to be done."


class SureBeforeForgetting(Rule):
    """This node is not sure yet that it holds all that it has signed."""

    code = "journal.unsure"
    source = "Köpri, docs/reference/journal: after a restore"
    remedy = "Wait until its witnesses have answered, then forget."


class RoomToWrite(Rule):
    """This node has no room left to write."""

    code = "journal.no_room"
    source = "Köpri, docs/how-to/run-a-node: a full disk"
    remedy = "Try again in a minute; if it lasts, tell the operator of this node."


class DatabaseAnswers(Rule):
    """A part that is needed does not answer."""

    code = "journal.unavailable"
    source = "Köpri, docs/how-to/run-a-node: a full disk"
    remedy = "Try again in a minute; if it lasts, tell the operator of this node."
