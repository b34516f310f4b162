"""The forms of a back office, and of the carrier who answers it."""

import msgspec
from django.utils.translation import gettext as _

from kopri.domains.examination.queries import Standing
from kopri.domains.examination.states import ExaminationState
from kopri.domains.examination.types import Act, Question, Signature
from kopri.interfaces.house import House
from kopri.interfaces.web import names
from kopri.interfaces.web.filling import NOTHING, Filling, Sent
from kopri.interfaces.web.show import Form
from kopri.interfaces.web.words import Text, say
from kopri.journeys.show_examination import ExaminationSheet
from kopri.kernel.errors import Fault, Refusal

SEEN = "now"
ACCEPTED = (ExaminationState.ACCEPTED, ExaminationState.STALE)


def desk(sheet: ExaminationSheet, *, service: Text, sent: Sent = NOTHING) -> list[Form]:
    """What the service can do now, the usual first."""
    own = sheet.own
    if own is None:
        return []
    base = f"/papers/{sheet.reference}"
    found: list[Form] = []
    if not sheet.hindered:
        hidden = {SEEN: packed(own.now)}
        if not own.accepted:
            found.append(_accept(base, service=service, sent=sent, hidden=hidden))
        found += [_ask(base, sent=sent, hidden=hidden), _not_accept(base, sent=sent, hidden=hidden)]
        if _news(own):
            found.append(Filling(form="look", sent=sent).done(
                action=f"{base}/look", submit=_("Noted: decide later"), tone="quiet",
                hidden=hidden))
    if own.examination.decision is Act.ACCEPTED and _withdrawable(sheet):
        found.append(_withdraw(base, sent=sent))
    return found


def _news(own: Standing) -> bool:
    """Whether there is something to take note of."""
    return own.examination.last is None or bool(own.changes)


def _withdrawable(sheet: ExaminationSheet) -> bool:
    """An acceptance can be taken back until the case is over."""
    return all(fault.code != "examination.over" for fault in sheet.hindered)


def _accept(base: str, *, service: Text, sent: Sent, hidden: dict[str, str]) -> Form:
    return Filling(form="accept", sent=sent).done(
        action=f"{base}/accept", tone="cleared", hidden=hidden,
        submit=say("Accept for {service}, unless facts differ", service=str(service)),
        note=_("At the post only the physical check remains. Whatever changes afterwards is shown "
               "to you, and the acceptance does not hold until you have looked again."))


def _ask(base: str, *, sent: Sent, hidden: dict[str, str]) -> Form:
    filling = Filling(form="ask", sent=sent)
    return filling.done(
        action=f"{base}/ask", submit=_("Ask the carrier"), fold=_("Ask"), hidden=hidden,
        fields=[filling.field("text", _("Question"), kind="lines", hint=_(
            "The carrier reads it, and the services of your side."))])


def _not_accept(base: str, *, sent: Sent, hidden: dict[str, str]) -> Form:
    filling = Filling(form="not-accept", sent=sent)
    return filling.done(
        action=f"{base}/not-accept", submit=_("Do not accept"), tone="refused",
        fold=_("Not accepted"), hidden=hidden,
        fields=[
            filling.field("reason", _("What is wrong"), kind="lines",
                          hint=_("The carrier reads it.")),
            filling.field("remedy", _("What would mend it"), kind="lines",
                          hint=_("What the carrier has to correct, add or send.")),
        ])


def _withdraw(base: str, *, sent: Sent) -> Form:
    filling = Filling(form="withdraw", sent=sent)
    return filling.done(
        action=f"{base}/withdraw", submit=_("Withdraw the acceptance"), tone="held",
        fold=_("Withdraw the acceptance"),
        fields=[filling.field("reason", _("Reason"), kind="lines",
                              hint=_("The carrier reads it."))])


def answers(
    sheet: ExaminationSheet, *, house: House, sent: Sent = NOTHING
) -> list[Form]:
    """For the carrier: a form for each question that waits, the oldest first."""
    waiting = sorted(
        ((question, each) for each in sheet.others for question in each.examination.questions
         if question.open), key=lambda found: found[0].asked)
    return [_answer(question, asked=each, house=house, sent=sent,
                    reference=sheet.reference) for question, each in waiting]


def _answer(
    question: Question, *, asked: Standing, house: House, sent: Sent, reference: str
) -> Form:
    filling = Filling(form=f"answer-{question.question}", sent=sent)
    side = asked.examination.side
    known = {each.id: each for country in house.pair.countries for each in country.documents
             if "road" in each.modes}
    service = names.service(house.pair, side=side, code=asked.examination.service)
    return filling.done(
        action=f"/cases/{reference}/questions/{question.question}/answer", upload=True,
        submit=_("Send the answer"),
        groups=[(f"{side.upper()} {service}: {question.text}", [
            filling.field("text", _("Answer"), kind="lines"),
            filling.choice("type", _("Document"), kind="select", required=False,
                           choices=[("", _("no file")), *(
                               (code, names.document(house.pair, code=code))
                               for code in sorted(known))]),
            filling.field("file", _("File"), kind="file", required=False,
                          hint=_("PDF, PNG, JPEG, XML or JSON, at most 20 MB.")),
        ])])


def packed(signature: Signature) -> str:
    """What was seen, for a hidden field."""
    return msgspec.json.encode(signature).decode()


def unpacked(text: str) -> Signature:
    """The same again; a Refusal where the form was tampered with or cut off."""
    try:
        return msgspec.json.decode(text, type=Signature)
    except msgspec.MsgspecError as error:
        raise Refusal([Fault(
            code="form.broken", rule="Köpri, docs/reference/rules",
            message="The form has lost what it was about.",
            remedy="Open the page again, then press once more.")]) from error
