"""Fill hours in order of time from counted kinds, as a flow: kind -> goods class -> hour.

A kind's own row of hours is a chain: who is not taken in an hour waits into the next. A path that
brings one more vehicle into an hour may let a kind that is there already wait longer, so that one
which cannot use the hour takes its earlier place.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

AHEAD = 48  # hours looked ahead when a full hour is shared out; a better guess means fewer paths
_NO_END = 1 << 60


class Filling:
    """``demand``: of each kind, hour -> vehicles that may come from then on.

    ``classes``: the goods class of each kind; ``totals``: places in each hour; ``limits``: class ->
    places of it in each hour; ``open_at``: for each kind whether it may come in an hour.
    """

    def __init__(
        self, *, demand: Sequence[Mapping[int, int]], classes: Sequence[str],
        totals: Sequence[int], limits: Mapping[str, Sequence[int]], open_at: Sequence[bytearray],
    ) -> None:
        self._size = len(totals)
        names = sorted(limits)
        self._class_of = [names.index(each) for each in classes]
        self._kinds_of = [[kind for kind, each in enumerate(self._class_of) if each == number]
                          for number in range(len(names))]
        self._demand, self._open = demand, open_at
        self._room = list(totals)
        self._class_room = [list(limits[name]) for name in names]
        self._taken = [[0] * self._size for _ in classes]
        self._left = [[0] * self._size for _ in classes]  # who waits on after each hour
        self._waiting = [0] * len(classes)
        self._since = [0] * len(classes)  # the hour from which on somebody of the kind always waited
        self._chances = [self._ahead(kind) for kind in range(len(classes))]
        self._closed = bytearray((len(classes) + len(names) + 1) * self._size)

    def fill(self) -> list[list[int]]:
        """Of each kind, how many in each hour."""
        for hour in range(self._size):
            for kind, demand in enumerate(self._demand):
                self._waiting[kind] += demand.get(hour, 0)
            self._share_out(hour)
            for kind, waiting in enumerate(self._waiting):
                self._left[kind][hour] = waiting
            while self._room[hour] > 0 and any(self._waiting) and self._search(hour):
                pass
            for kind, waiting in enumerate(self._waiting):
                if not waiting:
                    self._since[kind] = hour + 1
        return self._taken

    def _ahead(self, kind: int) -> list[int]:
        """After each hour: the places that a kind could have in the next ones."""
        class_room = self._class_room[self._class_of[kind]]
        places = [min(total, room) if is_open else 0 for total, room, is_open in zip(
            self._room, class_room, self._open[kind], strict=True)]
        sums = [*accumulate(places, initial=0)]
        return [sums[min(hour + 1 + AHEAD, self._size)] - sums[hour + 1]
                for hour in range(self._size)]

    def _share_out(self, hour: int) -> None:
        """Those who wait take the hour, kinds with fewer chances later first."""
        able = [kind for kind, waiting in enumerate(self._waiting)
                if waiting and self._open[kind][hour]]
        able.sort(key=lambda kind: (self._chances[kind][hour], self._since[kind], kind))
        for kind in able:
            room = self._class_room[self._class_of[kind]]
            count = min(self._waiting[kind], self._room[hour], room[hour])
            if count > 0:
                self._waiting[kind] -= count
                self._taken[kind][hour] = count
                self._room[hour] -= count
                room[hour] -= count

    # nodes: a kind in an hour, a class in an hour, an hour; numbered row by row in that order
    def _search(self, hour: int) -> bool:
        """Look back from an hour for those who wait; let in whom is found. Whether anybody was.

        What a search has seen in vain no later path can use: it is closed for good.
        """
        kinds = len(self._taken)
        start = (kinds + len(self._kinds_of)) * self._size + hour
        after: dict[int, int] = {start: -1}
        line, pushed = deque([start]), False
        while line:
            node = line.popleft()
            row, at = divmod(node, self._size)
            if row < kinds and self._waiting[row] and at >= self._since[row]:
                pushed = self._push(node, after=after, hour=hour) or pushed
                if not self._room[hour]:
                    return True
                continue  # no path leads through those who wait: it would use their turn twice
            for other in self._before(row, at, hour=hour):
                if other not in after and not self._closed[other]:
                    after[other] = node
                    line.append(other)
        if not pushed:
            for node in after:
                self._closed[node] = 1
        return pushed

    def _before(self, row: int, at: int, *, hour: int) -> Iterator[int]:
        """Nodes from which one more vehicle can come to this one."""
        kinds = len(self._taken)
        if row < kinds:
            return self._before_kind(row, at, hour=hour)
        if row < kinds + len(self._kinds_of):
            return self._before_class(row - kinds, at)
        return ((kinds + number) * self._size + at
                for number, room in enumerate(self._class_room) if room[at] > 0)

    def _before_kind(self, kind: int, at: int, *, hour: int) -> Iterator[int]:
        """One that comes later after all, one that gives its place away, one that comes sooner."""
        here = kind * self._size + at
        if at:
            yield here - 1
        if self._taken[kind][at]:
            yield (len(self._taken) + self._class_of[kind]) * self._size + at
        if at < hour and self._left[kind][at]:
            yield here + 1

    def _before_class(self, number: int, at: int) -> Iterator[int]:
        """A kind that takes another's place in the class, or a class that takes this one's."""
        members = self._kinds_of[number]
        for kind in members:
            if self._open[kind][at]:
                yield kind * self._size + at
        if any(self._taken[kind][at] for kind in members):
            yield (len(self._taken) + len(self._kinds_of)) * self._size + at

    def _push(self, node: int, *, after: Mapping[int, int], hour: int) -> bool:
        """Send as many as fit along the path from those who wait at ``node``; whether any did."""
        path = [node]
        while (node := after[path[-1]]) >= 0:
            path.append(node)
        steps = [(divmod(one, self._size), divmod(other, self._size))
                 for one, other in pairwise(path)]
        first, at = divmod(path[0], self._size)
        waits = self._left[first][at:hour + 1]
        count = min([self._room[hour], *waits, *(self._capacity(*step) for step in steps)])
        if count <= 0:
            return False
        self._room[hour] -= count
        self._waiting[first] -= count
        self._wait(first, at, upto=hour + 1, count=-count)
        for step in steps:
            self._send(*step, count=count)
        return True

    def _capacity(self, node: tuple[int, int], other: tuple[int, int]) -> int:
        """How many more can go from one node to the next of a path."""
        (row, at), (to, then) = node, other
        kinds = len(self._taken)
        if row < kinds:
            return self._left[row][then] if then < at else _NO_END
        if to < kinds:
            return self._taken[to][at]
        if to == kinds + len(self._kinds_of):
            return self._class_room[row - kinds][at]
        return sum(self._taken[kind][at] for kind in self._kinds_of[to - kinds])

    def _send(self, node: tuple[int, int], other: tuple[int, int], *, count: int) -> None:
        (row, at), (to, then) = node, other
        kinds = len(self._taken)
        if row < kinds and to < kinds:
            self._wait(row, min(at, then), upto=max(at, then), count=count if then > at else -count)
        elif row < kinds:
            self._taken[row][at] += count
        elif to < kinds:
            self._taken[to][at] -= count
        elif to == kinds + len(self._kinds_of):
            self._class_room[row - kinds][at] -= count
        else:
            self._class_room[to - kinds][at] += count

    def _wait(self, kind: int, start: int, *, upto: int, count: int) -> None:
        """So many more (or fewer) of a kind wait on after these hours."""
        left = self._left[kind]
        for hour in range(start, upto):
            left[hour] += count
            if not left[hour]:
                self._since[kind] = max(self._since[kind], hour + 1)
