"""The timetable: which entry feeds which tables, and which journey it starts.

Read top to bottom it is the truck's day.
"""

from collections.abc import Sequence

from kopri.crossing import projection as crossing
from kopri.crossing.types import CrossingAmended, CrossingClosed, CrossingOpened
from kopri.domains.attendance import projection as attendance
from kopri.domains.calling import projection as calling
from kopri.domains.calling import types as calls
from kopri.domains.control import projection as control
from kopri.domains.control import types as controls
from kopri.domains.customs import projection as customs
from kopri.domains.customs import types as declarations
from kopri.domains.documents import projection as documents
from kopri.domains.documents.types import (
    DocumentAccepted,
    DocumentAttached,
    DocumentLodged,
    DocumentRejected,
    DocumentWithdrawn,
)
from kopri.domains.draw import projection as draw
from kopri.domains.draw import types as drawing
from kopri.domains.examination import projection as examination
from kopri.domains.examination import types as examining
from kopri.domains.fallback import projection as fallback
from kopri.domains.fallback import types as falling_back
from kopri.domains.fees import projection as fees
from kopri.domains.fees.types import Posted
from kopri.domains.gate import projection as gate
from kopri.domains.gate.types import Arrived, Exited, Registered, TurnedBack
from kopri.domains.handover import projection as handover
from kopri.domains.handover.types import Given, Taken
from kopri.domains.inspection import projection as inspection
from kopri.domains.inspection import types as inspections
from kopri.domains.lanes import projection as lanes
from kopri.domains.lanes.types import LaneSet
from kopri.domains.notice import projection as notice
from kopri.domains.notice.types import NoticeAmended, NoticeCancelled, NoticeLodged
from kopri.domains.outcomes import projection as outcomes
from kopri.domains.outcomes import types as outcome
from kopri.domains.priority import projection as priority
from kopri.domains.priority import types as priorities
from kopri.domains.queue import projection as queue
from kopri.domains.queue import types as booking
from kopri.domains.returns import projection as returns
from kopri.domains.returns import types as returning
from kopri.domains.weighing import projection as weighing
from kopri.domains.weighing.types import Weighed
from kopri.journal import keys
from kopri.journal.types import (
    Authority,
    Forgot,
    LogAdmitted,
    LogKeyNamed,
    Next,
    Recovered,
    Route,
    SigningOrdered,
    Tick,
)

STATUS = (crossing.milestones,)
MOVES = (Next(journey="move_bookings"),)
PLAN = (Next(journey="plan_controls"),)
PASS = (Next(journey="pass_on", authority=Authority.EXIT_SIDE),)  # on to who waits
SERVE = (Next(journey="serve_claims", authority=Authority.EXIT_SIDE),)

