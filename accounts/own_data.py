"""What this app knows of somebody, for themselves to read."""

from django.db.models import Q

from accounts.models import AuthEvent, Membership, Ticket, User, UserSession

ACCOUNT = ("email", "name", "is_active", "is_staff", "is_superuser", "created", "last_login")
SESSION = ("began", "seen", "expire_date", "remembered", "address", "agent")
LINK = ("kind", "email", "created", "expires", "used", "ended")


def known_of(user: User) -> dict[str, object]:
    """Return plain facts under plain names; of other people nothing."""
    memberships = Membership.objects.filter(user=user)
    return {
        "account": User.objects.filter(pk=user.pk).values(*ACCOUNT).get(),
        "memberships": list(memberships.values("organization__name", "role", "created")),
        "sessions": list(UserSession.objects.filter(user=user).values(*SESSION)),
        "links": list(Ticket.objects.filter(user=user).values(*LINK)),
        "security_log": [_told(row, user) for row in _about(user)],
    }


def _about(user: User) -> list[AuthEvent]:
    return list(AuthEvent.objects.filter(Q(by=user) | Q(about=user)).order_by("at", "pk"))


def _told(row: AuthEvent, user: User) -> dict[str, object]:
    """Say what happened; from where only where it was not somebody else with a name."""
    by_other = row.by_id is not None and row.by_id != user.pk
    return {
        "at": row.at,
        "what": row.said,
        "by": "somebody else" if by_other else "you" if row.by_id else "nobody signed in",
        "about": "you" if row.about_id == user.pk else "",
        "address": None if by_other else row.address,
        "agent": "" if by_other else row.agent,
        "detail": row.detail if row.about_id == user.pk or not row.about_id else "",
    }
