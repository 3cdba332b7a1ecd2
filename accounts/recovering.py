"""The day everything is lost: an admin takes a member's second factors away, and says why.

The password goes with them, since alone it was never meant to be enough: a link to the member's
mailbox sets a new one, and a new factor is due at once where the role needs one. Everybody whom it
concerns is told. Factors also guard what somebody may do elsewhere, so who is a member of several
organizations, or runs the server, is helped by who runs the server.
"""

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from accounts import audit, backup_codes, factor_mails, factors, own_mails, policy, sessions
from accounts.models import Deed, Membership, Organization, Role, User
from accounts.roles import OrganizerRequest


class NotOurs(Exception):
    """More hangs on these factors than this organization."""


class Nothing(Exception):
    """There is no factor to take away."""


@transaction.atomic
def reset(request: OrganizerRequest, user: User, *, reason: str) -> None:
    """Do it as an admin, and tell the others. Raises the above."""
    if not may_reset(request, user):
        raise NotOurs
    begin_anew(user, reason=reason, request=request)
    for admin in _admins(request):
        if admin != user:
            _tell(admin, user, f"{request.user}: {reason}", request.organization)


@transaction.atomic
def begin_anew(user: User, *, reason: str, request: OrganizerRequest | None = None) -> None:
    """Take away everything that stands beside this person's password, and the password."""
    owner = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    devices = factors.of(owner)
    if not devices:
        raise Nothing
    for device in devices:
        device.delete()
    backup_codes.forget(owner)
    owner.set_unusable_password()
    owner.factor_due = timezone.now() if policy.is_needed_by(owner) else None
    owner.save(update_fields=["password", "factor_due", "updated"])
    sessions.end_all(owner)
    audit.record(Deed.FACTORS_RESET, request=request, about=owner, detail=reason)
    by, organization = (request.user, request.organization) if request else (None, None)
    own_mails.send_reset(owner, organization, by=by)
    _tell(owner, owner, f"{by}: {reason}" if by else reason, organization)


def _tell(person: User, about: User, said: str, organization: Organization | None) -> None:
    factor_mails.tell(person, Deed.FACTORS_RESET, said, organization, about=str(about))


@transaction.atomic
def ask(request: HttpRequest, user: User) -> None:
    """Tell the admins that somebody lost everything, and has proved that the mailbox is theirs."""
    audit.record(Deed.RECOVERY_ASKED, request=request, by=user, about=user)
    organizations = Membership.objects.active().filter(user=user).values("organization")
    rows = Membership.objects.active().filter(organization__in=organizations, role=Role.ADMIN)
    for row in rows.filter(user__is_active=True).select_related("user", "organization"):
        if row.user_id != user.pk:
            factor_mails.tell(
                row.user, Deed.RECOVERY_ASKED, user.email, row.organization, about=str(user)
            )


def may_reset(request: OrganizerRequest, user: User) -> bool:
    if request.user.is_superuser or request.user.pk == user.pk:
        return request.user.pk != user.pk
    elsewhere = Membership.objects.filter(user=user).exclude(organization=request.organization)
    return not user.is_superuser and not elsewhere.exists()


def _admins(request: OrganizerRequest) -> list[User]:
    rows = Membership.objects.active().filter(
        organization=request.organization, role=Role.ADMIN, user__is_active=True
    )
    return [row.user for row in rows.select_related("user")]
