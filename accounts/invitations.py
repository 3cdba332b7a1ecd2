"""Inviting people, and their joining: by a link that works once, in a mail or handed over."""

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts import audit, member_mails, sessions, tickets
from accounts.asking import may_mail
from accounts.members import hold
from accounts.models import Deed, Invitation, Membership, Organization, Role, User
from accounts.roles import OrganizerRequest


class AlreadyMember(Exception):
    """This person is one already."""


class AlreadyInvited(Exception):
    """There is a link for this address that was not used yet."""


class TooManyMails(Exception):
    """This address was sent enough mails for now."""


class Closed(Exception):
    """This invitation was used, revoked or is too old."""


def pending(organization: Organization) -> QuerySet[Invitation]:
    """Return those that were neither used nor revoked; some are too old by now."""
    rows = Invitation.objects.filter(organization=organization, used=None, ended=None)
    return rows.select_related("by")


@transaction.atomic
def invite(email: str, role: Role, *, request: OrganizerRequest) -> tuple[Invitation, str]:
    """Invite whoever has this address by mail, or return the token of a link to hand over."""
    hold(request)
    organization = request.organization
    if email:
        if Membership.objects.filter(organization=organization, user__email=email).exists():
            raise AlreadyMember
        if tickets.still_open(pending(organization).filter(email=email)).exists():
            raise AlreadyInvited
        tickets.end(pending(organization).filter(email=email))  # the one that is too old
    row = Invitation.objects.create(
        organization=organization,
        email=email,
        role=role,
        by=request.user,
        expires=timezone.now() + settings.INVITATION_FOR,
    )
    audit.record(Deed.INVITED, request=request, detail=_said(row))
    return row, _send(row)


@transaction.atomic
def invite_again(row: Invitation, *, request: OrganizerRequest) -> str:
    """Send the mail again, or return another token: the link of before opens nothing any more."""
    hold(request)
    mine = pending(request.organization).filter(pk=row.pk)
    expires = timezone.now() + settings.INVITATION_FOR
    if not mine.update(digest=None, expires=expires, by=request.user):
        raise Closed
    audit.record(Deed.INVITED, request=request, detail=f"Again: {_said(row)}")
    return _send(row)


@transaction.atomic
def revoke(row: Invitation, *, request: OrganizerRequest) -> None:
    hold(request)
    if not tickets.end(pending(request.organization).filter(pk=row.pk)):
        raise Closed
    audit.record(Deed.INVITATION_REVOKED, request=request, detail=_said(row))


def _said(row: Invitation) -> str:
    whom = audit.masked(row.email) if row.email else "A link to hand over"
    return f"{whom}, {row.get_role_display()}"


def _send(row: Invitation) -> str:
    if not row.email:
        return tickets.cut(row)
    if not may_mail(row.email):
        raise TooManyMails
    member_mails.send_invitation(row)
    return ""


def find(organization: Organization, token: str) -> Invitation | None:
    """Return what the link opens now; looking changes nothing."""
    return tickets.find(pending(organization).select_related("organization"), token)


def is_for(invitation: Invitation, email: str) -> bool:
    return invitation.email in {"", email}


def join(token: str, user: User, *, request: OrganizerRequest) -> None:
    """Make somebody a member; of any number who come with one link at once, one becomes one.

    `user` may be new, and unsaved. Whose address somebody else has, or who is a member, breaks a
    rule of the database (`IntegrityError`), and the link opens still.
    """
    with transaction.atomic():
        row = tickets.take(pending(request.organization), token)
        if row is None or not is_for(row, user.email):
            raise Closed
        is_new = user.pk is None
        if is_new:
            user.save()
            audit.record(Deed.ACCOUNT_CREATED, request=request, by=user, about=user)
        Membership.objects.create(user=user, organization=request.organization, role=row.role)
        said = str(row.get_role_display())
        audit.record(Deed.JOINED, request=request, by=user, about=user, detail=said)
        if is_new:
            sessions.begin(request, user)
        else:
            sessions.step_up(request)
