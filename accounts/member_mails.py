"""Mails about who belongs to an organization: to the person whom it concerns."""

import uuid

from accounts.letters import composed
from accounts.models import Membership, Organization, User
from settimes.outbox.kinds import Mail, register
from settimes.outbox.models import Message, Priority
from settimes.outbox.planning import plan

MEMBER = "accounts.member"


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
            "role": str(member.get_role_display()),
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


register(MEMBER, still_owed=_has_account, compose=_about_membership)
