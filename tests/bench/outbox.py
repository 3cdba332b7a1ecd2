"""The outbox against one raw, reused SMTP connection that sends the same bytes.

Both take turns against the same sink, so a slow or busy machine slows both. What is measured runs
in processes of its own: `manage.py bench_outbox PART COUNT`, a command that only tests have.
"""

import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from settimes.embedded import start_valkey, wait_for

ROOT = Path(__file__).parents[2]
ROUNDS = 5
# Seconds the sink takes: how many mails a round, and the least ratio.
SINKS = {0.0: (1000, 0.35), 0.02: (300, 0.9)}
FEW, MANY = 1_000, 100_000
Figures = dict[str, float]


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATA_DIR": folder,
            "DATABASE_URL": os.environ.get("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3"),
            "REDIS_URL": f"unix://{folder}/nobody.sock",
            "SECRET_KEY": "bench" * 12,
            "CELERY_TASK_ALWAYS_EAGER": "false",
        }
        say(f"## Outbox, {environment['DATABASE_URL'].split(':')[0]}\n")
        part("prepare", 0, environment)
        throughput(environment)
        statements(environment)
        memory(environment)
        delay(environment)


def throughput(environment: dict[str, str]) -> None:
    say("| sink takes | raw mails/s | outbox mails/s | ratio (worst to best) | budget |")
    say("|---|---|---|---|---|")
    for seconds, (count, budget) in SINKS.items():
        with sink(seconds) as url:
            here = environment | {"EMAIL_URL": url, "MAIL_ROUND": "1h"}
            raw, ours = [], []
            for _ in range(ROUNDS):
                raw.append(part("raw", count, here)["rate"])
                part("plan", count, here)
                ours.append(part("send", count, here)["rate"])
        ratios = [mine / theirs for mine, theirs in zip(ours, raw, strict=True)]
        say(
            f"| {seconds * 1000:.0f} ms | {statistics.median(raw):.0f}"
            f" | {statistics.median(ours):.0f} | {statistics.median(ratios):.2f}"
            f" ({min(ratios):.2f} to {max(ratios):.2f}) | at least {budget} |"
        )


def statements(environment: dict[str, str]) -> None:
    """Send 100 and 200; the difference is free of what a round costs once."""
    found = []
    with sink(0.0) as url:
        here = environment | {"EMAIL_URL": url, "MAIL_ROUND": "1h"}
        for count in (100, 200):
            part("plan", count, here)
            found.append(part("statements", count, here))
    reads, transactions = (
        (found[1][name] - found[0][name]) / 100 for name in ("statements", "transactions")
    )
    say(f"\nStatements of the kit for a mail: {reads:.2f}, in {transactions:.2f} transactions.")


def memory(environment: dict[str, str]) -> None:
    with sink(0.0) as url:
        here = environment | {"EMAIL_URL": url, "MAIL_ROUND": "5s"}
        for waiting in (FEW, MANY):
            part("plan", waiting, here)
            found = part("memory", waiting, here)
            say(
                f"{waiting:,} waiting: a round grows memory by {found['kib'] / 1024:.1f} MiB"
                f" to {found['peak_kib'] / 1024:.0f} MiB and sends {found['rate']:.0f} mails/s."
            )
    if environment["DATABASE_URL"].startswith("sqlite"):
        say("(With SQLite's page cache, which is 16 MB a connection at most.)")


def delay(environment: dict[str, str]) -> None:
    """Plan urgent mails while a worker and beat, as `make run` starts them, send bulk ones."""
    folder = Path(environment["DATA_DIR"])
    clock = ("beat", "--schedule", str(folder / "beat"), "--pidfile", "")
    with sink(0.02) as url, broker(folder) as redis_url:
        here = environment | {"EMAIL_URL": url, "REDIS_URL": redis_url}
        part("plan", MANY, here)
        with celery(here, "worker", "-c", "2"), celery(here, *clock):
            found = part("delay", 20, here)
    say(
        f"An urgent mail behind {MANY:,} bulk ones, from plan to sent, sink takes 20 ms:"
        f" median {found['median']:.1f} s, worst of 20 {found['worst']:.1f} s; at most 10 s."
    )


@contextmanager
def broker(folder: Path) -> Iterator[str]:
    socket = folder / "v.sock"
    with start_valkey(socket, log=folder / "valkey.log") as valkey:
        try:
            wait_for(socket, valkey)
            yield f"unix://{socket}"
        finally:
            valkey.kill()


@contextmanager
def celery(environment: dict[str, str], *arguments: str) -> Iterator[None]:
    command = [sys.executable, "-m", "celery", "--quiet", "-A", "settimes", *arguments]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            yield
        finally:
            os.killpg(process.pid, signal.SIGKILL)


def part(
    name: str, count: int, environment: dict[str, str], *, command: str = "bench_outbox"
) -> Figures:
    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", command, name, str(count)],
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # there is no broker, and it says so
    )
    figures: Figures = json.loads(done.stdout)
    return figures


@contextmanager
def sink(seconds: float) -> Iterator[str]:
    """Run a sink in a process of its own."""
    command = [sys.executable, "-m", "tests.smtp_sink", str(seconds)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        try:
            port = int(process.stdout.readline()) if process.stdout else 0
            yield f"smtp://127.0.0.1:{port}?tls=none"
        finally:
            process.kill()


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
