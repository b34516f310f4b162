"""Trust policies (C2SP tlog-policy): which logs, which witnesses, and how many of these are enough.

``parse_policy`` reads the text and names every fault by its line; ``Policy.encode`` writes it;
``Policy.judge`` says who of the policy signed a checkpoint, and whether that is enough.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kopri.engines.notes.checkpoint import Checkpoint
from kopri.engines.notes.keys import SignatureKind, SignatureWrong, Verifier
from kopri.engines.notes.note import parse_note
from kopri.engines.notes.signing import open_note

NONE = b"none"  # the quorum that asks for no witness

_FORBIDDEN = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")
_BLANK = re.compile(rb"[ \t]+")
_COUNT = re.compile(rb"[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyFault:
    """What is wrong with one line, counted from 1. ``code`` never changes."""

    line: int
    code: str
    text: str


class PolicyWrong(ValueError):
    """A text that is no policy, with every fault in it."""

    def __init__(self, faults: Sequence[PolicyFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"line {each.line}: {each.text}" for each in self.faults))


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyLog:
    """A log that is accepted. The name of its key is its origin."""

    key: Verifier
    url: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyWitness:
    """A witness; ``name`` is its name in this policy alone, and any octets without white space."""

    name: bytes
    key: Verifier
    url: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Has witnessed what ``threshold`` of its members, witnesses or groups, have witnessed."""

    name: bytes
    threshold: int
    members: tuple[bytes, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Who of a policy signed a checkpoint.

    ``logs``: keys of its origin. ``cosigned``: name in the policy to POSIX seconds, the latest.
    """

    checkpoint: Checkpoint
    logs: tuple[Verifier, ...]
    cosigned: dict[bytes, int]
    quorum_met: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """``groups`` come after what they name; ``quorum`` is a witness, a group or ``none``."""

    logs: tuple[PolicyLog, ...] = ()
    witnesses: tuple[PolicyWitness, ...] = ()
    groups: tuple[Group, ...] = ()
    quorum: bytes = NONE

    def encode(self) -> bytes:
        """The policy as a file. What ``parse_policy`` would refuse is refused as well."""
        data = b"".join(b" ".join(filter(None, words)) + b"\n" for words in self._lines())
        if parse_policy(data) != self:
            raise ValueError("a name or an address in the policy is not one word")
        return data

    def _lines(self) -> list[tuple[bytes, ...]]:
        return [
            *((b"log", each.key.vkey.encode(), each.url) for each in self.logs),
            *((b"witness", e.name, e.key.vkey.encode(), e.url) for e in self.witnesses),
            *((b"group", e.name, b"%d" % e.threshold, *e.members) for e in self.groups),
            (b"quorum", self.quorum),
        ]

    def enough(self, names: Collection[bytes]) -> bool:
        """Whether the witnesses of these names make the quorum."""
        witnessed = {NONE, *(each.name for each in self.witnesses if each.name in names)}
        for group in self.groups:
            if len(witnessed.intersection(group.members)) >= group.threshold:
                witnessed.add(group.name)
        return self.quorum in witnessed

    def judge(self, note: bytes) -> Judgement:
        """Who signed the checkpoint in ``note``; that the quorum is missing is no error here.

        Raises ``SignatureWrong`` where no listed key of its origin signed it, or where a signature
        of a listed key does not hold; ``ValueError`` where it is no signed checkpoint.
        """
        checkpoint = Checkpoint.parse(parse_note(note).text)
        logs = tuple(each.key for each in self.logs if each.key.name == checkpoint.origin)
        if not logs:
            raise SignatureWrong("the policy lists no log of this origin")
        opened = open_note(note, [*logs, *(each.key for each in self.witnesses)])
        signed = tuple(key for key in logs if opened.by(key))
        if not signed:
            raise SignatureWrong("no log of the policy has signed this checkpoint")
        found = {each.name: opened.by(each.key) for each in self.witnesses}
        cosigned = {name: each.time or 0 for name, each in found.items() if each}
        return Judgement(
            checkpoint=checkpoint, logs=signed, cosigned=cosigned,
            quorum_met=self.enough(cosigned.keys()),
        )


def parse_policy(data: bytes) -> Policy:
    """The policy that the octets of ``data`` are; ``PolicyWrong`` with every fault where none."""
    reader = _Reader()
    *lines, rest = data.split(b"\n")
    for number, line in enumerate(lines, start=1):
        reader.read(number, line)
    last = len(lines) + 1
    if rest:
        reader.fault(last, "cut", "the last line does not end in a newline")
    if not reader.quorums:
        reader.fault(last, "no_quorum", "there is no quorum line")
    if reader.faults:
        raise PolicyWrong(reader.faults)
    return Policy(logs=tuple(reader.logs), witnesses=tuple(reader.witnesses),
                  groups=tuple(reader.groups), quorum=reader.quorums[0])


class _Reader:
    """Reads line after line. A name on a faulty line is known all the same: one fault, told once."""

    def __init__(self) -> None:
        self.faults: list[PolicyFault] = []
        self.logs: list[PolicyLog] = []
        self.witnesses: list[PolicyWitness] = []
        self.groups: list[Group] = []
        self.quorums: list[bytes] = []
        self._names: set[bytes] = {NONE}
        self._members: set[bytes] = set()
        self._number = 0

    def read(self, number: int, line: bytes) -> None:
        """Take in one line, without its newline."""
        self._number = number
        if _FORBIDDEN.search(line):
            self.fault(number, "octet", "a control character other than tab")
        words = _BLANK.sub(b" ", line).strip(b" ").split(b" ")
        if not words[0] or words[0].startswith(b"#"):
            return
        readers = {b"log": self._log, b"witness": self._witness, b"group": self._group,
                   b"quorum": self._quorum}
        read = readers.get(words[0])
        if read is None:
            self._fault("keyword", f"begins with none of {b' '.join(readers).decode()}")
        else:
            read(words[1:])

    def fault(self, line: int, code: str, text: str) -> None:
        """Keep a fault."""
        self.faults.append(PolicyFault(line=line, code=code, text=text))

    def _fault(self, code: str, text: str) -> None:
        self.fault(self._number, code, text)

    def _log(self, words: list[bytes]) -> None:
        if not 1 <= len(words) <= 2:
            return self._fault("form", "not: log <vkey> [<url>]")
        key = self._key(words[0], kind=SignatureKind.ED25519, known=[e.key for e in self.logs])
        if key:
            self.logs.append(PolicyLog(key=key, url=b"".join(words[1:])))
        return None

    def _witness(self, words: list[bytes]) -> None:
        if not 2 <= len(words) <= 3:
            return self._fault("form", "not: witness <name> <vkey> [<url>]")
        self._define(words[0])
        known = [each.key for each in self.witnesses]
        key = self._key(words[1], kind=SignatureKind.COSIGNATURE, known=known)
        if key:
            self.witnesses.append(
                PolicyWitness(name=words[0], key=key, url=b"".join(words[2:]))
            )
        return None

    def _group(self, words: list[bytes]) -> None:
        if len(words) < 3:
            return self._fault("form", "not: group <name> all|any|<k> <name>...")
        name, count, *members = words
        for member in members:
            self._member(member)
        self._define(name)
        threshold = self._threshold(count, of=len(members))
        self.groups.append(Group(name=name, threshold=threshold, members=tuple(members)))
        return None

    def _quorum(self, words: list[bytes]) -> None:
        if len(words) != 1:
            return self._fault("form", "not: quorum <name>")
        if self.quorums:
            self._fault("second_quorum", "a second quorum line")
        if words[0] not in self._names:
            self._fault("unknown_name", f"{_shown(words[0])} is not defined above")
        self.quorums.append(words[0])
        return None

    def _define(self, name: bytes) -> None:
        if name in self._names:
            self._fault("second_name", f"the name {_shown(name)} is taken")
        self._names.add(name)

    def _member(self, name: bytes) -> None:
        if name == NONE:
            self._fault("none_member", "none cannot be a member of a group")
        elif name not in self._names:
            self._fault("unknown_name", f"{_shown(name)} is not defined above")
        elif name in self._members:
            self._fault("second_member", f"{_shown(name)} is a member of a group already")
        self._members.add(name)

    def _threshold(self, count: bytes, *, of: int) -> int:
        named = {b"all": of, b"any": 1}.get(count)
        if named:
            return named
        if _COUNT.fullmatch(count) and int(count) <= of:
            return int(count)
        self._fault("threshold", f"{_shown(count)} is neither all, any nor a number from 1 to {of}")
        return of

    def _key(self, word: bytes, *, kind: SignatureKind, known: list[Verifier]) -> Verifier | None:
        try:
            key = Verifier.parse(word.decode())
        except ValueError as error:
            self._fault("key", f"not a verifier key: {error}")
            return None
        if key.kind is not kind:
            self._fault("key_kind", f"a key of type {key.kind:#04x} where {kind:#04x} belongs")
            return None
        if any(each.public_key == key.public_key for each in known):
            self._fault("second_key", "this public key is listed above")
        return key


def _shown(word: bytes) -> str:
    return word.decode("utf-8", "backslashreplace")
