"""Who needs a second factor, and from when on.

Admins and whoever may open the desk always do, editors where their organization says so. They are
asked when they sign in, or become what needs it; `FACTOR_GRACE` later it is due: nothing of the
organization's opens before there is one.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from accounts.models import Membership, Organization, Role, User

# In a session: with what beside the password its person has proved who they are.
PROOF = "_proof"
NEEDED = Q(role=Role.ADMIN) | Q(role=Role.EDITOR, organization__editors_prove=True)


def is_needed(role: Role, organization: Organization) -> bool:
    """Say whether this role here needs a second factor."""
    return role == Role.ADMIN or (role == Role.EDITOR and organization.editors_prove)


def is_needed_by(user: User) -> bool:
    """Say whether this person needs one anywhere."""
    if user.is_staff or user.is_superuser:
        return True
    return Membership.objects.active().filter(NEEDED, user=user).exists()


def ask(user: User) -> None:
    """Begin to count, where this person needs a second factor and was never asked for one."""
    if user.factor_due is None and is_needed_by(user):
        user.factor_due = _due()
        User.objects.filter(pk=user.pk, factor_due=None).update(factor_due=user.factor_due)


def ask_editors(organization: Organization) -> None:
    """Begin to count for those who need one since their organization says so."""
    members = Membership.objects.active().filter(NEEDED, organization=organization)
    _of(members).filter(factor_due=None).update(factor_due=_due())


def due(request: HttpRequest) -> datetime | None:
    """Return by when whoever asks, and needs a second factor, must have one."""
    if not isinstance(request.user, User) or request.session.get(PROOF):
        return None
    return request.user.factor_due


def shut(request: HttpRequest) -> HttpResponse | None:
    """Lead to where a second factor is added, once it is due."""
    moment = due(request)
    if moment is None or moment > timezone.now():
        return None
    return redirect("accounts:factors")


def _due() -> datetime:
    grace: timedelta = settings.FACTOR_GRACE
    return timezone.now() + grace


def _of(members: QuerySet[Membership]) -> QuerySet[User]:
    return User.objects.filter(pk__in=members.values("user"))
