"""Joint inspection: appointments, the record, custody of samples, signatures, recognition."""

from typing import Any

import msgspec
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from ninja import Router

from kopri.domains.inspection.operations import Asked
from kopri.domains.inspection.types import (
    Fact,
    Found,
    SampleGiven,
    SampleReceived,
    SampleTaken,
    SampleTested,
    SealBroken,
    SealSet,
)
from kopri.interfaces.api.answers import answer, body, done, instant, moment, takes
from kopri.interfaces.api.bodies import Body, Nothing
from kopri.interfaces.api.inspection_bodies import (
    AppointInspection,
    BeginAtOnce,
    BreakSeal,
    ChangeAppointment,
    GiveSample,
    NoteFinding,
    ReceiveSample,
    RecogniseResult,
    SetSeal,
    SignRecord,
    TakeSample,
    TellTest,
)
from kopri.interfaces.house import house_of
from kopri.interfaces.requests import actor, request_key
from kopri.journeys.inspect_jointly import (
    Bench,
    add_photograph,
    appoint_inspection,
    begin_inspection,
    change_appointment,
    end_inspection,
    note_fact,
    recognise_result,
    sign_record,
)
from kopri.journeys.show_inspections import show_inspections

router = Router(tags=["inspection"])


def _bench(request: HttpRequest, reference: str, inspection: str = "") -> Bench:
    house = house_of(request)
    return Bench(journal=house.journal, pair=house.pair, actor=actor(request),
                 reference=reference, inspection=inspection, request=request_key(request))


def _note(
    request: HttpRequest, reference: str, inspection: str, *, kind: type[Fact], shape: type[Body],
    **more: str,
) -> HttpResponse:
    said: dict[str, Any] = msgspec.structs.asdict(body(request, shape)) | more
    time = moment(said.pop("time"))
    return done(lambda: note_fact(bench=_bench(request, reference, inspection), kind=kind,
                                  said=said, time=time))


@router.get("/{reference}/inspections")
def read(request: HttpRequest, reference: str) -> HttpResponse:
    """The inspections of a case, who needs the goods unloaded, and what may be recognised."""
    house = house_of(request)
    return answer(show_inspections(journal=house.journal, pair=house.pair, actor=actor(request),
                                   reference=reference))


@router.post("/{reference}/inspections", openapi_extra=takes(AppointInspection))
def appoint(request: HttpRequest, reference: str) -> HttpResponse:
    """Appoint: one place and time for all who need it."""
    asked = body(request, AppointInspection)
    return done(lambda: appoint_inspection(bench=_bench(request, reference), asked=Asked(
        place=asked.place, services=asked.services, minutes=asked.minutes,
        starts=instant(asked.starts, path="/starts"))))


@router.post("/{reference}/inspections/begin", openapi_extra=takes(BeginAtOnce))
def begin_at_once(request: HttpRequest, reference: str) -> HttpResponse:
    """Begin without an appointment."""
    asked = body(request, BeginAtOnce)
    return done(lambda: begin_inspection(bench=_bench(request, reference), asked=Asked(
        place=asked.place, services=asked.services)))


@router.post("/{reference}/weighings/recognise", openapi_extra=takes(RecogniseResult))
def recognise_weighing(request: HttpRequest, reference: str) -> HttpResponse:
    """Take a weighing at the other side's gate as the own one, where an agreement says so."""
    asked = body(request, RecogniseResult)
    return done(lambda: recognise_result(bench=_bench(request, reference), fact=asked.fact))


@router.post("/{reference}/inspections/{inspection}/change", openapi_extra=takes(ChangeAppointment))
def change(request: HttpRequest, reference: str, inspection: str) -> HttpResponse:
    """Move the appointment, or call it off."""
    asked = body(request, ChangeAppointment)
    return done(lambda: change_appointment(
        bench=_bench(request, reference, inspection), reason=asked.reason, where=asked.place,
        starts=moment(asked.starts, path="/starts"), called_off=asked.called_off))


@router.post("/{reference}/inspections/{inspection}/begin", openapi_extra=takes(Nothing))
def begin(request: HttpRequest, reference: str, inspection: str) -> HttpResponse:
    """Begin as appointed."""
    body(request, Nothing)
    return done(lambda: begin_inspection(bench=_bench(request, reference, inspection)))


