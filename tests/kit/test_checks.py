"""What a start refuses in production, and what the deployment check mentions."""

from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from settimes.checks import refuse_errors
from settimes.outbox.email_url import EmailAddress

pytestmark = pytest.mark.once


@pytest.fixture
def production(settings: Settings) -> Settings:
    settings.SITE_URL, settings.HTTPS = "https://crawl.example.org", True
    settings.ALLOWED_HOSTS = ["crawl.example.org"]
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]
    settings.DEBUG = False
    settings.EMAIL = EmailAddress("smtp", host="mail.example.org", port=587, tls="starttls")
    return settings


def found(*, deploy: bool = False) -> list[str]:
    messages = run_checks(include_deployment_checks=deploy)
    return sorted(str(message.id) for message in messages if "settimes" in str(message.id))


def test_good_production_is_let_through(production: Settings) -> None:
    assert found() == []
    refuse_errors()


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("DEBUG", True, "settimes.E001"),
        ("ALLOWED_HOSTS", ["crawl.example.org", "*"], "settimes.E002"),
        ("ALLOWED_HOSTS", ["localhost"], "settimes.E003"),
        ("SECRET_KEY", "changeme", "settimes.E006"),
        ("SECRET_KEY", "x" * 60, "settimes.E006"),
        ("EMAIL", EmailAddress("file", folder=Path("mail")), "settimes.E004"),
    ],
)
def test_unsafe_production_is_refused(
    production: Settings, name: str, value: object, problem: str
) -> None:
    setattr(production, name, value)

    assert found() == [problem]
    with pytest.raises(ImproperlyConfigured, match=name):
        refuse_errors()


def test_laptop_may_do_as_it_likes(settings: Settings) -> None:
    settings.DEBUG, settings.ALLOWED_HOSTS = True, ["*"]

    assert found() == []
    refuse_errors()


def test_missing_proxy_is_mentioned_before_a_deployment(production: Settings) -> None:
    assert "settimes.W001" not in found(deploy=True)

    production.TRUSTED_PROXIES = []

    assert "settimes.W001" in found(deploy=True)
    assert found() == []


def test_embedded_parts_are_mentioned_before_a_deployment(
    production: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    sqlite = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
    monkeypatch.setattr("django.conf.settings.DATABASES", {"default": sqlite})
    monkeypatch.delenv("REDIS_URL")
    assert found(deploy=True) == ["settimes.I001", "settimes.I002"]

    postgresql = sqlite | {"ENGINE": "django.db.backends.postgresql"}
    monkeypatch.setattr("django.conf.settings.DATABASES", {"default": postgresql})
    monkeypatch.setenv("REDIS_URL", "redis://queue")
    assert found(deploy=True) == []
