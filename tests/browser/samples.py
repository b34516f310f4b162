"""A filled value of every page, for tests that draw them: no node is needed."""

from typing import Any

from kopri.interfaces.web import components as sample
from kopri.interfaces.web import pages, show
from kopri.interfaces.web.announcing import shown
from kopri.interfaces.web.announcing.drafts import Drafts, Line
from kopri.interfaces.web.board.page import Board, Shut, Way
from kopri.interfaces.web.capacity.page import Capacity, Lasting
from kopri.interfaces.web.driver.page import Asking, Card, Moved, NoCard, Turn
from kopri.interfaces.web.links import ForDriver
from kopri.interfaces.web.notices.page import NoticePage
from kopri.interfaces.web.notices.sheet import Sheet

ago = sample.ago
A, Z = sample.EXIT, sample.ENTRY
REFERENCE, PLATE = sample.REFERENCE, sample.PLATE


def link(label: str, href: str = "#") -> show.Link:
    return show.Link(href=href, label=label)


def blank(title: str) -> show.Blank:
    return show.Blank(kind="empty", title=title)


def button(text: str, tone: str = "action") -> show.Form:
    return show.Form(action="#", key=text, submit=text, tone=tone)


def sign_in() -> pages.SignIn:
    fields = [
        show.Field(name="name", label="Name", autocomplete="username"),
        show.Field(
            name="password", label="Password", kind="password", autocomplete="current-password"
        ),
    ]
    roles = ("Carrier", "Gate officer", "Inspector, customs", "Shift head", "Auditor")
    return pages.SignIn(
        form=show.Form(action="#", key="1", submit="Sign in", fields=fields),
        demo=[button(role) for role in roles],
    )


def cases() -> pages.Cases:
    def line(status: str, turn: str = "", slot: int | None = None) -> pages.CaseLine:
        return pages.CaseLine(
            reference=REFERENCE,
            plate=PLATE,
            way="AA Sample post → ZZ Other post",
            status=show.Status(code=status),
            href="#",
            turn=turn,
            slot=None if slot is None else ago(-slot),
        )

    return pages.Cases(
        lede=pages.Lede(title="Your trucks", turn="Your turn for one of three."),
        cases=[
            line("opened", "Your turn: book a slot."),
            line("called", "The driver's turn: drive to the gate.", 20),
            line("in_control", "The turn of: customs.", -60),
        ],
        blank=blank("No trucks yet."),
        announce=link("Announce a truck"),
        finder=sample.finder(),
    )


def announce() -> shown.EntryPage:
    """The form of a page full of goods, with a look-up and faults."""
    button, plain = shown.Button, sample.form(wrong=True)

    def field(name: str, **more: Any) -> show.Field:
        return show.Field(form="announce", name=name, label="Gross weight", **more)

    rows = [
        shown.Row(
            id=f"i{number}", title=f"Item {number}", more_title="More", buttons=[
                button(do=f"hs:{number}", label="Look up the HS code", at=f"i{number}")],
            fields=[field(f"i{number}-{each}", kind=kind) for each, kind in enumerate(
                ("text", "hs", "decimal", "number", "code"))],
            more=[field(f"i{number}-more-{each}", error="This is no number." if not each else "")
                  for each in range(10)],
            choices=[button(do=f"take:{number}", label="070200 Tomatoes", hint="Tomatoes, fresh")],
            choices_title="Which of these is it?")
        for number in range(8)
    ]
    return shown.EntryPage(
        lede=pages.Lede(title="Announce a truck", turn="Told once, for both sides."),
        slots=[sample.slots()], links=[link("Your drafts")],
        form=shown.Entry(
            action="#", key="1", hidden={"held": "x" * 4000}, faults=plain.faults, saves=True,
            notes=["Read."], changes=sample.table(),
            groups=[
                shown.Group(id="way", title="Way", fields=plain.groups[0][1], hint="A hint.",
                            links=[link("Spreadsheet")]),
                shown.Group(id="goods", title="Goods", rows=rows, facts=sample.facts(),
                            buttons=[button(do="item", label="Add another item", at="goods")]),
                shown.Group(id="places", title="Places", fold=True, fields=[field("place")]),
            ],
            buttons=[button(do="send", label="Announce the truck", tone="action"),
                     button(do="save", label="Save as a draft")]),
    )


def notice() -> NoticePage:
    """A notice of many consignments, frozen, with a table of what differs."""
    sheets = [
        Sheet(id=f"c{number}", title=f"{number}. CMR 1477{number}", flags=["dangerous goods"],
              summary="Sample consignor → Sample consignee, 20,100 kg", facts=sample.facts(),
              goods=sample.table() if number < 12 else None, more="and 7 more", all_fields="#",
              formats="#", equipment=sample.table() if number < 3 else None, open=number == 1)
        for number in range(1, 31)
    ]
    return NoticePage(
        lede=pages.Lede(title="Notice", code=REFERENCE, plate=PLATE,
                        status=show.Status(code="presented"), turn="Version 2."),
        links=[link("The truck"), link("Change")], sheets=sheets, tables=[sample.table()],
        frozen=show.Blank(kind="denied", title="The goods are at the gate.", text="Tell them."),
        forms=[sample.form()])