@router.post("/{reference}/inspections/{inspection}/findings", openapi_extra=takes(NoteFinding))
def find(request: HttpRequest, reference: str, inspection: str) -> HttpResponse:
    """Add a finding."""
    return _note(request, reference, inspection, kind=Found, shape=NoteFinding)


@router.post("/{reference}/inspections/{inspection}/photographs")
def photograph(request: HttpRequest, reference: str, inspection: str) -> HttpResponse:
    """Add a photograph (multipart: ``file``, ``shows``); PNG or JPEG, at most 20 MB."""
    file = request.FILES.get("file")
    data = file.read() if isinstance(file, UploadedFile) else b""
    return done(lambda: add_photograph(
        bench=_bench(request, reference, inspection), blobs=house_of(request).blobs, data=data,
        shows=request.POST.get("shows", "")))


@router.post("/{reference}/inspections/{inspection}/samples", openapi_extra=takes(TakeSample))
def take(request: HttpRequest, reference: str, inspection: str) -> HttpResponse:
    """Take a sample."""
    return _note(request, reference, inspection, kind=SampleTaken, shape=TakeSample)


@router.post("/{reference}/inspections/{inspection}/samples/{sample}/give",
             openapi_extra=takes(GiveSample))
def give(
    request: HttpRequest, reference: str, inspection: str, *, sample: str
) -> HttpResponse:
    """Give a sample on."""
    return _note(request, reference, inspection, kind=SampleGiven, shape=GiveSample, sample=sample)


@router.post("/{reference}/inspections/{inspection}/samples/{sample}/receive",
             openapi_extra=takes(ReceiveSample))
def receive(
    request: HttpRequest, reference: str, inspection: str, *, sample: str
) -> HttpResponse:
    """Say that a sample came; for a laboratory by whoever sent it there."""
    return _note(request, reference, inspection, kind=SampleReceived, shape=ReceiveSample,
                 sample=sample)


@router.post("/{reference}/inspections/{inspection}/samples/{sample}/test",
             openapi_extra=takes(TellTest))
def test(
    request: HttpRequest, reference: str, inspection: str, *, sample: str
) -> HttpResponse:
    """Tell what the laboratory has found."""
    return _note(request, reference, inspection, kind=SampleTested, shape=TellTest, sample=sample)


@router.post("/{reference}/inspections/{inspection}/seals/broken", openapi_extra=takes(BreakSeal))
def break_seal(request: HttpRequest, reference: str, inspection: str) -> HttpResponse:
    """Note a seal that was opened."""
    return _note(request, reference, inspection, kind=SealBroken, shape=BreakSeal)


@router.post("/{reference}/inspections/{inspection}/seals/set", openapi_extra=takes(SetSeal))
def set_seal(request: HttpRequest, reference: str, inspection: str) -> HttpResponse:
    """Note a seal that was set."""
    return _note(request, reference, inspection, kind=SealSet, shape=SetSeal)


@router.post("/{reference}/inspections/{inspection}/end", openapi_extra=takes(Nothing))
def end(request: HttpRequest, reference: str, inspection: str) -> HttpResponse:
    """The goods are loaded again."""
    body(request, Nothing)
    return done(lambda: end_inspection(bench=_bench(request, reference, inspection)))


@router.post("/{reference}/inspections/{inspection}/sign", openapi_extra=takes(SignRecord))
def sign(request: HttpRequest, reference: str, inspection: str) -> HttpResponse:
    """Conclude for the caller's service over the record as it was read."""
    asked = body(request, SignRecord)
    return done(lambda: sign_record(
        bench=_bench(request, reference, inspection), digest=asked.digest,
        conclusion=asked.conclusion, remark=asked.remark))


@router.post("/{reference}/inspections/{inspection}/recognise",
             openapi_extra=takes(RecogniseResult))
def recognise(request: HttpRequest, reference: str, inspection: str) -> HttpResponse:
    """Take a result of the other side as the own one, where an agreement says so."""
    asked = body(request, RecogniseResult)
    return done(lambda: recognise_result(bench=_bench(request, reference, inspection),
                                         fact=asked.fact))
