"""What has just been done, said on the next page: a word in its address, no state anywhere."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kopri.interfaces.web.show import Toast
from kopri.interfaces.web.words import Text

DONE: dict[str, Text] = {
    "opened": _("The case is open. Show this reference at the border."),
    "announced": _("Announced to both sides."),
    "granted": _("The slot is booked."),
    "held": _("The slot is held for you until its fee is paid."),
    "waiting": _("You are on the list. It is drawn or given in order; nobody passes you by being faster."),
    "change_requested": _("Noted. Your hour stays until another is given."),
    "change_withdrawn": _("Your hour stays as it is."),
    "deposit": _("The deposit is held for this vehicle."),
    "deposit-back": _("The deposit is credit again."),
    "forfeit": _("The deposit is kept; the carrier reads why."),
    "receipt": _("The receipt is in the books."),
    "refund": _("The refund is in the books."),
    "reverse-charge": _("The charge is undone: its amount is credit again."),
    "requested": _("The wish is on its way to the exit side, which answers it."),
    "cancel-booking": _("The booking is given back."),
    "cancel-notice": _("The notice is withdrawn."),
    "attach": _("The file is attached."),
    "lodge": _("The number is noted, as you stated it."),
    "accept-paper": _("Accepted for your service."),
    "reject-paper": _("Not accepted; the carrier is told why."),
    "arrive": _("Arrival noted."),
    "call": _("Called to the gate."),
    "register": _("Registered. The services of this side have it on their worklists."),
    "exit": _("Through the exit gate."),
    "turn-back": _("Sent back."),
    "start": _("The step has begun."),
    "finish": _("The step is finished."),
    "clear": _("Cleared."),
    "hold": _("Held."),
    "refuse": _("Refused."),
    "reverse": _("Taken back."),
    "direct": _("Directed."),
    "draft": _("The draft is saved. Nothing has been sent yet."),
    "draft-deleted": _("The draft is deleted."),
    "amended": _("The new version is sent to both sides."),
    "vehicle": _("The change is told to both sides."),
    "withdraw-document": _("The document is withdrawn; its entry stays in the record."),
    "answer": _("The answer is sent to the service that asked."),
    "papers-look": _("Noted. What changes from now on is shown as changed."),
    "papers-accept": _("Accepted unless facts differ."),
    "papers-not-accept": _("Not accepted. The carrier reads why."),
    "papers-ask": _("Asked. The carrier is told that a question waits."),
    "papers-withdraw": _("The acceptance is withdrawn."),
    "renew-link": _("There is a new link. The old ones open nothing any more."),
    "claim-claimed": _("The claim is on its way to the exit side, which answers it."),
    "claim-granted": _("Granted: the slot is booked."),
    "claim-beyond": _("In order, but no place is left. The vehicle stays in the ordinary queue."),
    "claim-missing": _("Not granted: something is missing."),
    "claim-awaiting": _("Noted. A service has to approve it."),
    "claim-approved": _("Approved. The slot is given in the order of claims."),
    "claim-not-approved": _("Not approved; the vehicle stays in the ordinary queue."),
    "list": _("The list is kept."),
    "safety-call": _("Called. A colleague has to sign it."),
    "safety-signed": _("Signed."),
    "need": _("Noted. The gate sees it first on its list."),
    "see-to": _("Noted as seen to."),
    "calls": _("The calls are switched."),
    "inspection-appoint": _("Appointed."),
    "inspection-begin": _("The inspection has begun; both sides see its record."),
    "inspection-begin-now": _("The inspection has begun; both sides see its record."),
    "inspection-change": _("The appointment is changed."),
    "inspection-call-off": _("The inspection is called off."),
    "inspection-finding": _("The finding is in the record."),
    "inspection-photograph": _("The photograph is in the record."),
    "inspection-break-seal": _("The seal is noted as opened."),
    "inspection-set-seal": _("The seal is noted as set."),
    "inspection-sample": _("The sample is in the record and in your hands."),
    "inspection-give": _("Given; whoever it is for says when it has come."),
    "inspection-receive": _("The sample is noted as received."),
    "inspection-test": _("The result is in the record."),
    "inspection-end": _("The inspection has ended. Services sign its record now."),
    "inspection-sign": _("Signed for your service."),
    "inspection-recognise": _("It counts for your service too."),
    "capacity": _("Published; the other side follows."),
    "closed": _("Told to the other side and on the board. Bookings in shut hours are moved."),
    "reopened": _("Open; hours are offered again."),
    "customs-declare": _("The declaration is put to this case."),
    "customs-follow": _("Asked; what the system has answered stands below."),
    "customs-tell": _("Entered."),
    "customs-invalidate": _("Asked; what the system has answered stands below."),
    "customs-end": _("The transit of this side is ended."),
}
DECLINED = "declined"
TONES = {"hold": "held", "papers-ask": "held", "papers-not-accept": "refused",
         "papers-withdraw": "held", "refuse": "refused", "turn-back": "refused", "reject-paper": "refused", "requested": "held", "waiting": "held",
         "change_requested": "held"}


def toasts(request: HttpRequest) -> list[Toast]:
    """What the address says was done; nothing for a word that is not known."""
    word = request.GET.get("done", "")
    if word == DECLINED:
        return [Toast(text=_("No slot could be given: every hour you wished for is full."),
                      tone="held")]
    return [Toast(text=DONE[word], tone=TONES.get(word, "cleared"))] if word in DONE else []
