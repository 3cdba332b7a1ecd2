"""How long what we know of people's sign-ins is kept."""

from datetime import datetime

from django.conf import settings

from accounts import audit, lockouts, sessions
from settimes.purging import promise


def old_entries(now: datetime) -> int:
    return audit.purge(before=now - settings.AUDIT_KEPT)


promise("sessions", sessions.purge)
promise("sign-in tries and lockouts", lockouts.purge)
promise("audit entries", old_entries)
