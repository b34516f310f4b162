"""Check a day of the border queue. Python's standard library alone; nobody needs to be trusted.

    python3 verify_queue.py 2026-01-15.json [2026-01-14.json ...]

A file is a day as a node publishes it (/queue/days/<day>.json or .csv). Every draw in it is computed
anew, and every slot given, moved or given back afterwards is followed. The first row that is wrong is
named, and the exit status is 1. With several days in a row the cohorts are checked too. The same day
from both states' nodes is compared row by row: what one of them altered shows.

What it cannot check:
* that a tag is a real vehicle: it is HMAC-SHA-256(key, VIN), and the two states alone know the key;
* papers behind class priority, post or paid; hours closed to the goods of a row: its wishes are those
  that were open to them at the close, and a row of class priority may be passed over afterwards;
* that a vehicle counted as proven had paid a deposit or crossed before; the share set for the others;
* who asked after the close: until they get a slot they are on no public list; why a drawn slot could
  not be given (table left);
* some turns after the draw, which are counted: where goods that are not dangerous were limited, or a
  service went off duty after the close; and until the next list is closed (table later), for only
  then is struck who came to the border without a slot;
* signatures and the journal itself: that both states signed these rows, and when, is shown by
  `kopri journal audit` and by the proofs of the entries whose log and index each row names.
"""

import csv
import hashlib
import json
import sys
from collections import Counter
from datetime import date, timedelta
from typing import Any

Row = dict[str, Any]
Tables = dict[str, list[Row]]
CLASSES = {"ordinary", "post", "paid", "priority"}
UNTOLD = {"dangerous", "live_animals"}  # goods that stand on the list as priority
NOTHING = "00" * 32  # stands for a share that was not there in time


class Wrong(Exception):
    """A row that is not as the rules say, and in which table it stands."""


def must(holds: object, where: tuple[str, int], text: str) -> None:
    """Rows are counted from 1; 0 is the table as a whole."""
    if not holds:
        raise Wrong(f"{where[0]}, row {where[1]}: {text}" if where[1] else f"{where[0]}: {text}")


def read(path: str) -> dict[str, Tables]:
    """Draw -> table -> rows."""
    with open(path, encoding="utf-8", newline="") as file:
        if not path.endswith(".csv"):
            return {each.pop("draw"): each for each in json.load(file)["draws"]}
        draws: dict[str, Tables] = {}
        for line in csv.DictReader(file):
            rows = draws.setdefault(line.pop("draw"), {}).setdefault(line.pop("table"), [])
            rows.append({name: cell(text) for name, text in line.items()})
        return draws


def cell(text: str) -> Any:
    """What stands in a column of a CSV: a list or mapping as JSON, a number, or words."""
    if text[:1] in ("[", "{"):
        return json.loads(text)
    return int(text) if text.isdigit() and len(text) < 16 else text


def H(data: bytes) -> bytes:
    """The only hash here."""
    return hashlib.sha256(data).digest()


def root_of(leaves: list[bytes]) -> bytes:
    """The Merkle tree hash of RFC 6962."""
    if len(leaves) < 2:
        return H(b"\0" + leaves[0]) if leaves else H(b"")
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return H(b"\1" + root_of(leaves[:half]) + root_of(leaves[half:]))


def knew(row: Row, other: Row) -> bool:
    """Whether the writer of a row had the other entry when it wrote."""
    far = row["index"] if row["log"] == other["log"] else int(row["seen"].get(other["log"], 0))
    return bool(other["index"] < far)


def when(row: Row) -> tuple[str, str, int]:
    """The order of rows: a log's clock never goes back."""
    return row["recorded"], row["log"], row["index"]


def hour_of(moment: str) -> int:
    """7 of 2026-01-15T07:00:00Z."""
    return int(moment[11:13] or -1)


