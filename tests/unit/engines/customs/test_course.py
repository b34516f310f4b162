"""The course of a declaration: every message in any order, and what each may answer."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kopri.engines.customs import (
    Answer,
    Course,
    Declared,
    Kind,
    Stage,
    amended,
    arrived,
    departed,
    examined,
    lodged,
    withdrawn,
)

ACTS = {
    "arrive": lambda course: arrived(course, movement="M", place="P"),
    "leave": departed, "pass": lambda course: examined(course, passed=True),
    "fail": lambda course: examined(course, passed=False), "withdraw": withdrawn, "amend": amended,
}
DECLARED = st.builds(
    Declared, reference=st.just("R"), type_code=st.sampled_from(("EXA", "EXD", "EXK", "EXY", "IMZ")),
    statements=st.sampled_from((frozenset(), frozenset({"MIB01"}), frozenset({"ECONR"}))),
    previous=st.sampled_from((frozenset(), frozenset({"CPD"}))), control=st.booleans(),
    checks=st.integers(0, 2), faults=st.sampled_from(((), ("42A 57A",))))


def kinds(answers: list[Answer]) -> list[Kind]:
    return [each.kind for each in answers]


@settings(max_examples=60)
@given(declared=DECLARED, acts=st.lists(st.sampled_from(sorted(ACTS)), max_size=8))
def test_whatever_is_sent_nothing_is_cleared_twice_or_leaves_uncleared(
    declared: Declared, acts: list[str]
) -> None:
    course, first = lodged(declared)
    told = list(first)
    for act in acts:
        before = course.stage
        course, answers = ACTS[act](course)
        told += answers
        if before in (Stage.LEFT, Stage.INVALIDATED, Stage.REJECTED):
            assert course.stage is before
            assert {each.code for each in answers if each.kind is Kind.REQUEST_ANSWERED} <= {"41"}
    found = kinds(told)
    for once in (Kind.ACCEPTED, Kind.CLEARED, Kind.LEFT, Kind.INVALIDATED, Kind.REJECTED,
                 Kind.GOODS_RELEASED, Kind.ARRIVAL_NOTED):
        assert found.count(once) <= 1
    if Kind.LEFT in found:
        assert found.index(Kind.ACCEPTED) < found.index(Kind.CLEARED) < found.index(Kind.LEFT)
    if Kind.REJECTED in found:
        assert found[0] is Kind.REJECTED and Kind.ACCEPTED not in found
    versions = [each.version for each in told if each.version]
    assert versions == sorted(versions)
    assert (course.stage is Stage.LEFT) == (Kind.LEFT in found)


def test_a_control_ends_in_a_release_or_in_an_end() -> None:
    kept, answers = lodged(Declared(reference="R", type_code="EXA", control=True))
    assert kinds(list(answers)) == [Kind.ACCEPTED, Kind.CONTROLLED]
    assert departed(kept)[1] == ()  # what is under control does not leave
    cleared, answers = examined(kept, passed=True)
    assert (cleared.stage, kinds(list(answers))) == (Stage.CLEARED, [Kind.CLEARED])
    ended, (answer,) = examined(kept, passed=False)
    assert (ended.stage, answer.kind, answer.code) == (Stage.INVALIDATED, Kind.INVALIDATED, "2")
    assert Course.new(kept.declared).stage is Stage.LODGED
