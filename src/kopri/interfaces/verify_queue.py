"""Check a day of the border queue. Python's standard library alone; nobody needs to be trusted.

    python3 verify_queue.py 2026-01-15.json [2026-01-14.json ...]

A file is a day as a node publishes it (/queue/days/<day>.json or .csv). Every draw in it is computed
anew, and every slot that was given, moved or given back afterwards is followed. The first row that is
wrong is named, and the exit status is 1. With several days the cohorts are checked too. The same day
from both states' nodes is compared row by row: what one of them altered shows.

What it cannot check:
* that a tag is a real vehicle: it is HMAC-SHA-256(key, VIN), and the two states alone know the key;
* the papers behind a row of class priority, post or paid; which hours are closed to the goods of a row:
  its wishes are those that were open to them at the close, and a priority row may be passed over later;
* that a vehicle counted as proven had paid a deposit or crossed before; the share set for the others;
* those who asked after the close: until they get a slot they are on no public list; whether somebody who
  was passed over had come to the border without a slot; why a drawn slot could not be given (table left);
* whether somebody who was passed over after the draw had goods for which the hour was full: on a day
  with limits by goods such turns are counted and not judged;
* signatures and the journal itself: that these rows are what both states signed, and when, is shown by
  `kopri journal audit` and by the proofs of the entries whose log and index each row names.
"""

import csv
import hashlib
import json
import sys
from collections import Counter
from datetime import date
from typing import Any

Row = dict[str, Any]
Tables = dict[str, list[Row]]

CLASSES = ("ordinary", "post", "paid", "priority")
NOTHING = "00" * 32  # stands for a share that was not there in time
# how columns of a CSV are read: numbers; lists with spaces; name=value with spaces; the rest is text
NUMBERS = {"index", "revision", "length", "number", "parts", "exit_revision", "entry_revision",
           "unproven_most", "position", "proven", "hour", "ended"}
LISTS = {"hours", "supply", "wishes", "vehicle_classes", "tags"}
PAIRS = {"seen", "daily", "shares", "marks", "thirds"}


class Wrong(Exception):
    """A row that is not as the rules say. Rows are counted from 1; 0 is the table as a whole."""

    def __init__(self, table: str, number: int, text: str) -> None:
        super().__init__(f"{table}, row {number}: {text}" if number else f"{table}: {text}")


# ---- reading ----------------------------------------------------------------------------------


def read(path: str) -> dict[str, Tables]:
    """Draw -> table -> rows."""
    with open(path, encoding="utf-8", newline="") as file:
        if not path.endswith(".csv"):
            return {each.pop("draw"): each for each in json.load(file)["draws"]}
        draws: dict[str, Tables] = {}
        for line in csv.DictReader(file):
            tables = draws.setdefault(line.pop("draw"), {})
            rows = tables.setdefault(line.pop("table"), [])
            rows.append({name: cell(name, text) for name, text in line.items()})
        return draws


def cell(name: str, text: str) -> Any:
    """What stands in a column of a CSV."""
    if name in NUMBERS:
        return int(text or 0)
    if name in LISTS:
        return [int(part) if part.isdigit() else part for part in text.split()]
    return dict(part.split("=") for part in text.split()) if name in PAIRS else text


def H(data: bytes) -> bytes:
    """The only hash here."""
    return hashlib.sha256(data).digest()


def hour_of(moment: str) -> int:
    """7 of 2026-01-15T07:00:00Z."""
    return int(moment[11:13] or -1)


