"""A line of a given rate and delay between a phone and its server, and the bytes it carried."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Queue

CHUNK = 1400
"""About what one packet holds: so much is on its way before the next one may go."""


@dataclass
class Way:
    """One direction: bytes wait for those before them, then take their time."""

    line: Line
    bytes: int = 0
    last: float = 0.0
    free: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def arrival(self, size: int) -> float:
        """When so many bytes, given now, are at the other end."""
        with self.lock:
            self.bytes += size
            taken = size * 8 / self.line.rate if self.line.rate else 0.0
            self.free = max(time.monotonic(), self.free) + taken
            self.last = self.free + self.line.delay
            return self.last


class Line:
    """Listens on ``port``. Without ``rate`` it only counts; not ``up``, nobody answers there."""

    def __init__(self, upstream: int) -> None:
        self.upstream, self.up = upstream, True
        self.rate, self.delay = 0.0, 0.0
        self.ways = Way(self), Way(self)
        self.connections = 0
        self.open: set[socket.socket] = set()
        self.listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = int(self.listening.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def last(self) -> float:
        """When the last byte arrived, or will."""
        return max(way.last for way in self.ways)

    def hang_up(self) -> None:
        """No signal: what is connected ends, and whoever comes is turned away."""
        self.up = False
        for one in list(self.open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def slow(self, rate: float, delay: float) -> None:
        """Signal of so many bits a second each way and so many seconds each way; counted from now."""
        self.rate, self.delay, self.up, self.connections = rate, delay, True, 0
        self.ways = Way(self), Way(self)

    def close(self) -> None:
        self.hang_up()
        self.listening.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                phone, _ = self.listening.accept()
                if self.up:
                    self._connect(phone)
                else:
                    phone.close()

    def _connect(self, phone: socket.socket) -> None:
        self.connections += 1
        server = socket.create_connection(("127.0.0.1", self.upstream))
        self.open |= {phone, server}
        begins = time.monotonic() + 2 * self.delay
        self._carry(phone, server, self.ways[0], begins)
        self._carry(server, phone, self.ways[1], begins)

    def _carry(self, here: socket.socket, there: socket.socket, way: Way, begins: float) -> None:
        """``begins``: a connection is agreed upon by a round trip before anything goes."""
        sent: Queue[tuple[float, bytes]] = Queue()
        here.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

        def take() -> None:
            with suppress(OSError):
                while part := here.recv(CHUNK):
                    wait = begins - time.monotonic()
                    if wait > 0:
                        time.sleep(wait)
                    sent.put((way.arrival(len(part)), part))
            sent.put((0.0, b""))

        def give() -> None:
            with suppress(OSError):
                while (one := sent.get())[1]:
                    time.sleep(max(0.0, one[0] - time.monotonic()))
                    there.sendall(one[1])
                there.shutdown(socket.SHUT_WR)

        for work in (take, give):
            threading.Thread(target=work, daemon=True).start()