ROUTES: Sequence[Route] = (
    # the record itself
    Route(payload=LogAdmitted),
    Route(payload=LogKeyNamed, local=(keys.named,)),
    Route(payload=Tick),
    Route(payload=Forgot),
    Route(payload=Recovered),
    Route(payload=SigningOrdered),
    # both sides publish what they can take
    Route(payload=booking.LimitsPublished, shared=(queue.limits,)),
    Route(payload=booking.CapacityPublished, shared=(queue.capacity,),
          next=(*MOVES, *SERVE, *PASS)),
    Route(payload=booking.PointClosed, shared=(queue.closed,), next=(*MOVES, *PASS)),
    Route(payload=booking.ClosureChanged, shared=(queue.closure_changed,),
          next=(*MOVES, Next(journey="pass_on"))),
    # for a quarter each side fixes its shares of the draws, the exit side the key of the tags too
    Route(payload=drawing.ChainAnchored, shared=(draw.chain,)),
    Route(payload=drawing.ThirdNamed, shared=(draw.third,)),
    Route(payload=drawing.TagKeyCommitted, shared=(draw.key_committed,)),
    Route(payload=drawing.TagKeyShared, shared=(draw.key_shared,)),
    # a carrier opens a case, tells what is coming, asks for a slot
    Route(payload=CrossingOpened, local=(crossing.case,), folds=STATUS),
    Route(payload=CrossingAmended, local=(crossing.case,), shared=(examination.vehicle_changed,),
          next=(*PLAN, Next(journey="keep_bound"))),
    Route(payload=NoticeLodged, local=(notice.lodged,), shared=(notice.listed,), folds=STATUS,
          next=PLAN),
    Route(payload=NoticeAmended, local=(notice.lodged,), shared=(notice.listed,), next=PLAN),
    Route(payload=NoticeCancelled, local=(notice.cancelled,), shared=(notice.struck,),
          folds=STATUS, next=PLAN),
    Route(payload=DocumentAttached, local=(documents.attached,), next=PLAN),
    Route(payload=DocumentLodged, local=(documents.lodged,)),
    Route(payload=DocumentAccepted, local=(documents.accepted,)),
    Route(payload=DocumentRejected, local=(documents.rejected,)),
    Route(payload=DocumentWithdrawn, local=(documents.withdrawn,), next=PLAN),
    Route(payload=booking.SlotRequested, shared=(queue.request, priority.claimed),
          next=(Next(journey="grant_slot", authority=Authority.EXIT_SIDE, elsewhere=True),)),
    Route(payload=booking.SlotGranted, shared=(queue.granted,), folds=STATUS),
    Route(payload=booking.RequestListed, shared=(queue.listed,)),
    # new slots of a day go to a draw: the list is closed, the shares are told, all is known
    Route(payload=drawing.RequestsListed, shared=(draw.listed,)),
    Route(payload=drawing.DrawClosed, shared=(draw.closed,), next=PASS),
    Route(payload=drawing.ShareRevealed, shared=(draw.share,)),
    Route(payload=drawing.DrawObjected, shared=(draw.objected,)),
    Route(payload=drawing.DrawSettled, shared=(draw.settled,), next=PASS),
    Route(payload=booking.SlotConfirmed, shared=(queue.confirmed,)),
    Route(payload=booking.SlotMoved, shared=(queue.moved, attendance.moved), folds=STATUS,
          next=(*PASS, Next(journey="tell_move"))),
    Route(payload=booking.ChangeRequested, shared=(queue.change_requested,),
          next=(Next(journey="answer_change", authority=Authority.EXIT_SIDE),)),
    Route(payload=booking.Allocated, shared=(queue.allocated, draw.served)),
    Route(payload=booking.RequestDeclined, shared=(queue.declined,)),
    Route(payload=booking.CancelRequested,
          next=(Next(journey="take_back", authority=Authority.EXIT_SIDE),)),
    Route(payload=booking.SlotCancelled, shared=(queue.cancelled,), folds=STATUS,
          next=(*SERVE, *PASS)),
    # some go before others by law
    Route(payload=priorities.Claimed, shared=(priority.claimed,), next=SERVE),
    Route(payload=priorities.ClaimAnswered, shared=(priority.answered,)),
    Route(payload=priorities.ClaimDecided, local=(priority.decided,), next=SERVE),
    Route(payload=priorities.VehiclesListed, own=(priority.listed,)),
    # what is due is paid for: books of this side alone
    Route(payload=Posted, own=(fees.posted,)),
    # services look at the papers before it comes, ask, and accept unless facts differ
    Route(payload=examining.Looked, own=(examination.looked,)),
    Route(payload=examining.Asked, shared=(examination.acts,), next=PLAN),
    Route(payload=examining.Answered, shared=(examination.acts,)),
    Route(payload=examining.Accepted, shared=(examination.acts,), next=PLAN),
    Route(payload=examining.NotAccepted, shared=(examination.acts,), next=PLAN),
    Route(payload=examining.Withdrawn, shared=(examination.acts,), next=PLAN),
    # the vehicle comes, waits, is called; or it does not come
    Route(payload=Arrived, local=(gate.arrived, calling.arrived), folds=STATUS),
    Route(payload=calls.TimeTold, own=(calling.told,)),
    Route(payload=calls.NeedNoted, own=(calling.need_noted,)),
    Route(payload=calls.NeedCleared, own=(calling.need_cleared,)),
    Route(payload=calls.AutomaticSwitched, own=(calling.switched,)),
    Route(payload=booking.Called, local=(calling.called,), shared=(queue.called,), folds=STATUS),
    Route(payload=priorities.SafetyCalled, local=(priority.safety_reason,),
          shared=(priority.safety_called,),
          next=(Next(journey="tell_safety", authority=Authority.EXIT_SIDE),)),
    Route(payload=priorities.Countersigned, shared=(priority.countersigned,)),
    Route(payload=booking.NoShow, shared=(queue.no_show, attendance.absent), folds=STATUS),
    Route(payload=booking.Lapsed, shared=(queue.lapsed,), folds=STATUS),
    Route(payload=CrossingClosed, folds=STATUS),
    # a side takes it in, plans, looks, decides
    Route(payload=Weighed, shared=(weighing.weighed,), next=PLAN),
    Route(payload=LaneSet, own=(lanes.lane_set,)),
    Route(payload=Registered, local=(
        crossing.seen_at_gate, gate.registered, calling.registered, notice.frozen),
          shared=(queue.used, notice.presented), folds=STATUS),
    Route(payload=controls.Planned, own=(control.planned,), shared=(control.services,)),
    Route(payload=controls.Marked, own=(control.marked,)),
    Route(payload=controls.MarkLifted, own=(control.mark_lifted,),
          next=(Next(journey="release_cleared"),)),
    Route(payload=controls.Directed, own=(control.directed,)),
    Route(payload=controls.StepStarted, own=(control.started,)),
    Route(payload=controls.StepFinished, own=(control.finished,)),
    Route(payload=controls.FindingRecorded, own=(control.differing,),
          shared=(control.finding,), folds=STATUS),
    Route(payload=controls.Reversed, shared=(control.reversal,), folds=STATUS),
    Route(payload=controls.Released, shared=(control.released,), folds=STATUS),
    Route(payload=controls.Refused, shared=(control.refused,), folds=STATUS),
    # of a part alone, without saying why, or by two
    Route(payload=outcome.PartDecided, shared=(outcomes.part_decided,)),
    Route(payload=outcome.Withheld, own=(outcomes.withheld,), folds=STATUS),
    Route(payload=outcome.WithheldLifted, own=(outcomes.lifted,), folds=STATUS),
    Route(payload=outcome.Proposed, own=(outcomes.proposed,)),
    Route(payload=outcome.ProposalEnded, own=(outcomes.ended,)),
    # what the entry side refuses the exit side answers
    Route(payload=returning.ReturnOpened, shared=(returns.opened,)),
    Route(payload=returning.ReturnWithdrawn, shared=(returns.withdrawn,)),
    Route(payload=returning.ReturnAnswered, shared=(returns.answered,)),
    Route(payload=returning.ReturnReceived, shared=(returns.received,)),
    # each state's own customs system, and where its transit ends
    Route(payload=declarations.Declared, own=(customs.owned,), shared=(customs.declared,)),
    Route(payload=declarations.StateTold, own=(customs.answered,), shared=(customs.told,)),
    Route(payload=declarations.TransitEnded, own=(customs.answered,), shared=(customs.ended,)),
    # what has to be unloaded is unloaded once, for all who need it; each signs one record
    Route(payload=inspections.Appointed, local=(inspection.appointments,)),
    Route(payload=inspections.AppointmentChanged, local=(inspection.appointments,)),
    Route(payload=inspections.Began, shared=(inspection.acts,)),
    Route(payload=inspections.Found, shared=(inspection.acts,)),
    Route(payload=inspections.Photographed, shared=(inspection.acts,)),
    Route(payload=inspections.SampleTaken, shared=(inspection.acts,)),
    Route(payload=inspections.SampleGiven, shared=(inspection.acts,)),
    Route(payload=inspections.SampleReceived, shared=(inspection.acts,)),
    Route(payload=inspections.SampleTested, shared=(inspection.acts,)),
    Route(payload=inspections.SealBroken, shared=(inspection.acts,)),
    Route(payload=inspections.SealSet, shared=(inspection.acts,)),
    Route(payload=inspections.Ended, shared=(inspection.acts,)),
    Route(payload=inspections.Signed, shared=(inspection.acts,)),
    Route(payload=inspections.Recognised, shared=(inspection.acts,)),
    # while a system or a line is down, under a regime that is declared
    Route(payload=falling_back.RegimeDeclared, own=(fallback.declared,)),
    Route(payload=falling_back.RegimeRenewed, own=(fallback.renewed,)),
    Route(payload=falling_back.RegimeEnded, own=(fallback.ended,)),
    Route(payload=falling_back.ReleasedUnder, local=(fallback.released,)),
    Route(payload=falling_back.Reexamined, own=(fallback.reexamined,)),
    Route(payload=falling_back.PackIssued, own=(fallback.issued,)),
    Route(payload=falling_back.StickerUsed, own=(fallback.used,)),
    # a shift ends: one signs, another signs
    Route(payload=Given, own=(handover.given,)),
    Route(payload=Taken, own=(handover.taken,)),
    # and lets it go on, or back
    Route(payload=calls.GateOverridden, own=(calling.overridden,)),
    Route(payload=Exited, local=(gate.exited, calling.exited), folds=STATUS),
    Route(payload=TurnedBack, local=(gate.turned_back, calling.turned_back), folds=STATUS),
)
