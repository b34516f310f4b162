"""``board.md``: the public board as open data."""

from kopri.interfaces import opendata
from kopri.interfaces.editions import PAUSE_SECONDS
from kopri.interfaces.posting import FRESH_SECONDS
from kopri.node.reference.markdown import code, page, table
from kopri.node.reference.shapes import section

LEAD = f"""Every node serves the board to anybody, without a key: `/board` (the page, in four languages),
`/board/wall` (for a screen), and as data `/board.json`, `/board.csv` (a row a direction), `/board/hours.csv`
(a row an hour) and `/board/vehicles.csv` (a row a vehicle that is here). Pages of other sites may read the
data (CORS). Moments are UTC. Nothing of it is about a person, and no row joins a plate with what is carried;
slots are listed with tags alone, and elsewhere (`/queue`).

All readers share one rendering, which is made anew when the journal has said more or the minute is another,
at most once in {PAUSE_SECONDS:.0f} seconds.
Ask again with `If-None-Match`: while nothing has changed the answer is 304. Answers may be kept
{FRESH_SECONDS} seconds (`Cache-Control`), packed with gzip for those who take it. Fields may be added; none
is renamed. In CSV yes is 1, no is 0, what is not there is empty, and several values are parted by spaces."""
SHAPES = (opendata.OpenBoard, opendata.OpenWay, opendata.OpenClosure, opendata.OpenWait,
          opendata.OpenJump, opendata.OpenEstimate, opendata.OpenLine, opendata.OpenHour,
          opendata.OpenVehicle)
TABLES = (
    ("/board.csv", (*opendata.HEAD, *opendata.FIGURES, *opendata.WAIT, "closed")),
    ("/board/hours.csv", opendata.HOURS), ("/board/vehicles.csv", opendata.VEHICLES),
)


def board() -> str:
    """The page."""
    return page("The board as data", of="`interfaces/opendata.py`", lead=LEAD, blocks=[
        *(section(each, level="##") for each in SHAPES), "## Columns of the tables",
        table(("table", "columns"), [
            (code(name), ", ".join(map(code, columns))) for name, columns in TABLES])])
