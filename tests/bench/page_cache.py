"""Public pages: kept ones against a raw WSGI hello, new ones against a bare Django view.

One gunicorn with the project's own configuration serves all of it, in turns, so a slow or busy
machine slows both sides. `wrk` asks (Debian: apt-get install wrk).
"""

import operator
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

from django.core.management import call_command
from django.db import connection

from events import editions
from tests.bench.lineup import event_of

ROOT = Path(__file__).parents[2]
SIZES = (20, 200, 2000)
WARM, COLD, ROUNDS = 2, 8, 5  # seconds; a new page of 2,000 sets takes more than one
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
BAD = re.compile(r"Non-2xx or 3xx responses|Socket errors")
ANSWERS = re.compile(r"(\d+) requests in")


Asked = dict[str, tuple[str, dict[str, str]]]


@dataclass
class Site:
    address: str
    server: int

    def processor(self) -> float:
        """Return the seconds of processor that the server and its workers have used."""
        children = Path(f"/proc/{self.server}/task/{self.server}/children").read_text().split()
        ticks = 0
        for pid in [str(self.server), *children]:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


def main() -> None:
    if not shutil.which("wrk"):
        print("page_cache: there is no wrk here (Debian: apt-get install wrk).")
        return
    call_command("migrate", verbosity=0)
    subprocess.run(
        [sys.executable, ROOT / "manage.py", "collectstatic", "--noinput", "-v0"],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "settimes.settings"},
        check=True,
    )
    for size in SIZES:
        editions.publish(event_of(size), by=None)
    print(f"\n## Pages on {connection.vendor}: wrk, {ROUNDS} rounds in turns")
    with serving(PAGE_MAX_AGE="1h") as site:
        warm(site)
    with serving(PAGE_CACHE_MB="0") as site:
        cold(site)


def warm(site: Site) -> None:
    path, brotli = "/events/size-200/", {"Accept-Encoding": "br"}
    with urlopen(Request(site.address + path, headers=brotli)) as answer:  # noqa: S310 - our own
        same = brotli | {"If-None-Match": answer.headers["ETag"]}
    asked: Asked = {
        "raw WSGI hello": ("/raw-hello", {}),
        "kept, 200 sets, brotli": (path, brotli),
        "kept, 200 sets, 304": (path, same),
        "kept, 200 sets, plain": (path, {}),
        "kept, with a choice": (f"{path}?view=venue&utm_source=x", brotli),
    }
    show(site, asked, (16, WARM), {"kept, 200 sets, brotli": 0.5, "kept, 200 sets, 304": 0.5})


def cold(site: Site) -> None:
    asked: Asked = {"bare view (/healthz)": ("/healthz", {})}
    asked |= {f"new, {size} sets": (f"/events/size-{size}/", {}) for size in SIZES}
    show(site, asked, (2, COLD), {"new, 200 sets": 0.005})


def show(site: Site, asked: Asked, how: tuple[int, int], budget: dict[str, float]) -> None:
    rates: dict[str, list[float]] = {name: [] for name in asked}
    costs: dict[str, list[float]] = {name: [] for name in asked}
    for number in range(ROUNDS + 1):
        for name, (path, headers) in asked.items():
            began = site.processor()
            rate, answers = load(site.address + path, headers, *how)
            if number:  # the first round warms up
                rates[name].append(rate)
                costs[name].append((site.processor() - began) / answers)
    print(f"{'':26}{'requests/s':>12}{'ratio':>8}{'µs of processor':>18}{'ratio':>8}{'budget':>8}")
    first = next(iter(asked))
    for name in asked:
        ratio = statistics.median(map(operator.truediv, rates[name], rates[first]))
        cost = statistics.median(costs[name])
        cheap = statistics.median(map(operator.truediv, costs[first], costs[name]))
        print(
            f"{name:26}{statistics.median(rates[name]):>12,.0f}{ratio:>8.3f}"
            f"{cost * 1e6:>18,.0f}{cheap:>8.3f}{budget.get(name, ''):>8}"
        )


def load(
    address: str, headers: dict[str, str], connections: int, seconds: int
) -> tuple[float, int]:
    """Ask as fast as the server answers; return answers a second, and how many there were."""
    given = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    options = ["-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "60s"]
    command = ["wrk", *options, *given, address]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if BAD.search(said):
        raise RuntimeError(said)
    return float(RATE.search(said)[1]), int(ANSWERS.search(said)[1])


@contextmanager
def serving(**settings: str) -> Iterator[Site]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "settimes.settings"} | settings
    command = [sys.executable, "-m", "gunicorn", "tests.bench.served", "-b", f"127.0.0.1:{port}"]
    with (Path(os.environ["DATA_DIR"]) / "gunicorn.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/raw-hello")
            yield Site(f"http://127.0.0.1:{port}", server.pid)
        finally:
            server.terminate()
            server.wait()


def wait_for(address: str) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            urlopen(address).close()  # noqa: S310 - our own
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return
