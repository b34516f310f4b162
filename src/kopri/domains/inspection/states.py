"""The states of an inspection: from, by whom, to."""

from enum import Enum


class InspectionState(Enum):
    """How far an inspection is."""

    APPOINTED = "inspection_appointed"
    CALLED_OFF = "inspection_called_off"
    UNDER_WAY = "inspection_under_way"
    UNSIGNED = "inspection_unsigned"  # ended; a side has yet to sign the record as it is
    AGREED = "inspection_agreed"
    DISAGREED = "inspection_disagreed"  # signed by all, over one record, and not concluded alike


_SIGN = (("inspector", InspectionState.AGREED), ("inspector", InspectionState.DISAGREED))
# from -> (by whom, to); what a guest wrote before it heard of the end opens the record to signing again
TRANSITIONS: dict[InspectionState, tuple[tuple[str, InspectionState], ...]] = {
    InspectionState.APPOINTED: (
        ("inspector", InspectionState.UNDER_WAY), ("shift_head", InspectionState.UNDER_WAY),
        ("inspector", InspectionState.CALLED_OFF), ("shift_head", InspectionState.CALLED_OFF)),
    InspectionState.CALLED_OFF: (),
    InspectionState.UNDER_WAY: (
        ("inspector", InspectionState.UNSIGNED), ("shift_head", InspectionState.UNSIGNED)),
    InspectionState.UNSIGNED: _SIGN,
    InspectionState.AGREED: (("inspector", InspectionState.UNSIGNED),
                             ("inspector", InspectionState.DISAGREED)),
    InspectionState.DISAGREED: (("inspector", InspectionState.UNSIGNED),
                                ("inspector", InspectionState.AGREED)),
}
ENDS = frozenset({InspectionState.CALLED_OFF, InspectionState.AGREED, InspectionState.DISAGREED})