def drafts() -> Drafts:
    """A person's drafts."""
    line = Line(title=f"{PLATE}, Sample consignor, Wheat", href="#", saved=ago(30),
                delete=button("Delete", "quiet"))
    return Drafts(lede=pages.Lede(title="Your drafts", turn="Nobody else sees them."),
                  drafts=[line, line], blank=blank("No draft yet."), announce=link("Announce"))


def controls(side: str) -> pages.SideControls:
    rows = [
        [
            show.Cell(value=step),
            show.Cell(value=show.Status(code=code), kind="status"),
            show.Cell(value=ago(20), kind="moment"),
        ]
        for step, code in (("weighing", "cleared"), ("customs", "under_way"))
    ]
    return pages.SideControls(
        side=side,
        place="Sample post",
        status=show.Status(code="in_control"),
        steps=show.Table(
            caption="Steps",
            columns=[("Step", "text"), ("State", "status"), ("Time", "moment")],
            rows=rows,
        ),
    )


def case() -> pages.Case:
    bridge = sample.bridges()[0]
    assert isinstance(bridge, show.Bridge)
    decisions = [form for form in sample.decisions() if isinstance(form, show.Form)]
    table = sample.table()
    return pages.Case(
        lede=sample.lede(),
        bridge=bridge,
        facts=sample.facts(),
        timeline=sample.timeline(),
        desk_title="customs: your decision",
        desk=decisions,
        controls=[controls(A), controls(Z)],
        documents=table,
        attach=show.Form(
            action="#",
            key="9",
            submit="Attach the file",
            fold="Attach a document",
            upload=True,
            fields=[show.Field(form="attach", name="file", label="File", kind="file")],
        ),
        needs=sample.readiness(),
        owner=[button("Cancel the booking", "refused")],
        minutes=table,
        proof=table,
        driver=ForDriver(href="/d/K7Q29MXD4T/0-" + 26 * "a", renew=button("Make a new link")),
    )


def desk() -> pages.Desk:
    row = show.Row(
        reference=REFERENCE,
        plate=PLATE,
        href="#",
        waits_for="Waits to be called",
        waited=12,
        status=show.Status(code="waiting"),
        forms=[button("Call to the gate")],
    )
    return pages.Desk(
        lede=pages.Lede(title="Gate desk", status=show.Status(code="open"), turn="3 wait for you."),
        finder=sample.finder(),
        found=[row],
        sections=[sample.worklist(), sample.worklist(empty=True)],
        faults=[show.FaultLine(message="No case has this plate.", remedy="Look at the papers.")],
        live="#",
    )


def board() -> Board:
    def way(exit_side: str, entry_side: str) -> Way:
        return Way(
            exit_side=exit_side,
            entry_side=entry_side,
            title="Sample post → Other post",
            status=show.Status(code="open"),
            waiting=17,
            listed=250,
            called=3,
            in_control=12,
            longest=95,
            slots=[sample.slots()],
            takes="Trucks in the next 12 hours: AA takes 72, ZZ takes 48, 40 slots are given.",
            hours=sample.table(),
            facts=sample.facts(),
            vehicles=sample.table(),
            measured=(35, 180) if exit_side == A else None,
            measured_at=ago(9),
            measured_of=24,
            closures=[Shut(text="AA Sample post is shut: bad weather", since=ago(40),
                           until=ago(-60), more="Snow.")] if exit_side == A else (),
            marks=[show.Mark(kind="simulated")],
        )

    return Board(
        lede=pages.Lede(title="Sample post", status=show.Status(code="open")),
        ways=[way(A, Z), way(Z, A)],
        data=[link("CSV"), link("JSON")],
        links=[link("How slots are drawn")],
        live="#",
    )


def capacity() -> Capacity:
    hours = [show.Field(form="capacity", name=f"hour_{hour}", label=f"{hour:02d}:00",
                        kind="number", value="6") for hour in range(24)]
    opening = show.Form(action="#", key="2", submit="Open now", tone="cleared")
    return Capacity(
        lede=pages.Lede(title="Capacity", turn="AA Sample post, Thursday"),
        chosen=[("Days", [show.Link(href="#", label="AA → ZZ Thu", current=True),
                          link("ZZ → AA Thu")])],
        closures=[Lasting(shut=Shut(text="AA Sample post is shut: bad weather", since=ago(40),
                                    until=ago(-60), more="Snow."), forms=[opening])],
        form=show.Form(action="#", key="1", submit="Publish for AA", fields=hours),
        tables=[sample.table()],
    )


