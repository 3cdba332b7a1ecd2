"""Mails about who belongs to an organization: to the person whom it concerns."""

import uuid

from django.urls import reverse

from accounts import tickets
from accounts.letters import composed
from accounts.models import Invitation, Membership, Organization, Role, User
from accounts.organizations import site_url
from settimes.outbox import decisions
from settimes.outbox.addresses import recipient_key
from settimes.outbox.kinds import Mail, register
from settimes.outbox.models import Message, Priority
from settimes.outbox.planning import plan

MEMBER = "accounts.member"
INVITATION = "accounts.invitation"


def tell_member(member: Membership, what: str, *, by: User, reason: str) -> None:
    """Tell somebody that they are something else now: `what` is the role, or what was done."""
    plan(
        key=f"{MEMBER}:{uuid.uuid4()}",
        kind=MEMBER,
        to=member.user.email,
        priority=Priority.URGENT,
        payload={
            "user": member.user.pk,
            "organization": member.organization_id,
            "what": what,
            "role": Role(member.role).noun,
            "by": str(by),
            "reason": reason,
        },
    )


def _has_account(message: Message) -> bool | str:
    if not Organization.objects.filter(pk=message.payload["organization"]).exists():
        return "the organization is gone"
    found = User.objects.filter(pk=message.payload["user"], email=message.to)
    return found.exists() or "the account is gone"


def _about_membership(message: Message) -> Mail:
    context = message.payload | {"user": User.objects.get(pk=message.payload["user"])}
    return composed("member", Organization.objects.get(pk=message.payload["organization"]), context)


def send_invitation(row: Invitation) -> None:
    """Send the link; its token is made when the mail is written, and the one before is closed."""
    decisions.close_superseded(kind=INVITATION, recipient=recipient_key(row.email))
    plan(
        key=f"{INVITATION}:{uuid.uuid4()}",
        kind=INVITATION,
        to=row.email,
        priority=Priority.URGENT,
        payload={"invitation": row.pk, "expires": _until(row)},
    )


def _is_open(message: Message) -> bool | str:
    rows = tickets.still_open(Invitation.objects.filter(email=message.to))
    row = rows.filter(pk=message.payload["invitation"]).first()
    if row is None:
        return "the invitation is closed"
    return _until(row) == message.payload["expires"] or "a newer mail was asked for"


def _until(row: Invitation) -> str:
    return Invitation.objects.values_list("expires", flat=True).get(pk=row.pk).isoformat()


def _invitation(message: Message) -> Mail:
    rows = Invitation.objects.select_related("organization", "by")
    row = rows.get(pk=message.payload["invitation"])
    link = site_url(row.organization) + reverse("accounts:join", args=[tickets.cut(row)])
    context: dict[str, object] = {"invitation": row, "link": link}
    return composed("invitation", row.organization, context)


register(INVITATION, still_owed=_is_open, compose=_invitation)
register(MEMBER, still_owed=_has_account, compose=_about_membership)
