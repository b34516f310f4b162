"""A bad line between two network namespaces: real IP packets, late, lost, out of order, or cut.

The kernel's own impairments (netem) are often not built in. So the line is two TUN devices, one in
each namespace, and a thread that carries the packets between them as its weather says.
"""

import ctypes
import fcntl
import heapq
import os
import selectors
import struct
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random
from typing import TypeVar

Answer = TypeVar("Answer")

_TUNSETIFF, _TUN, _NO_HEADER = 0x400454CA, 0x0001, 0x1000
_CLONE_NEWNET = 0x40000000
_LONGEST_PACKET = 65536
_DEVICE = "line0"
_SPACES = Path("/run/netns")
ENDS = ("10.77.0.1", "10.77.0.2")
_numbers = count()


@dataclass(slots=True, kw_only=True)
class Weather:
    """What befalls a packet: seconds of delay and, at random, more; the share that is lost.

    A packet that waits longer than the one after it arrives out of order.
    """

    delay: float = 0.0
    jitter: float = 0.0
    loss: float = 0.0
    cut: bool = False


@dataclass(slots=True, kw_only=True)
class Wire:
    """``weather``: of the packets that leave each end. ``carried``, ``lost``: how many."""

    spaces: tuple[str, str]
    weather: tuple[Weather, Weather] = field(default_factory=lambda: (Weather(), Weather()))
    carried: int = 0
    lost: int = 0

    def set(self, **weather: float) -> None:
        """The same weather both ways."""
        for each in self.weather:
            each.delay, each.jitter = weather.get("delay", 0.0), weather.get("jitter", 0.0)
            each.loss, each.cut = weather.get("loss", 0.0), bool(weather.get("cut", False))

    def carry(self, devices: tuple[int, int], *, ended: threading.Event) -> None:
        """Carry packets until told to end."""
        chance, waiting, number = Random(7), list[tuple[float, int, int, bytes]](), 0
        with selectors.DefaultSelector() as selector:
            for end, device in enumerate(devices):
                selector.register(device, selectors.EVENT_READ, end)
            while not ended.is_set():
                due = waiting[0][0] - time.monotonic() if waiting else 0.05
                for key, _ in selector.select(max(0.0, min(due, 0.05))):
                    packet, weather = os.read(key.fd, _LONGEST_PACKET), self.weather[key.data]
                    if weather.cut or chance.random() < weather.loss:
                        self.lost += 1
                        continue
                    number += 1
                    at = time.monotonic() + weather.delay + chance.random() * weather.jitter
                    heapq.heappush(waiting, (at, number, devices[1 - key.data], packet))
                while waiting and waiting[0][0] <= time.monotonic():
                    _, _, device, packet = heapq.heappop(waiting)
                    os.write(device, packet)
                    self.carried += 1


@contextmanager
def open_wire() -> Iterator[Wire]:
    """Two namespaces with a line between them; both are gone in the end, whatever happens."""
    number = next(_numbers)
    names = (f"kopri-{os.getpid()}-{number}a", f"kopri-{os.getpid()}-{number}b")
    _sweep()
    with ExitStack() as stack:
        for name in names:
            _ip("netns", "add", name)
            stack.callback(_ip, "netns", "del", name)
        devices = []
        for name, address in zip(names, ENDS, strict=True):
            device = within(name, _open_device)
            stack.callback(os.close, device)
            for words in (("link", "set", "lo", "up"), ("link", "set", _DEVICE, "up"),
                          ("addr", "add", f"{address}/24", "dev", _DEVICE)):
                _ip("-n", name, *words)
            devices.append(device)
        wire, ended = Wire(spaces=names), threading.Event()
        carrier = threading.Thread(
            target=wire.carry, args=((devices[0], devices[1]),), kwargs={"ended": ended})
        carrier.start()
        stack.callback(carrier.join)
        stack.callback(ended.set)
        yield wire


def within(space: str, task: Callable[[], Answer]) -> Answer:
    """Do something in a namespace: in a thread that has entered it, and ends there."""
    found: list[Answer] = []
    wrong: list[BaseException] = []

    def run() -> None:
        try:
            with (_SPACES / space).open() as handle:
                if ctypes.CDLL(None, use_errno=True).setns(handle.fileno(), _CLONE_NEWNET):
                    raise OSError(ctypes.get_errno(), "setns")
            found.append(task())
        except BaseException as error:  # noqa: BLE001  it is raised again where it was asked for
            wrong.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if wrong:
        raise wrong[0]
    return found[0]


def lacking() -> str:
    """Why there can be no such line on this machine; empty where there can."""
    try:
        with open_wire():
            return ""
    except (OSError, subprocess.CalledProcessError) as error:
        said = getattr(error, "stderr", "") or str(error)
        return f"no network namespaces with TUN devices here: {said.strip()}"


def spaces() -> set[str]:
    """The namespaces of this process's wires that are there now."""
    return {each.name for each in _SPACES.glob(f"kopri-{os.getpid()}-*")}


def _sweep() -> None:
    """Remove what a run has left that was killed outright."""
    for each in _SPACES.glob("kopri-*"):
        if not Path(f"/proc/{each.name.split('-')[1]}").exists():
            # another run may be sweeping too
            subprocess.run(["ip", "netns", "del", each.name], check=False, capture_output=True)


def _open_device() -> int:
    device = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(device, _TUNSETIFF, struct.pack("16sH", _DEVICE.encode(), _TUN | _NO_HEADER))
    return device


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True, text=True)
