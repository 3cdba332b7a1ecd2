"""How long what we know of people's sign-ins is kept."""

from datetime import datetime

from django.conf import settings

from accounts import asking, audit, lockouts, sessions, tickets, trusted
from accounts.models import Ceremony, Challenge, Invitation, Ticket
from settimes.purging import promise


def old_entries(now: datetime) -> int:
    return audit.purge(before=now - settings.AUDIT_KEPT)


def old_challenges(now: datetime) -> int:
    return tickets.purge(Challenge.objects.all(), before=now)


def old_ceremonies(now: datetime) -> int:
    return tickets.purge(Ceremony.objects.all(), before=now)


def old_tickets(now: datetime) -> int:
    return tickets.purge(Ticket.objects.all(), before=now)


def old_invitations(now: datetime) -> int:
    return tickets.purge(Invitation.objects.all(), before=now - settings.INVITATION_KEPT)


promise("sessions", sessions.purge)
promise("sign-in tries and lockouts", lockouts.purge)
promise("links that opened something once", old_tickets)
promise("invitations", old_invitations)
promise("trusted devices", trusted.purge)
promise("challenges for passkeys", old_ceremonies)
promise("second steps begun", old_challenges)
promise("askings for mails", asking.purge)
promise("audit entries", old_entries)
