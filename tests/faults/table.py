"""The tables that a run of the drills ends with, also when several processes ran them."""

from datetime import UTC, datetime

import pytest

PROPERTY, TOLD = "drill table", "telling table"
HEADS = {
    PROPERTY: (
        "Killed at random",
        "| database | mails | kills | doubled | lost | uncertain | seed |",
    ),
    TOLD: (
        "Telling, killed at random",
        "| database | fans | mails | lines | kills of workers | of web"
        " | told twice | told wrong | uncertain | seed |",
    ),
}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    found = [
        (name, str(value))
        for reports in terminalreporter.stats.values()
        for report in reports
        for name, value in getattr(report, "user_properties", [])
        if report.when == "call"
    ]
    for table, (title, head) in HEADS.items():
        if rows := [value for name, value in found if name == table]:
            terminalreporter.write_line(f"{title}, {datetime.now(UTC):%Y-%m-%d}:")
            terminalreporter.write_line(head)
            terminalreporter.write_line("|" + "---|" * (head.count("|") - 1))
            for row in rows:
                terminalreporter.write_line(row)
