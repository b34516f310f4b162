"""A draft is its owner's alone, bounded, and gone when it is sent or old."""

from datetime import timedelta

import pytest

from kopri.domains.drafts import rules
from kopri.domains.drafts.models import Draft
from kopri.domains.drafts.operations import discard, keep
from kopri.domains.drafts.queries import by_id, drafts_of
from kopri.domains.drafts.types import Fields
from kopri.kernel.actor import Actor, Role
from kopri.kernel.errors import Ground
from tests.border import codes, refused
from tests.conftest import START, Node


def kept(node: Node, actor: Actor, *, draft: str = "", days: int = 0, **texts: str) -> str:
    return keep(actor=actor, fields=Fields(title="123 ABC", texts=texts), draft=draft,
                now=START + timedelta(days=days), random=node.journal.random)


def test_a_draft_comes_back_as_it_was_typed(node: Node) -> None:
    carrier = node.actor(Role.CARRIER, person="p1")
    first = kept(node, carrier, plate="1\0 ‘ä’ 𐍈", goods="Бидай")
    assert dict(by_id(first, actor=carrier).texts) == {"plate": "1 ‘ä’ 𐍈", "goods": "Бидай"}
    assert kept(node, carrier, draft=first, days=1, plate="2") == first
    assert [(each.draft, each.texts) for each in drafts_of(carrier)] == [(first, {"plate": "2"})]
    discard(actor=carrier, draft=first)
    discard(actor=carrier, draft=first)
    assert drafts_of(carrier) == []


def test_nobody_else_reads_replaces_or_deletes_it(node: Node) -> None:
    owner, other = (node.actor(Role.CARRIER, person=name) for name in ("p1", "p2"))
    mine = kept(node, owner, plate="1")
    assert drafts_of(other) == []
    for draft in (mine, "0" * 32, "\0"):
        assert refused(lambda draft=draft: by_id(draft, actor=other)).ground is Ground.MISSING
    discard(actor=other, draft=mine)
    assert kept(node, other, draft=mine, plate="2") != mine
    assert by_id(mine, actor=owner).texts == {"plate": "1"}


def test_only_who_may_announce_keeps_drafts(node: Node) -> None:
    assert codes(lambda: kept(node, node.actor(Role.AUDITOR))) == ["permission.denied"]


def test_they_are_bounded_in_number_size_and_age(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST", 2)
    carrier = node.actor(Role.CARRIER, person="p1")
    first = kept(node, carrier)
    kept(node, carrier)
    assert codes(lambda: kept(node, carrier)) == ["drafts.too_many"]
    assert kept(node, carrier, draft=first, plate="1") == first
    assert codes(lambda: kept(node, carrier, draft=first, goods="x" * rules.LARGEST)) == [
        "drafts.too_large"]
    assert by_id(first, actor=carrier).texts == {"plate": "1"}
    kept(node, node.actor(Role.CARRIER, person="p2"), days=61)
    assert [row.person for row in Draft.objects.all()] == ["p2"]