def quarter_of(day: str) -> date:
    """The first day of its quarter."""
    return date(int(day[:4]), (int(day[5:7]) + 2) // 3 * 3 - 2, 1)


class Draw:
    """A draw, named <day>/<exit>-<entry>/<point>/<vehicle class>, and its tables."""

    def __init__(self, name: str, tables: Tables) -> None:
        self.name, self.tables, self.unjudged = name, tables, 0
        self.day, direction = name.split("/")[:2]
        self.sides = direction.split("-")  # the exit side first
        self.close: Row = next(iter(self.rows("close")), {})
        self.settled: Row = next(iter(self.rows("settled")), {})

    def rows(self, table: str) -> list[Row]:
        return self.tables.get(table, [])

    def check(self) -> str:
        """Raises Wrong for the first row that is; else what the draw came to, in words."""
        must(self.close or not (self.settled or self.rows("list")), ("close", 0), "is not there")
        must(self.settled or not self.rows("slot"), ("settled", 0), "is not there")
        if self.close:
            self.check_list()
        if self.settled:
            for side in self.sides:
                self.check_share(side)
            self.check_third()
            must(self.seed() == self.settled["seed"], ("settled", 1), "the seed is not that of list and shares")
            self.check_slots()
        self.check_given()
        told = ", ".join(f"{len(self.rows(name))} rows of {name}" for name in ("list", "slot", "given"))
        return told + (f"; {self.unjudged} turns cannot be judged" if self.unjudged else "")

    # ---- what was fixed before anybody knew the outcome ----

    def check_list(self) -> None:
        """One ticket a vehicle, in order of tag; and the very rows that were closed."""
        rows, close, last = self.rows("list"), self.close, ""
        ordered = sorted(row["tag"] for row in rows)
        for number, row in enumerate(rows, 1):
            here, wishes = ("list", number), set(row["wishes"])
            must(last != row["tag"] == ordered[number - 1], here,
                 "out of order, or twice: rows stand in order of tag")
            must(row["cohort"] <= self.day, here, "there is no such cohort")
            must(row["public_class"] in CLASSES, here, "there is no such class")
            must(len(wishes) == len(row["wishes"]) and wishes <= set(range(24)), here,
                 "wishes are different hours of the day")
            last = row["tag"]
        names = ("tag", "cohort", "public_class", "proven", "wishes")
        leaves = [json.dumps([row[name] for name in names], separators=(",", ":")).encode() for row in rows]
        must(len(rows) == close["number"], ("list", 0), f"{len(rows)} rows, but {close['number']} were closed")
        must(root_of(leaves).hex() == close["root"], ("list", 0), "these are not the rows that were closed: "
             "the root differs. The copy of the day at the other state's node shows which row was altered")
        day = (date.fromisoformat(self.day) - quarter_of(self.day)).days + 1
        must(close["position"] == day, ("close", 1), "the position is not the day of the quarter")

    def check_share(self, side: str) -> None:
        """A side's share is used where it was in time and on the chain that the side had anchored."""
        told = [(number, row) for number, row in enumerate(self.rows("share"), 1)
                if row["side"] == side and knew(self.settled, row)]
        mark, said = self.mark(told[0][1]) if told else "missing", self.settled["marks"][side]
        here = ("share", told[0][0]) if mark in ("forged", "late") else ("settled", 1)
        must(mark.replace("forged", "wrong") == said, here, f"the share of {side} is {mark}, and marked {said}")
        right = told[0][1]["share"] if mark == "in_time" else NOTHING
        must((self.settled["shares"].get(side) or NOTHING) == right, ("settled", 1),
             f"what is used for {side} is not the share that it told")

    def mark(self, row: Row) -> str:
        """In time is what the third had cosigned by the deadline; without one, what says so itself."""
        anchors = [each["anchor"] for each in self.rows("chain")
                   if each["side"] == row["side"] and knew(self.close, each)]
        if self.anchor_of(row["share"]) not in anchors[:1]:
            return "forged"  # not on the chain that was anchored
        lines = self.settled["third_note"].partition("\n\n")[0].split("\n")[3:]
        sizes = {log: int(size) for log, _, size in (line.rpartition(" ") for line in lines)}
        early = (row["index"] < sizes.get(row["log"], 0) if self.settled["third"]
                 else row["recorded"] < self.close["reveal_until"])
        return "in_time" if early else "late"

    def check_third(self) -> None:
        """The third party's share lies on a chain that both sides had written down before."""
        third, share, here = self.settled["third"], self.settled["third_share"], ("settled", 1)
        if third:
            anchor = dict(self.close["thirds"]).get(third)
            named = {row["side"] for row in self.rows("third")
                     if knew(self.close, row) and (row["third"], row["anchor"]) == (third, anchor)}
            must(named == set(self.sides), here, f"not both sides had named {third} before the close")
            must(self.anchor_of(share) == anchor, here, f"the third share is forged: not of {third}'s chain")
            must(self.settled["third_note"].split("\n")[1:3] == [self.name, share], here,
                 f"the note of {third} says another draw or share")

    def anchor_of(self, share: str) -> str:
        """A share hashed once for each day of the quarter up to this one."""
        value = bytes.fromhex(share)
        for _ in range(self.close["position"]):
            value = H(value)
        return value.hex()

    # ---- the draw ----

    def seed(self) -> str:
        shares = [self.settled["shares"].get(side) for side in self.sides]
        parts = [self.close["root"], *shares, self.settled["third_share"]]
        return H(b"kopri/draw/v1" + self.name.encode()
                 + b"".join(bytes.fromhex(part or NOTHING) for part in parts)).hex()

    def order(self) -> list[Row]:
        """Who has lost since an earlier day first, then by ticket, which nobody can choose."""
        seed = bytes.fromhex(self.settled.get("seed", ""))
        return sorted(self.rows("list") if seed else [], key=lambda row: (
            row["cohort"], H(seed + bytes.fromhex(row["tag"])), row["tag"]))

    def check_slots(self) -> None:
        """Each in turn gets the best of its wishes that is left."""
        left, unproven_left = list(self.close["supply"]), self.close["unproven_most"]
        told, number = [(row["tag"], row["hour"]) for row in self.rows("slot")], 0
        for row in self.order():
            hour = next((wish for wish in row["wishes"] if left[wish] > 0), None)
            if hour is not None and (row["proven"] or unproven_left):
                left[hour] -= 1
                unproven_left -= not row["proven"]
                number += 1
                must(told[number - 1:number] == [(row["tag"], hour)], ("slot", number),
                     f"should be {row['tag']} at {hour:02d}:00")
        must(len(told) == number, ("slot", number + 1), "there was nothing left, or it is not its turn")

    # ---- what came after ----

    def check_given(self) -> None:
        """Every slot given, moved and given back, in the order in which the exit side wrote it."""
        left = [(row["tag"], row["hour"]) for row in self.rows("left")]
        drawn = [at for row in self.rows("slot") if (at := (row["tag"], row["hour"])) not in left]
        elsewhere, ordered = sorted(self.rows("elsewhere"), key=when), sorted(map(when, self.rows("given")))
        has: Counter[tuple[str, int]] = Counter()  # who has which hour; some have no tag
        served: set[str] = set()  # who has, or had, a slot, or was struck
        for number, row in enumerate(self.rows("given"), 1):
            here, tag = ("given", number), row["tag"]
            must(when(row) == ordered[number - 1], here, "out of order: rows stand as they were written")
            while elsewhere and when(elsewhere[0]) < when(row):
                served.add(elsewhere.pop(0)["tag"])
            if row["was"][:10] == self.day:
                must(has[tag, hour_of(row["was"])], here, "gives up an hour that it did not have")
                has[tag, hour_of(row["was"])] -= 1
            if row["slot"][:10] == self.day:
                at = tag, hour_of(row["slot"])
                must(not tag or not any(has[tag, hour] for hour in range(24)), here, "has a slot of this day already")
                must(row["why"] != "draw" or [at] == drawn[:1], here, "is not what the draw gave, or not in its order")
                drawn = drawn[row["why"] == "draw":]
                self.check_turn(number, has=has, served=served)
                has[at] += 1
                self.check_room(number, count=sum(has[each] for each in has if each[1] == at[1]))
            served.add(tag)
        must(not drawn, ("given", 0), f"what the draw gave to {drawn[:1]} was never granted")

    def check_turn(self, number: int, *, has: Counter[tuple[str, int]], served: set[str]) -> None:
        """What is returned, or left over, goes to who waits for it, in the order of the draw."""
        row = self.rows("given")[number - 1]
        if row["why"] not in ("returned", "leftover") or row["public_class"] != "ordinary":
            return
        proven = {each["tag"] for each in self.rows("list") if each["proven"]}
        full = sum(has[each] for each in has if each[0] not in proven) >= self.close.get("unproven_most", 0)
        for each in self.order():
            if each["tag"] == row["tag"]:
                return
            waits = each["public_class"] == "ordinary" and each["tag"] not in served
            if waits and (each["proven"] or not full) and hour_of(row["slot"]) in each["wishes"]:
                must(self.may_have_gone(each["tag"], row) or self.may_be_full(row), ("given", number),
                     f"{each['tag']} stood before it and wished for that hour")
                self.unjudged += 1

    def may_have_gone(self, tag: str, row: Row) -> bool:
        """Who came to the border without a slot is struck when the next list is closed."""
        closed = [when(each) for each in self.rows("later") if when(each) > when(row)]
        return not closed or any(
            each["tag"] == tag and each["why"] == "struck" and when(row) < when(each) < min(closed)
            for each in self.rows("given") + self.rows("elsewhere"))

    def may_be_full(self, row: Row) -> bool:
        """Whether the hour may have been closed to the goods of some: to which is not public."""
        cited = self.close["exit_revision"], self.close["entry_revision"]
        return any(set(each.get("daily") or ()) - UNTOLD
                   or (each["revision"] != then and hour_of(row["slot"]) in (each["away"] or ()))
                   for each, then in zip(self.known(row), cited, strict=True) if each)

    def known(self, row: Row) -> list[Row]:
        """What each side had last published, as the writer of a row knew; the exit side first."""
        return [max((each for each in self.rows("capacity") if each["side"] == side and knew(row, each)),
                    key=lambda each: int(each["revision"]), default={}) for side in self.sides]

    def check_room(self, number: int, *, count: int) -> None:
        """Never more in an hour than both sides took, as the exit side knew when it wrote the row."""
        row, rest = self.rows("given")[number - 1], self.rows("given")[number:]
        together = rest and (rest[0]["why"], rest[0]["recorded"]) == (row["why"], row["recorded"])
        if row["why"] != "safety" and not (row["why"] == "moved" and together):
            hour = hour_of(row["slot"])
            most = min(each["hours"][hour] if each else 0 for each in self.known(row))
            must(not self.is_shut(row), ("given", number), f"is at {hour:02d}:00, where a side is closed")
            must(count <= most, ("given", number), f"slot {count} at {hour:02d}:00, where both take {most}")

    def is_shut(self, row: Row) -> bool:
        """Whether a closure that was known covers the hour of this row."""
        shut: dict[str, Row] = {}
        for each in self.rows("closure"):
            if knew(row, each) and (each.get("since") or each["closure"] in shut):
                kept = {name: said for name, said in each.items() if said}
                shut[each["closure"]] = {**shut.get(each["closure"], {}), **kept}
        begins, ends = row["slot"], row["slot"].replace(":00:00Z", ":59:59Z")
        return any(each["since"] <= ends and begins < (
            each["until"] if each.get("ended") else max(each["until"], row["recorded"]))
            for each in shut.values())


# ---- several files ----


def compare(one: Draw, other: Draw) -> None:
    """The first row in which two copies of one draw differ. In a CSV every row has all columns."""
    for table in one.tables.keys() | other.tables.keys():
        rows = [[{name: said for name, said in row.items() if said != ""} for row in copy.rows(table)]
                for copy in (one, other)]
        for at in range(max(map(len, rows))):
            must(rows[0][at:at + 1] == rows[1][at:at + 1], (table, at + 1), "is another in the other copy")


def check_cohorts(draws: list[Draw], days: set[str]) -> None:
    """Who lost a draw keeps its day until it gets a slot. ``draws``: of one line; ``days``: all read."""
    events = [(table, draw, row) for draw in draws for table in ("close", "settled", "given", "elsewhere")
              for row in draw.rows(table)]
    since: dict[str, str] = {}  # tag -> the day it keeps; empty once it has a slot
    got: dict[str, dict[str, str]] = {}  # draw that is not settled -> tag -> slot or struck, since the close
    for table, draw, row in sorted(events, key=lambda event: when(event[2])):
        if table == "close":
            check_list_of(draw, since, days)
            got[draw.name] = {}
        elif table == "settled":
            since.update(lost(draw, got.pop(draw.name)))
        elif row["slot"] or row["why"] == "struck":
            since.update({row["tag"]: ""} if row["slot"] else {})
            for tags in got.values():
                tags[row["tag"]] = "slot" if row["slot"] else tags.get(row["tag"], "struck")


def lost(draw: Draw, got: dict[str, str]) -> dict[str, str]:
    """Tag -> the day it keeps from this draw on. Who had nothing to win has not lost."""
    won, left = ({row["tag"] for row in draw.rows(table)} for table in ("slot", "left"))
    gave_up = {tag for tag in won & left if got.get(tag) == "struck"}
    done = won - left | gave_up | {tag for tag in got if got[tag] == "slot"}
    return {row["tag"]: "" if row["tag"] in done else row["cohort"] for row in draw.rows("list")
            if any(draw.close["supply"][hour] for hour in row["wishes"])}


def check_list_of(draw: Draw, since: dict[str, str], days: set[str]) -> None:
    """What was before the files, between them, or in another quarter, cannot be judged."""
    first = date.fromisoformat(draw.day)
    while first > quarter_of(draw.day) and str(first - timedelta(days=1)) in days:
        first -= timedelta(days=1)
    if str(first) == draw.day:
        since.clear()
    for number, row in enumerate(draw.rows("list"), 1):
        fresh = row["cohort"] if row["cohort"] < str(first) else draw.day
        right = since.get(row["tag"], fresh) or draw.day
        must(row["cohort"] == right, (f"{draw.name}, list", number), f"cohort {row['cohort']}, should be {right}")


def main(paths: list[str]) -> int:
    """0 where all is right, 1 where something is wrong."""
    draws: dict[str, Draw] = {}
    wrong = 0
    for path, name, tables in [(each, *draw) for each in paths for draw in read(each).items()]:
        draw = Draw(name, tables)
        try:
            compare(draws.setdefault(name, draw), draw)
            print(f"right  {name} ({path}): {draw.check()}")
        except Wrong as error:
            wrong += 1
            print(f"WRONG  {name} ({path}): {error}")
    for line in sorted({name.partition("/")[2] for name in draws}):
        try:
            check_cohorts([draw for name, draw in draws.items() if name.endswith(line)],
                          {draw.day for draw in draws.values()})
        except Wrong as error:
            wrong += 1
            print(f"WRONG  {line}: {error}")
    return 1 if wrong or not draws else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) if len(sys.argv) > 1 else __doc__)
