"""Settings that together would make false doubt."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error


def leases_outlive_timeouts(
    app_configs: Sequence[AppConfig] | None, **_: object
) -> list[CheckMessage]:
    """A lease shorter than the wait for an answer calls a mail uncertain that is only slow."""
    patience = settings.MAIL_BODY_TIMEOUT + settings.MAIL_REPLY_TIMEOUT
    if patience < settings.MAIL_HANDING_LEASE:
        return []
    return [
        Error(
            "MAIL_HANDING_LEASE must be longer than MAIL_BODY_TIMEOUT and MAIL_REPLY_TIMEOUT"
            " together.",
            id="outbox.E001",
        )
    ]
