"""Telling followers: what the request costs, planning for all of them, and sending what is told.

Mails are held against one raw, reused SMTP connection that sends the same bytes, as in `outbox`.
What is measured runs in processes of its own: `manage.py bench_telling PART COUNT`.
"""

import os
import statistics
import tempfile

from tests.bench.outbox import ROUNDS, SINKS, say, sink
from tests.bench.outbox import part as part_of

FOLLOWERS, SETS = 20_000, 200
TOLD = (1_000, 20_000, 100_000)
HUGE_SETS, HUGE_FOLLOWERS = 2_000, 10_000
LOOKS = 5
Environment = dict[str, str]


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATA_DIR": folder,
            "DATABASE_URL": os.environ.get("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3"),
            "REDIS_URL": f"unix://{folder}/nobody.sock",
            "SECRET_KEY": "bench" * 12,
            "CELERY_TASK_ALWAYS_EAGER": "false",
            "QUIET_FOR": "100ms",
            "MAIL_ROUND": "1h",
        }
        say(f"## Telling, {environment['DATABASE_URL'].split(':')[0]}\n")
        run(environment, "prepare", SETS)
        request(environment)
        planning(environment)
        throughput(environment)
        per_mail(environment)
        told(environment)
        huge(environment)


def run(environment: Environment, name: str, count: int = 0) -> dict[str, float]:
    return part_of(name, count, environment, command="bench_telling")


def request(environment: Environment) -> None:
    """Announce once while one person follows, and once while everybody does."""
    for followers in (1, FOLLOWERS):
        run(environment, "take_back")
        run(environment, "follow", followers)
        found = run(environment, "announce")
        say(
            f"Announcing {SETS} sets, {followers:,} following: {found['statements']:.0f}"
            f" statements, {found['seconds']:.2f} s."
        )


def planning(environment: Environment) -> None:
    found = run(environment, "collect")
    thousands = found["mails"] / 1000
    say(
        f"Planning {found['mails']:,.0f} mails, for each 1,000:"
        f" {found['statements'] / thousands:.0f} statements,"
        f" {found['seconds'] / thousands:.2f} s; memory grows by {found['kib'] / 1024:.1f} MiB.\n"
    )


def throughput(environment: Environment) -> None:
    say("| sink takes | raw mails/s | digests/s | ratio (worst to best) | budget |")
    say("|---|---|---|---|---|")
    for seconds, (count, budget) in SINKS.items():
        with sink(seconds) as url:
            here = environment | {"EMAIL_URL": url}
            raw, ours = [], []
            for _ in range(ROUNDS):
                raw.append(run(here, "raw", count)["rate"])
                ours.append(run(here, "send", count)["rate"])
        ratios = [mine / theirs for mine, theirs in zip(ours, raw, strict=True)]
        say(
            f"| {seconds * 1000:.0f} ms | {statistics.median(raw):.0f}"
            f" | {statistics.median(ours):.0f} | {statistics.median(ratios):.2f}"
            f" ({min(ratios):.2f} to {max(ratios):.2f}) | at least {budget} |"
        )


def per_mail(environment: Environment) -> None:
    """Send 100 and 200; the difference is free of what a round costs once."""
    with sink(0.0) as url:
        here = environment | {"EMAIL_URL": url}
        few, many = (run(here, "drain", count)["statements"] for count in (100, 200))
    say(f"\nStatements for a digest: {(many - few) / 100:.2f}.")


def told(environment: Environment) -> None:
    with sink(0.0) as url:
        here = environment | {"EMAIL_URL": url, "MAIL_ROUND": "5s"}
        for rows in TOLD:
            run(here, "tell", rows)
            planned, sent = run(here, "collect"), run(here, "send", rows)
            say(
                f"{rows:,} told rows, one set moves: planning {planned['mails']:,.0f} mails grows"
                f" memory by {planned['kib'] / 1024:.1f} MiB, a round of sending by"
                f" {sent['kib'] / 1024:.1f} to {sent['peak_kib'] / 1024:.0f} MiB,"
                f" {sent['rate']:.0f} mails/s."
            )


def huge(environment: Environment) -> None:
    run(environment, "prepare", HUGE_SETS)
    run(environment, "follow", HUGE_FOLLOWERS)
    found, page = run(environment, "announce"), run(environment, "look", LOOKS)
    planned = run(environment, "collect")
    say(
        f"\n{HUGE_SETS:,} sets, {HUGE_FOLLOWERS:,} followers of one band: announcing takes"
        f" {found['seconds']:.2f} s (at most 1 s), the schedule {page['seconds'] * 1000:.0f} ms"
        f" (at most 500 ms); planning {planned['mails']:,.0f} mails grows memory by"
        f" {planned['kib'] / 1024:.1f} MiB."
    )
