"""The table that a run of the drills ends with, also when several processes ran them."""

from datetime import UTC, datetime

import pytest

HEAD = "| database | mails | kills | doubled | lost | uncertain | seed |"
PROPERTY = "drill table"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    rows = [
        str(value)
        for reports in terminalreporter.stats.values()
        for report in reports
        for name, value in getattr(report, "user_properties", [])
        if name == PROPERTY and report.when == "call"
    ]
    if rows:
        terminalreporter.write_line(f"Killed at random, {datetime.now(UTC):%Y-%m-%d}:")
        terminalreporter.write_line(HEAD)
        terminalreporter.write_line("|" + "---|" * (HEAD.count("|") - 1))
        for row in rows:
            terminalreporter.write_line(row)
