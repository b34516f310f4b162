"""eFTI messages over HTTP: XML in, XML out, each with the status that the message states."""

import json
import logging

from django.http import HttpRequest, HttpResponse
from ninja import Router

from kopri.engines.codecs.efti import messages
from kopri.engines.codecs.efti.messages import Message, UilQuery
from kopri.interfaces.house import house_of
from kopri.interfaces.requests import actor, language_of
from kopri.journeys.answer_efti import find_consignments, find_dataset
from kopri.kernel.consignment.identifier_query import IdentifierQuery
from kopri.kernel.errors import Fault
from kopri.kernel.text import render_fault

router = Router(tags=["efti"])
XML = "application/xml"
_LOG = logging.getLogger("kopri.access")
_BODY = {"requestBody": {
    "required": True, "description": "an identifierQuery or a uilQuery (eDelivery messages 0.5)",
    "content": {XML: {"schema": {"type": "string"}}},
}}
_NOT_TAKEN = ("Consignments are lodged here as notices, whole: POST /api/v1/notices. "
              "Follow-up messages are not taken.")


@router.post("/messages", openapi_extra=_BODY)
def message(request: HttpRequest) -> HttpResponse:
    """Answer an eFTI query over the notices that this node knows (services and auditors).

    identifierQuery -> identifierResponse, uilQuery -> uilResponse; who asked is kept in the log of
    accesses. saveIdentifiersRequest and postFollowUpRequest are answered with 501.
    """
    who, house = actor(request), house_of(request)
    asked = messages.read_message(request.body)
    _note(asked, account=who.person, role=who.role.value)
    query = asked.query
    if isinstance(query, IdentifierQuery):
        located = find_consignments(journal=house.journal, actor=who, query=query)
        return _xml(messages.write_found(located, request_id=asked.request_id))
    if isinstance(query, UilQuery):
        found = find_dataset(journal=house.journal, actor=who, query=query)
        if found is None:
            return _said(asked, messages.MISSING,
                         f"Consignment {query.uil.dataset} does not exist here.")
        return _xml(messages.write_consignment(found, request_id=asked.request_id,
                                               subsets=query.subsets))
    if asked.faults:
        return _said(asked, messages.BAD, "\n".join(_words(request, each) for each in asked.faults))
    return _said(asked, messages.UNSUPPORTED, _NOT_TAKEN)


def _words(request: HttpRequest, fault: Fault) -> str:
    text = render_fault(fault, language=language_of(request))
    return f"{text.path} {text.message} {text.remedy}".strip()


def _said(asked: Message, status: str, description: str) -> HttpResponse:
    return _xml(messages.write_response(
        asked.response or "identifierResponse", status=status, request_id=asked.request_id,
        description=description), status=int(status))


def _xml(data: bytes, *, status: int = 200) -> HttpResponse:
    return HttpResponse(data, status=status, content_type=f"{XML}; charset=utf-8")


def _note(asked: Message, *, account: str, role: str) -> None:
    """Who asked for what, one line of JSON."""
    query = asked.query
    what = query.identifier if isinstance(query, IdentifierQuery) else (
        query.uil.dataset if isinstance(query, UilQuery) else "")
    _LOG.info(json.dumps({"account": account, "role": role, "request": asked.request_id[:80],
                          "message": asked.response, "asked": what[:80]}))
