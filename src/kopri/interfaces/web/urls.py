"""Every page's address."""

from django.urls import URLPattern, path, re_path

from kopri.interfaces.web import (
    attendance,
    desk,
    gate,
    home,
    journal,
    lanes,
    ledger,
    listing,
    notice_papers,
    refusing,
    returns,
    signing,
    spreadsheet,
)
from kopri.interfaces.web.announcing import drafts
from kopri.interfaces.web.announcing.view import announcing
from kopri.interfaces.web.board import view as board
from kopri.interfaces.web.booking import view as booking
from kopri.interfaces.web.calling import screen
from kopri.interfaces.web.calling import view as calls
from kopri.interfaces.web.capacity import view as capacity
from kopri.interfaces.web.case import acting
from kopri.interfaces.web.case import view as case
from kopri.interfaces.web.components import components
from kopri.interfaces.web.customs import desk as customs_desk
from kopri.interfaces.web.customs import view as customs
from kopri.interfaces.web.driver import view as driver
from kopri.interfaces.web.fallback import paper as paper_hours
from kopri.interfaces.web.fallback import view as fallback
from kopri.interfaces.web.handover import view as handover
from kopri.interfaces.web.inspecting import acting as inspecting
from kopri.interfaces.web.inspecting import view as inspections
from kopri.interfaces.web.notices import changing, formats
from kopri.interfaces.web.notices import view as notices
from kopri.interfaces.web.notices.amending import amend
from kopri.interfaces.web.papers import acting as examining
from kopri.interfaces.web.papers import figures as paper_figures
from kopri.interfaces.web.papers import listing as papers
from kopri.interfaces.web.papers import view as paper_view
from kopri.interfaces.web.priorities import claim, deciding, safety
from kopri.interfaces.web.priorities import view as priorities
from kopri.interfaces.web.queue import data as queue_data
from kopri.interfaces.web.queue import view as queue
from kopri.interfaces.web.queue.stress import stress
from kopri.interfaces.web.shift.view import shift
from kopri.interfaces.web.tour.view import order, tour

ACT = "|".join(name for name in acting.ACTS if name not in ("start", "finish"))

urls: list[URLPattern] = [
    path("", home.home),
    path("sign-in", signing.sign_in),
    path("sign-out", signing.sign_out),
    path("language", signing.language),
    path("cases", listing.cases),
    path("announce", announcing),
    path("announce/drafts", drafts.listed),
    path("announce/drafts/<str:draft>/delete", drafts.deleted),
    path("cases/<str:reference>", case.case),
    path("cases/<str:reference>/documents/<str:document>", case.document),
    re_path(rf"^cases/(?P<reference>[^/]+)/(?P<act>{ACT})$", acting.act),
    re_path(r"^cases/(?P<reference>[^/]+)/(?P<act>start|finish)/(?P<step>[^/]+)$", acting.act),
    path("cases/<str:reference>/booking", booking.booking),
    path("cases/<str:reference>/refusal", refusing.refusal),
    path("cases/<str:reference>/customs", customs.declarations),
    path("customs", customs_desk.desk),
    path("cases/<str:reference>/inspection", inspections.inspection),
    path("cases/<str:reference>/inspection/photographs/<str:sha256>", inspections.photograph),
    re_path(rf"^cases/(?P<reference>[^/]+)/inspection/(?P<act>{'|'.join(inspecting.ACTS)})$",
            inspecting.act),
    path("account", ledger.account),
    path("ledger", ledger.books),
    path("ledger.csv", ledger.export),
    path("cases/<str:reference>/vehicle", changing.vehicle),
    path("cases/<str:reference>/documents/<str:document>/withdraw", changing.withdraw),
    path("notices/<str:notice>", notices.notice),
    path("notices/<str:notice>/versions", notices.versions),
    path("notices/<str:notice>/amend", amend),
    path("notices/<str:notice>/cancel", changing.cancel),
    path("notices/<str:notice>/formats", formats.formats),
    path("notices/<str:notice>/as/<str:name>", formats.written),
    path("notices/<str:notice>/waybill.pdf", notice_papers.waybill),
    path("notices/<str:notice>/document", notice_papers.document),
    re_path(r"^templates/consignment\.(?P<name>xlsx|csv)$", spreadsheet.template),
    path("gate", gate.gate),
    path("gate/unknown", gate.unknown),
    path("lanes", lanes.lanes),
    path("lanes/<str:point>/<int:lane>", lanes.change),
    path("desk", desk.desk),
    path("shift", shift),
    path("returns", returns.returns),
    path("papers", papers.papers),
    path("papers/figures", paper_figures.figures),
    path("papers/<str:reference>", paper_view.examination),
    re_path(rf"^papers/(?P<reference>[^/]+)/(?P<act>{'|'.join(examining.ACTS)})$", examining.act),
    path("cases/<str:reference>/questions/<str:question>/answer", examining.answer),
    path("capacity", capacity.capacity),
    path("capacity/copy", capacity.copy),
    path("capacity/close", capacity.close),
    path("capacity/closures/<str:closure>", capacity.change),
    path("fallback", fallback.fallback),
    path("fallback/paper", paper_hours.entered),
    path("fallback/packs", paper_hours.make),
    path("fallback/packs/<str:pack>", paper_hours.printed),
    path("fallback/release/<str:reference>", fallback.release),
    path("fallback/look/<str:reference>", fallback.look),
    re_path(r"^fallback/(?P<point>[^/]+)/(?P<what>declare|renew|end)$", fallback.act),
    path("handover", handover.handover),
    path("handover/<str:point>/give", handover.give),
    path("handover/<str:point>/take", handover.take),
    path("calling", calls.calls),
    path("calling/<str:post>", screen.screen),
    path("board", board.board),
    path("board.json", board.as_json),
    path("board.csv", board.as_csv),
    path("board/hours.csv", board.hours),
    path("board/vehicles.csv", board.vehicles),
    path("board/wall", board.wall),
    path("queue", queue.queue),
    path("queue/priorities", priorities.priorities),
    path("queue/priorities.json", priorities.as_json),
    path("queue/priorities.csv", priorities.as_csv),
    path("cases/<str:reference>/priority", claim.claim),
    path("cases/<str:reference>/safety", safety.call),
    path("safety-calls", safety.listed),
    path("safety-calls/<str:call>/sign", safety.sign),
    path("claims", deciding.claims),
    path("claims/lists", deciding.keep_list),
    path("claims/<str:claim>", deciding.decide),
    path("queue/days.json", queue_data.index),
    re_path(r"^queue/days/(?P<day>\d{4}-\d\d-\d\d)\.(?P<kind>json|csv)$", queue_data.day),
    path("cases/<str:reference>/no-shows", attendance.of_vehicle),
    path("no-shows", attendance.mine),
    path("queue/verify.py", queue_data.verifier),
    path("queue/stress", stress),
    path("journal", journal.journal),
    path("journal/evidence/<int:number>", journal.evidence),
    path("d/keeper.js", driver.keeper),
    path("d/<str:reference>/<str:code>", driver.driver),
    path("driver/<str:reference>", driver.of_case),
    path("components", components),
    path("tour", tour),
    re_path(r"^tour/(?P<action>cut|restore|alter)$", order),
    path("demo/as/<str:name>", signing.demo_as),
]
