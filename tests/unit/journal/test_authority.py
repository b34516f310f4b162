"""Who may write what: facts by anyone, acts by one log."""

from dataclasses import dataclass

import pytest

from kopri.journal.authority import is_keeper, lawful
from kopri.journal.types import CENTRE, OBSERVER, POST, Authority


@dataclass(frozen=True)
class By:
    """A log."""

    side: str
    role: str = CENTRE
    post: str = ""

    @property
    def origin(self) -> str:
        return f"{self.post}.{self.side}"


KZ, TM = By("kz"), By("tm")
TMB, GBZ, BOL = By("kz", POST, "tmb"), By("tm", POST, "gbz"), By("kz", POST, "bol")
WATCHER = By("kz", OBSERVER)
CENTRES, ALL = (KZ, TM), (KZ, TM, TMB, GBZ, WATCHER)
OWN, LEAVING = {"side": "kz"}, {"direction": "kz-tm"}


@pytest.mark.parametrize("author", [*ALL, BOL])
def test_facts_are_anyones(author: By) -> None:
    assert lawful(authority=Authority.FACT, payload={}, author=author, post="", logs=ALL)


@pytest.mark.parametrize(("authority", "payload"), [
    (Authority.OWN_SIDE, OWN), (Authority.EXIT_SIDE, LEAVING)])
def test_what_a_side_decides_is_its_centres(
    authority: Authority, payload: dict[str, str]
) -> None:
    """Whatever post it names, and whether or not posts have nodes."""
    for logs in (CENTRES, ALL):
        for post in ("", "tmb", "bol"):
            found = [author for author in ALL if lawful(
                authority=authority, payload=payload, author=author, post=post, logs=logs)]
            assert found == [KZ]


def test_a_post_closes_itself_and_no_other_and_its_centre_any() -> None:
    for post, found in (("tmb", [KZ, TMB]), ("bol", [KZ]), ("", [KZ])):
        assert [author for author in ALL if lawful(
            authority=Authority.OWN_PLACE, payload=OWN, author=author, post=post, logs=ALL)] == found


@pytest.mark.parametrize(("authority", "payload"), [
    (Authority.OWN_POST, OWN), (Authority.EXIT_POST, LEAVING)])
@pytest.mark.parametrize(("logs", "post", "keepers"), [
    (CENTRES, "tmb", [KZ]),  # no node there: the centre
    (CENTRES, "", [KZ]),
    (ALL, "tmb", [TMB]),  # its own node, and nobody else
    (ALL, "bol", [KZ]),  # another post of the side has none
    (ALL, "", []),  # an act of nowhere is nobody's where posts have nodes
    (ALL, "gbz", [KZ]),  # a code of the other side's is just a post without a node here
])
def test_what_is_done_at_a_post_is_its_keepers(
    authority: Authority, payload: dict[str, str], logs: tuple[By, ...], post: str,
    keepers: list[By],
) -> None:
    """One keeper at the most: two logs can never both be right about a post."""
    authors = [author for author in logs if lawful(
        authority=authority, payload=payload, author=author, post=post, logs=logs)]
    assert authors == keepers


@pytest.mark.parametrize("authority", [each for each in Authority if each is not Authority.FACT])
@pytest.mark.parametrize("payload", [{}, {"side": None}, {"direction": 7}, {"side": ["kz"]}])
def test_an_act_that_names_nobody_is_nobodys(authority: Authority, payload: dict[str, object]) -> None:
    assert not any(lawful(authority=authority, payload=payload, author=author, post="tmb",
                          logs=ALL) for author in ALL)


@pytest.mark.parametrize("authority", [
    Authority.FACT_OF_SIDE, Authority.OWN_SIDE, Authority.OWN_PLACE, Authority.OWN_POST])
def test_the_half_for_the_own_side_alone_need_not_name_it(authority: Authority) -> None:
    """The half that both sides read names it; what the neighbour could read must."""
    def may(author: By, *audience: str) -> bool:
        return lawful(authority=authority, payload={}, author=author, post="bol",
                      logs=CENTRES, audience=audience)

    assert may(KZ, "kz") and may(TM, "tm")
    assert not may(WATCHER, "kz")
    assert not any(may(author, *audience) for author in (KZ, TM)
                   for audience in ((), ("kz", "tm"), ("*",)))
    assert not may(TM, "kz")


def test_a_post_keeps_only_itself() -> None:
    assert is_keeper(TMB, post="tmb", logs=ALL)
    assert not is_keeper(TMB, post="bol", logs=ALL)
    assert not is_keeper(WATCHER, post="tmb", logs=CENTRES)
