"""Report the way people do, over real connections, many at once: how many get through, how fast, each one whole?"""

from __future__ import annotations

import asyncio
import random
import re
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bench.node import RunningNode, running_node

Row = dict[str, object]

PORT = 8190
SIZE = 6 * 1024  # bytes of story, as the anchor was measured with
_TEXT = "dikush më shkruan çdo natë dhe kërkon që të mos i tregoj askujt shkolla loja telefoni mesazh profil"
_WORDS = _TEXT.split()
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
_CODE = re.compile(rb">\s*(\d{4})\s*<")


@dataclass
class Outcome:
    """What one load run saw. Times in seconds; `send` is from pressing send until the code stands on the page."""

    codes: list[str] = field(default_factory=list)
    send: list[float] = field(default_factory=list)
    journey: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    seconds: float = 0.0
    processor: float = 0.0  # seconds of processor time of the node's processes
    own_processor: float = 0.0  # and of this one, which shares the machine with them


class Visitor:
    """One phone: a connection, its cookies, and no more HTTP than a browser without JavaScript needs."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def request(
        self, method: str, path: str, form: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        body = urlencode(form).encode() if form is not None else b""
        head = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}"]
        if self.cookies:
            head.append("Cookie: " + "; ".join(f"{k}={v}" for k, v in self.cookies.items()))
        if form is not None:
            head += [
                "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {len(body)}",
                f"Origin: http://127.0.0.1:{self.port}",
            ]
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        assert self.reader is not None
        self.writer.write(("\r\n".join(head) + "\r\n\r\n").encode() + body)
        await self.writer.drain()
        lines = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status = int(lines[0].split()[1])
        headers: dict[str, str] = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            if name.lower() == "set-cookie":
                self._keep(value)
            elif name:
                headers[name.lower()] = value.strip()
        return status, headers, await self._body(headers)

    def _keep(self, value: str) -> None:
        name, _, content = value.split(";", maxsplit=1)[0].strip().partition("=")
        if content in ("", '""') or "max-age=0" in value.lower():
            self.cookies.pop(name, None)
        else:
            self.cookies[name] = content

    async def _body(self, headers: dict[str, str]) -> bytes:
        assert self.reader is not None
        if headers.get("transfer-encoding") == "chunked":
            parts = []
            while size := int((await self.reader.readline()).strip() or b"0", 16):
                parts.append(await self.reader.readexactly(size))
                await self.reader.readline()
            await self.reader.readline()
            return b"".join(parts)
        return await self.reader.readexactly(int(headers.get("content-length", 0)))

    def close(self) -> None:
        if self.writer is not None:
            self.writer.close()
            self.writer = None


async def one_report(port: int, story: str, out: Outcome) -> None:
    """From the question page to the code, the shortest way a person can go."""
    visitor = Visitor(port)
    began = time.perf_counter()
    with _counted(visitor, out):
        token = await _answer(visitor, story)
        await _press_send(visitor, token, out)
        out.journey.append(time.perf_counter() - began)


async def _answer(visitor: Visitor, story: str) -> str:
    """Everything before pressing send; returns the token of the form on the last page."""
    what = "/sq/questions/what/"
    _, _, page = await _ok(visitor, "GET", f"{what}?door=child")
    form = {"csrfmiddlewaretoken": _token(page), "door": "child", "story": story, "contacts": "", "go": "check"}
    await _ok(visitor, "POST", what, form, status=302)
    _, _, page = await _ok(visitor, "GET", "/sq/questions/check/")
    return _token(page)


async def _press_send(visitor: Visitor, token: str, out: Outcome) -> None:
    """Send, and read the code off the page that follows."""
    pressed = time.perf_counter()
    await _ok(visitor, "POST", "/sq/questions/check/", {"csrfmiddlewaretoken": token}, status=302)
    _, _, page = await _ok(visitor, "GET", "/sq/code/")
    done = time.perf_counter()
    groups = _CODE.findall(page)
    if len(groups) < 5:
        raise RuntimeError("the code page shows no code")
    out.codes.append(b"".join(groups[:5]).decode())
    out.send.append(done - pressed)


@contextmanager
def _counted(visitor: Visitor, out: Outcome) -> Iterator[None]:
    """What goes wrong is counted, not raised; the connection is closed."""
    try:
        yield
    except (RuntimeError, OSError, asyncio.IncompleteReadError) as error:
        out.errors.append(f"{type(error).__name__}: {error}")
    finally:
        visitor.close()


async def _ok(
    visitor: Visitor, method: str, path: str, form: dict[str, str] | None = None, status: int = 200
) -> tuple[int, dict[str, str], bytes]:
    got = await visitor.request(method, path, form)
    if got[0] != status:
        raise RuntimeError(f"{method} {path} answered {got[0]}")
    return got


def _token(page: bytes) -> str:
    found = _TOKEN.search(page)
    if not found:
        raise RuntimeError("the page has no form token")
    return found.group(1).decode()


def story(chance: random.Random, size: int = SIZE) -> str:
    """About `size` bytes of plain synthetic words."""
    text = ""
    while len(text.encode()) < size:
        text += " ".join(chance.choices(_WORDS, k=12)) + ". "
    return text


async def load(port: int, *, clients: int, reports: int) -> Outcome:
    """`clients` people at once, each reporting again as soon as the last code was shown, `reports` altogether."""
    out = Outcome()
    stories = _stories(reports)
    told = [stories[number % len(stories)] for number in range(reports)]
    await _all_at_once([lambda story=story: one_report(port, story, out) for story in told], clients, out)
    return out


async def sending(node: RunningNode, *, clients: int, reports: int) -> Outcome:
    """Sending alone: everybody has answered before the clock starts, and begins with a new connection."""
    out, before = Outcome(), Outcome()
    stories = _stories(reports)
    waiting: list[tuple[Visitor, str]] = []

    async def answer(number: int) -> None:
        visitor = Visitor(node.port)
        with _counted(visitor, before):
            waiting.append((visitor, await _answer(visitor, stories[number % len(stories)])))

    async def send(visitor: Visitor, token: str) -> None:
        with _counted(visitor, out):
            await _press_send(visitor, token, out)

    await _all_at_once([lambda n=n: answer(n) for n in range(reports)], 8, before)
    out.errors += before.errors
    processor = node.cpu_seconds()
    await _all_at_once([lambda v=v, t=t: send(v, t) for v, t in waiting], clients, out)
    out.processor = node.cpu_seconds() - processor
    return out


def _stories(reports: int) -> list[str]:
    return [story(random.Random(number)) for number in range(reports)]  # nobody sends the words of another


async def _all_at_once(acts: list[Callable[[], Awaitable[None]]], clients: int, out: Outcome) -> None:
    """Do all the acts, `clients` at a time, and note how long it took and what it cost this process."""
    left = iter(acts)

    async def client() -> None:
        for act in left:
            await act()

    began, used = time.perf_counter(), time.process_time()
    await asyncio.gather(*(client() for _ in range(clients)))
    out.seconds, out.own_processor = time.perf_counter() - began, time.process_time() - used


def whole(node: RunningNode, codes: list[str]) -> int:
    """How many of `codes` open a conversation with a whole story, asked of the database in a process of its own."""
    import subprocess
    import sys

    script = (
        "import sys\nfrom besa.node.faces.cli import set_up_django\nset_up_django()\n"
        "from besa.core.sealing import ReportCode\nfrom besa.node.reports import queries\n"
        "good = 0\n"
        "for code in sys.stdin.read().split():\n"
        "    told = queries.conversation(queries.find_by_code(ReportCode.parse(code))).told\n"
        f"    good += len(told.story.encode()) >= {SIZE}\n"
        "print(good)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], input="\n".join(codes), env=node.env, capture_output=True, text=True, check=True
    )
    return int(done.stdout)


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def measure(share: float = 1.0) -> list[Row]:
    """Load a fresh node (on BESA_DATABASE_URL if that is set) with 1, 8 and 64 clients; `share` of the full counts."""
    rows: list[Row] = []
    with running_node(PORT, pace_per_minute="1000000") as node:
        asyncio.run(load(PORT, clients=4, reports=40))  # warm
        for clients, reports in ((1, 100), (8, 400), (64, 640)):
            before = node.cpu_seconds()
            out = asyncio.run(load(PORT, clients=clients, reports=max(clients, round(reports * share))))
            out.processor = node.cpu_seconds() - before
            rows += _journey_rows(node, clients, out)
        for clients, reports in ((1, 100), (8, 400)):
            alone = asyncio.run(sending(node, clients=clients, reports=max(clients, round(reports * share))))
            rows += _sending_rows(node, clients, alone)
        memory = {"what": "memory of all processes (PSS) after the load", "measured": node.memory_mb(), "unit": "MB"}
        rows.append({**memory, "asked": "≤ 400"})
    return rows


def _journey_rows(node: RunningNode, clients: int, out: Outcome) -> list[Row]:
    name = f"{clients} at once"
    return [
        {
            "what": f"{name}: reports sealed and acknowledged, whole journey",
            "measured": len(out.codes) / out.seconds,
            "unit": "/s",
            "asked": "≥ 30" if clients == 1 else "≥ 40",
            "anchor": {1: "7.7 burst, 1.95 sustained"}.get(clients, ""),
        },
        {
            "what": f"{name}: p99 from send to code",
            "measured": percentile(out.send, 0.99) * 1000,
            "unit": "ms",
            "asked": "≤ 500" if clients == 8 else "",
            "anchor": {1: "900 ms", 8: "62 % lost"}.get(clients, ""),
        },
        {"what": f"{name}: median from send to code", "measured": statistics.median(out.send) * 1000, "unit": "ms"},
        *_cost_rows(f"{name}: whole journey", out),
        *_loss_rows(node, name, out, anchor={8: "62 %"}.get(clients, "")),
    ]


def _sending_rows(node: RunningNode, clients: int, out: Outcome) -> list[Row]:
    name = f"sending alone, {clients} at once"
    return [
        {"what": f"{name}: send pressed and code page read", "measured": len(out.codes) / out.seconds, "unit": "/s"},
        {"what": f"{name}: p99 from send to code", "measured": percentile(out.send, 0.99) * 1000, "unit": "ms"},
        *_cost_rows(name, out),
        *_loss_rows(node, name, out),
    ]


def _cost_rows(name: str, out: Outcome) -> list[Row]:
    """Where the time goes: a database server's part is in neither figure."""
    done = max(1, len(out.codes))
    return [
        {"what": f"{name}: processor time of the node", "measured": out.processor / done * 1000, "unit": "ms a report"},
        {
            "what": f"{name}: processor time of this client beside it",
            "measured": out.own_processor / done * 1000,
            "unit": "ms a report",
        },
    ]


def _loss_rows(node: RunningNode, name: str, out: Outcome, *, anchor: str = "") -> list[Row]:
    lost = len(out.codes) - whole(node, out.codes)
    rows: list[Row] = [
        {"what": f"{name}: errors", "measured": len(out.errors), "asked": "0", "anchor": anchor},
        {"what": f"{name}: codes shown that open no whole report", "measured": lost, "asked": "0"},
    ]
    return [*rows, {"what": f"{name}: first error", "measured": out.errors[0]}] if out.errors else rows