class Draw:
    """A draw, named <day>/<exit>-<entry>/<point>/<vehicle class>, and its tables."""

    def __init__(self, name: str, tables: Tables) -> None:
        self.name, self.tables = name, tables
        self.day, direction = name.split("/")[:2]
        self.sides = direction.split("-")  # the exit side first
        self.close: Row = (tables.get("close") or [{}])[0]
        self.settled: Row = (tables.get("settled") or [{}])[0]
        self.untold = 0  # turns that only the states can judge

    def rows(self, table: str) -> list[Row]:
        return self.tables.get(table, [])

    # ---- what was fixed before anybody knew the outcome ----

    def check_list(self) -> None:
        """One ticket a vehicle, in order of tag; and the very rows that were closed."""
        last = ""
        for number, row in enumerate(self.rows("list"), 1):
            if row["tag"] <= last:
                raise Wrong("list", number, "out of order, or twice: rows stand in order of tag")
            last, wishes = row["tag"], row["wishes"]
            if row["cohort"] > self.day or row["public_class"] not in CLASSES:
                raise Wrong("list", number, "there is no such cohort or class")
            if len(set(wishes)) != len(wishes) or not set(wishes) <= set(range(24)):
                raise Wrong("list", number, "wishes are different hours of the day")
        names = ("tag", "cohort", "public_class", "proven", "wishes")
        leaves = [json.dumps([row[name] for name in names], separators=(",", ":")).encode()
                  for row in self.rows("list")]
        if len(leaves) != self.close["number"]:
            raise Wrong("list", 0, f"{len(leaves)} rows, but {self.close['number']} were closed")
        if root_of(leaves).hex() != self.close["root"]:
            raise Wrong("list", 0, "these are not the rows that were closed: the root differs. Which "
                        "row was altered shows beside the copy of the day at the other state's node")

    def check_shares(self) -> None:
        """Each side's share is used where it was in time and on the chain that the side had anchored."""
        for side in self.sides:
            told = [(number, row) for number, row in enumerate(self.rows("share"), 1)
                    if row["side"] == side and knew(self.settled, row)]
            mark, said = self.mark(told[0][1]) if told else "missing", self.settled["marks"][side]
            if mark != said and mark in ("wrong", "late"):
                text = "forged: not on the chain that was anchored" if mark == "wrong" else "too late"
                raise Wrong("share", told[0][0], f"{text}, and yet marked {said}")
            if mark != said:
                raise Wrong("settled", 1, f"the share of {side} is marked {said}, should be {mark}")
            right = told[0][1]["share"] if mark == "in_time" else NOTHING
            if (self.settled["shares"].get(side) or NOTHING) != right:
                raise Wrong("settled", 1, f"what is used for {side} is not the share that it told")

    def mark(self, row: Row) -> str:
        """In time is what the third had cosigned by the deadline; without one, what says so itself."""
        anchors = [each["anchor"] for each in self.rows("chain")
                   if each["side"] == row["side"] and knew(self.close, each)]
        if self.anchor_of(row["share"]) not in anchors[:1]:
            return "wrong"
        lines = self.settled["third_note"].partition("\n\n")[0].split("\n")[3:]
        sizes = {log: int(size) for log, _, size in (line.rpartition(" ") for line in lines)}
        if self.settled["third"]:
            return "in_time" if row["index"] < sizes.get(row["log"], 0) else "late"
        return "in_time" if row["recorded"] < self.close["reveal_until"] else "late"

    def check_third(self) -> None:
        """The third party's share lies on a chain that both sides had written down before."""
        third = self.settled["third"]
        if not third:
            return
        anchor = dict(self.close["thirds"]).get(third)
        named = {row["side"] for row in self.rows("third") if knew(self.close, row)
                 and (row["third"], row["anchor"]) == (third, anchor)}
        if named != set(self.sides):
            raise Wrong("settled", 1, f"not both sides had named {third} before the close")
        if self.anchor_of(self.settled["third_share"]) != anchor:
            raise Wrong("settled", 1, f"the third share is forged: not on the chain of {third}")
        said = self.settled["third_note"].split("\n")[1:3]
        if said != [self.name, self.settled["third_share"]]:
            raise Wrong("settled", 1, f"the note of {third} says another draw or share")

    def anchor_of(self, share: str) -> str:
        """A share hashed once for each day of the quarter up to this one."""
        value = bytes.fromhex(share)
        for _ in range(self.close["position"]):
            value = H(value)
        return value.hex()

    # ---- the draw ----

    def seed(self) -> bytes:
        shares = [self.settled["shares"].get(side) for side in self.sides]
        parts = [self.close["root"], *shares, self.settled["third_share"]]
        return H(b"kopri/draw/v1" + self.name.encode()
                 + b"".join(bytes.fromhex(part or NOTHING) for part in parts))

    def order(self) -> list[Row]:
        """Who has lost since an earlier day first, then by ticket, which nobody can choose."""
        if not self.settled:
            return []
        seed = bytes.fromhex(self.settled["seed"])
        return sorted(self.rows("list"), key=lambda row: (
            row["cohort"], H(seed + bytes.fromhex(row["tag"])), row["tag"]))

    def check_slots(self) -> None:
        """Each in turn gets the best of its wishes that is left."""
        left, unproven_left, number = list(self.close["supply"]), self.close["unproven_most"], 0
        first = date(int(self.day[:4]), (int(self.day[5:7]) + 2) // 3 * 3 - 2, 1)
        if self.close["position"] != (date.fromisoformat(self.day) - first).days + 1:
            raise Wrong("close", 1, "the position is not the day of the quarter")
        for row in self.order():
            hour = next((wish for wish in row["wishes"] if left[wish] > 0), None)
            if hour is None or not (row["proven"] or unproven_left):
                continue
            left[hour] -= 1
            unproven_left -= not row["proven"]
            told = self.rows("slot")[number:number + 1]
            number += 1
            if [(each["tag"], each["hour"]) for each in told] != [(row["tag"], hour)]:
                raise Wrong("slot", number, f"should be {row['tag']} at {hour:02d}:00")
        if len(self.rows("slot")) > number:
            raise Wrong("slot", number + 1, "there was nothing left, or it is not its turn")

    # ---- what came after ----

    def check_given(self) -> None:
        """Every slot given, moved and given back, in the order in which the exit side wrote it."""
        left = [(row["tag"], row["hour"]) for row in self.rows("left")]
        drawn = [(row["tag"], row["hour"]) for row in self.rows("slot")]
        drawn = [place for place in drawn if place not in left]
        has: Counter[tuple[str, int]] = Counter()  # who has which hour; some have no tag
        rows, last = self.rows("given"), ("", -1)
        for number, row in enumerate(rows, 1):
            if (row["log"], row["index"]) <= last:
                raise Wrong("given", number, "out of order: rows stand as they were written")
            last, was = (row["log"], row["index"]), (row["tag"], hour_of(row["was"]))
            if row["was"][:10] == self.day and not has[was]:
                raise Wrong("given", number, "gives up an hour that it did not have")
            has[was] -= row["was"][:10] == self.day
            if row["slot"][:10] != self.day:
                continue
            place = row["tag"], hour_of(row["slot"])
            if row["tag"] and any(has[row["tag"], hour] for hour in range(24)):
                raise Wrong("given", number, "has a slot of this day already")
            if row["why"] == "draw" and place != (drawn.pop(0) if drawn else None):
                raise Wrong("given", number, "is not what the draw gave, or not in its order")
            self.check_turn(number, row, has)
            has[place] += 1
            self.check_room(number, row, sum(has[each] for each in has if each[1] == place[1]))
        if drawn:
            raise Wrong("given", 0, f"what the draw gave to {drawn[0][0]} was never granted")

    def check_turn(self, number: int, row: Row, has: Counter[tuple[str, int]]) -> None:
        """What is returned, or left over, goes to who waits for it, in the order of the draw."""
        if row["why"] not in ("returned", "leftover") or row["public_class"] != "ordinary":
            return
        served = {each["tag"] for each in self.rows("given")[:number - 1]}
        served |= {each["tag"] for each in self.rows("elsewhere") if each["index"] < row["index"]}
        proven = {each["tag"] for each in self.rows("list") if each["proven"]}
        others = sum(has[each] for each in has if each[0] not in proven)
        for each in self.order():
            if each["tag"] == row["tag"]:
                return
            barred = not each["proven"] and others >= self.close["unproven_most"]
            waits = each["public_class"] == "ordinary" and each["tag"] not in served and not barred
            if not waits or hour_of(row["slot"]) not in each["wishes"]:
                continue
            if not any(known.get("daily") for known in self.rows("capacity")):
                raise Wrong("given", number, f"{each['tag']} stood before it and wished for that hour")
            self.untold += 1  # the hour may have been full for its goods

    def check_room(self, number: int, row: Row, count: int) -> None:
        """Never more in an hour than both sides took, as the exit side knew when it wrote the row."""
        rest = self.rows("given")[number:]
        together = rest and (rest[0]["why"], rest[0]["recorded"]) == (row["why"], row["recorded"])
        if row["why"] == "safety" or (row["why"] == "moved" and together):
            return
        hour, most = hour_of(row["slot"]), []
        for side in self.sides:
            known = [each for each in self.rows("capacity")
                     if each["side"] == side and knew(row, each)]
            known.sort(key=lambda each: int(each["revision"]))
            most.append(known[-1]["hours"][hour] if known else 0)
        if self.is_shut(row) or count > min(most):
            raise Wrong("given", number, f"slot {count} at {hour:02d}:00, where "
                        f"{'a side is closed' if self.is_shut(row) else f'both take {min(most)}'}")

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

    def check(self) -> str:
        """Raises Wrong for the first row that is; else what the draw came to, in words."""
        if self.close:
            self.check_list()
        if self.settled:
            self.check_shares()
            self.check_third()
            if self.seed().hex() != self.settled["seed"]:
                raise Wrong("settled", 1, "the seed is not what the list and the shares come to")
            self.check_slots()
        self.check_given()
        counts = {name: len(self.rows(name)) for name in ("list", "slot", "given")}
        told = ", ".join(f"{count} rows of {name}" for name, count in counts.items())
        return told + (f"; {self.untold} turns cannot be judged: hours were limited by goods"
                       if self.untold else "")


def root_of(leaves: list[bytes]) -> bytes:
    """The Merkle tree hash of RFC 6962."""
    if len(leaves) < 2:
        return H(b"\0" + leaves[0]) if leaves else H(b"")
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return H(b"\1" + root_of(leaves[:half]) + root_of(leaves[half:]))


def knew(row: Row, other: Row) -> bool:
    """Whether the writer of a row had the other entry when it wrote."""
    if row["log"] == other["log"]:
        return bool(other["index"] < row["index"])
    return bool(other["index"] < int(row["seen"].get(other["log"], 0)))


# ---- several files ------------------------------------------------------------------------------


def compare(one: Draw, other: Draw) -> None:
    """The first row in which two copies of one draw differ."""
    for table in one.tables.keys() | other.tables.keys():
        rows = one.rows(table), other.rows(table)
        for number in range(max(map(len, rows))):
            if rows[0][number:number + 1] != rows[1][number:number + 1]:
                raise Wrong(table, number + 1, "is another in the other copy of the day")


def check_cohorts(draws: list[Draw]) -> None:
    """Who lost a draw keeps its day until it gets a slot. ``draws``: of one line, by day."""
    events: list[tuple[int, int, Draw, Row]] = []
    for draw in draws:
        events += [(draw.close["index"], 0, draw, {})] if draw.close else []
        events += [(draw.settled["index"], 1, draw, {})] if draw.settled else []
        events += [(row["index"], 2, draw, row) for row in draw.rows("given") if row["slot"]]
    since: dict[str, str] = {}  # tag -> the day it keeps; empty once it has a slot
    for _, what, draw, row in sorted(events, key=lambda event: event[:2]):
        if what == 0:
            check_cohorts_of(draw, since, draws[0].day)
        elif what == 1:
            won = {each["tag"] for each in draw.rows("slot")}
            won -= {each["tag"] for each in draw.rows("left") if each["why"] == "shut"}
            since.update((each["tag"], "" if each["tag"] in won else each["cohort"])
                         for each in draw.rows("list")
                         if any(draw.close["supply"][hour] for hour in each["wishes"]))
        else:
            since[row["tag"]] = ""


def check_cohorts_of(draw: Draw, since: dict[str, str], first: str) -> None:
    """A day before the first file cannot be judged."""
    for number, row in enumerate(draw.rows("list"), 1):
        fresh = row["cohort"] if row["cohort"] < first else draw.day
        right = since.get(row["tag"], fresh) or draw.day
        if row["cohort"] != right:
            raise Wrong(f"{draw.name}, list", number, f"cohort {row['cohort']}, should be {right}")


def main(paths: list[str]) -> int:
    """0 where all is right, 1 where something is wrong."""
    draws: dict[str, Draw] = {}
    wrong = 0
    for path in paths:
        for name, tables in read(path).items():
            draw = Draw(name, tables)
            try:
                if name in draws:
                    compare(draws[name], draw)
                print(f"right  {name} ({path}): {draw.check()}")
            except Wrong as error:
                wrong += 1
                print(f"WRONG  {name} ({path}): {error}")
            draws.setdefault(name, draw)
    lines: dict[str, list[Draw]] = {}
    for name in sorted(draws):
        lines.setdefault(name.partition("/")[2], []).append(draws[name])
    for name, days in lines.items():
        try:
            check_cohorts(days)
        except Wrong as error:
            wrong += 1
            print(f"WRONG  {name}: {error}")
    return 1 if wrong or not draws else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) if len(sys.argv) > 1 else __doc__)