def journal() -> pages.Journal:
    root = "3a7bd3e2360a3d29eea436fcfb7e44c735d117c42d1c1835420b6b9942dd4f1b"
    cell = show.Cell
    return pages.Journal(
        lede=pages.Lede(
            title="Journal",
            status=show.Status(code="behind"),
            turn="Own log is signed and cosigned; one followed log is 12 entries behind.",
        ),
        facts=show.Facts(
            items=[
                ("Size", cell(value=12345, kind="number")),
                ("Root", cell(value=root, kind="code")),
                ("Signed", cell(value=ago(1), kind="moment")),
            ]
        ),
        followed=[
            pages.Followed(
                origin="sample.example/zz",
                status=show.Status(code="behind"),
                size=900,
                applied=888,
                heard=ago(3),
            ),
            pages.Followed(
                origin="sample.example/copy",
                status=show.Status(code="incomplete"),
                size=900,
                applied=17,
                heard=None,
                since=17,
                parked=2,
                troubles=[
                    pages.Trouble(
                        code="leaf_mismatch",
                        message="Entry 17 does not match its leaf.",
                        where="entry 17",
                        remedy="It is asked for again.",
                    ),
                    pages.Trouble(
                        code="fork",
                        proof=True,
                        message="Two roots of one size.",
                        remedy="Hand the evidence over.",
                        evidence="/journal/evidence/1",
                    ),
                ],
            ),
        ],
        cosigned=show.Table(
            caption="Cosigned by",
            columns=[("Log", "code"), ("Size", "number"), ("Time", "moment")],
            rows=[
                [
                    cell(value="sample.example/zz", kind="code"),
                    cell(value=12340, kind="number"),
                    cell(value=ago(1), kind="moment"),
                ]
            ],
        ),
        checkpoint="sample.example/aa\n12345\nOnu9PiNgPSnupDb8++RMNdEXxC0cGDVCC2uZQt1PGw8=\n",
        recent=sample.table(),
        links=[link("/log/checkpoint")],
        live="#",
    )


def driver(*, word: str = "Wait", tone: str = "held") -> Card:
    return Card(
        word=word,
        tone=tone,
        reference=REFERENCE,
        plate=PLATE,
        where="Waiting area, Sample post",
        text="You will be called to the gate.",
        more=["AA Sample post is shut: bad weather."],
        slot=(ago(-30), ago(-90)),
        turn=Turn(text="You will probably be called between", start=ago(-30), end=ago(-65)),
        asking=Asking(needs=[show.Choice(value="water", label="Water")], asked=["Warmth"]),
        moved=Moved(was=ago(30), slot=ago(-30), why="the road was shut"),
        missing=["phytosanitary certificate"],
        papers=show.Status(code="not_ready"), due=ago(-300),
        languages=[link("Türkmençe")])


def no_card() -> NoCard:
    return NoCard(word="Stop", text="There is no card here.", languages=[link("English")])


def tour() -> pages.Tour:
    def bank(name: str, side: str) -> pages.TourBank:
        return pages.TourBank(
            name=name,
            side=side,
            title="Sample country",
            src="/components",
            roles=[link(role) for role in ("Carrier", "Gate officer", "customs", "Auditor")],
        )

    return pages.Tour(
        banks=(bank("left", A), bank("right", Z)),
        follow=pages.Follow(
            reference=REFERENCE,
            plate=PLATE,
            status=show.Status(code="in_control"),
            role="AA, inspector, customs",
            button="Clear for customs",
            href="#",
            target="left",
        ),
        line=show.Status(code="open"),
        line_form=button("Cut the line", "refused"),
        tamper_form=button("Alter one byte in a copy", "held"),
        tampered="The other node rejects entry 17 of sample.example/aa.",
        tampered_status=show.Status(code="rejected"),
        log=sample.timeline().events,
        report=link("The report of the day"),
        live="#",
    )


def wrong() -> pages.Wrong:
    return pages.Wrong(
        number=404,
        blank=show.Blank(kind="error", title="There is no such page.", text="Go back."),
        faults=[show.FaultLine(message="No case has this reference.")],
    )


def home() -> pages.Home:
    return pages.Home(
        lede=pages.Lede(title="Köpri", turn="One border, worked together."),
        links=[
            (link("Board"), "Waiting times and slots."),
            (link("Sign in"), "For those at work."),
        ],
    )


PAGES = {
    make.__name__: make
    for make in (
        sign_in, cases, announce, notice, drafts, case, desk, board, capacity, journal, driver,
        no_card,
        tour, wrong, home,
    )
}  # fmt: skip
