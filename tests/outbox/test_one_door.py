"""Mail leaves by the outbox only."""

import ast
from pathlib import Path

import pytest

from settimes import settings as real_settings

ROOT = Path(__file__).parents[2]
OURS = ("accounts", "bands", "events", "fans", "settimes")


def imports_of(source: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize(
    ("source", "caught"),
    [
        ("from django.core.mail import send_mail", True),
        ("from django.core import mail", True),
        ("import django.core.mail", True),
        ("import smtplib", True),
        ("from django.core.mails import x", False),
    ],
)
def test_the_test_below_sees_every_way_around(source, caught):
    assert bool(imports_of(source) & {"django.core.mail", "smtplib"}) is caught


@pytest.mark.once
def test_nobody_sends_mail_but_the_outbox():
    around = {
        str(path.relative_to(ROOT))
        for folder in OURS
        for path in (ROOT / folder).rglob("*.py")
        if imports_of(path.read_text()) & {"django.core.mail", "smtplib"}
    }
    assert around == {"settimes/outbox/transports/smtp.py"}


def test_djangos_own_way_leads_nowhere():
    # pytest-django puts its own backend into the settings that tests see.
    assert real_settings.EMAIL_BACKEND == "django.core.mail.backends.dummy.EmailBackend"
