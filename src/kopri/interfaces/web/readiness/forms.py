"""What a reader can do about a line: attach, state a number, accept, not accept."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from kopri.engines.countrydata import PairData
from kopri.engines.readiness import Answer, Line, Need, State, Step
from kopri.interfaces.web.filling import NOTHING, Filling, Sent
from kopri.interfaces.web.readiness.lines import title
from kopri.interfaces.web.show import Field, Form
from kopri.interfaces.web.words import say
from kopri.kernel.actor import Actor, Role

BY_FILE = (Step.ATTACH, Step.REPLACE, Step.RENEW)


def forms_for(
    line: Line, *, reference: str, actor: Actor, pair: PairData, sent: Sent = NOTHING
) -> Sequence[Form]:
    """The forms of a line for this reader."""
    act = _Acts(line=line, reference=reference, pair=pair, sent=sent)
    if actor.role is Role.CARRIER:
        return act.of_carrier()
    if actor.role is Role.INSPECTOR and line.first.paper.side == actor.side:
        return act.of_service(actor.service)
    return ()


def _one_a_part(needs: Sequence[Need]) -> list[Need]:
    """What both sides ask for a part is shown to both at once."""
    return list({need.part.id: need for need in reversed(needs)}.values())[::-1]


class _Acts:
    """Forms about one line; ``parts`` are offered where there is a choice."""

    def __init__(self, *, line: Line, reference: str, pair: PairData, sent: Sent) -> None:
        self.line, self.reference, self.sent = line, reference, sent
        self.name = title(line.first, pair=pair)
        self.example = ""
        system = pair.country(line.first.paper.side).system_of(line.first.paper.id)
        if system is not None:
            self.example = system.number_example

    def of_carrier(self) -> list[Form]:
        todo = _one_a_part(self.line.open)
        if not todo:
            return []
        found = [self._lodge(todo)] if todo[0].paper.system else []
        return [*found, self._attach(todo)] if todo[0].step in BY_FILE else found

    def of_service(self, service: str) -> list[Form]:
        """Accept what there is, or a paper that is shown; not accept what was attached."""
        asked = [need for need in _one_a_part(self.line.needs)
                 if service in need.paper.services
                 and need.answer in (Answer.NEEDED, Answer.MAYBE, Answer.AT_BORDER)]
        left = [need for need in asked if need.by_service.get(service) is not State.ACCEPTED]
        judged = [need for need in asked if need.evidence and need.evidence.document
                  and need.by_service.get(service) is not State.REJECTED]
        found = [self._accept(left)] if left else []
        return [*found, *(self._reject(need) for need in judged[:1])]

    def _filling(self, act: str) -> Filling:
        paper = self.line.first.paper
        return Filling(form=f"{act}-{paper.side}-{paper.id}", sent=self.sent)

    def _about(self, needs: Sequence[Need], *, filling: Filling) -> dict[str, str]:
        """What the form says of itself: the document where there is but one."""
        first = needs[0]
        alone = first.evidence.document if len(needs) == 1 and first.evidence else ""
        part = {"part": first.part.id} if len(needs) == 1 else {}
        return {"form": filling.form, "type": first.paper.id, "document": alone, **part}

    def _which(self, needs: Sequence[Need], *, filling: Filling) -> list[Field]:
        if len(needs) == 1:
            return []
        choices = [(need.part.id, need.part.id) for need in needs]
        return [filling.choice("part", _("For"), kind="select", first=choices[0][0],
                               choices=[*choices, ("", _("all of them"))])]

    def _lodge(self, needs: Sequence[Need]) -> Form:
        filling = self._filling("lodge")
        hint = say("Such as {example}", example=self.example) if self.example else ""
        return filling.done(
            action=f"/cases/{self.reference}/lodge", submit=_("State the number"),
            fold=say("{document}: state the number", document=self.name),
            hidden={**self._about(needs, filling=filling), "system": needs[0].paper.system},
            fields=[*self._which(needs, filling=filling),
                    filling.field("number", say("Number from {system}",
                                                system=needs[0].paper.system),
                                  kind="code", hint=hint)])

    def _attach(self, needs: Sequence[Need]) -> Form:
        filling = self._filling("attach")
        about = self._about(needs, filling=filling)
        return filling.done(
            action=f"/cases/{self.reference}/attach", submit=_("Attach the file"), upload=True,
            fold=say("{document}: attach the file", document=self.name),
            hidden={name: value for name, value in about.items() if name != "document"},
            fields=[
                *self._which(needs, filling=filling),
                filling.field("file", _("File"), kind="file",
                              hint=_("PDF, PNG, JPEG, XML or JSON, at most 20 MB.")),
                filling.field("number", _("Number"), required=False, kind="code"),
                filling.field("valid_to", _("Valid until"), required=False, kind="date"),
            ])

    def _accept(self, needs: Sequence[Need]) -> Form:
        filling = self._filling("accept")
        shown = needs[0].evidence
        numbered = [] if shown and len(needs) == 1 else [
            filling.field("number", _("Number"), required=False, kind="code",
                          hint=_("As it stands on the paper that you were shown."))]
        return filling.done(
            action=f"/cases/{self.reference}/accept-paper", tone="cleared",
            submit=say("Accept: {document}", document=self.name),
            fold=say("{document}: accept", document=self.name),
            hidden={**self._about(needs, filling=filling),
                    **({"number": shown.number} if shown and not numbered else {})},
            fields=[*self._which(needs, filling=filling), *numbered])

    def _reject(self, need: Need) -> Form:
        filling = self._filling("reject")
        return filling.done(
            action=f"/cases/{self.reference}/reject-paper", tone="refused",
            submit=say("Do not accept: {document}", document=self.name),
            fold=say("{document}: do not accept", document=self.name),
            hidden=self._about([need], filling=filling),
            fields=[filling.field("reason", _("Reason"), kind="lines")])
