"""Mails to somebody about their own account. A link's token is made when its mail is written."""

import uuid
from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts import tickets
from accounts.letters import composed, in_words
from accounts.models import Organization, Ticket, User
from accounts.organizations import site_url
from settimes.outbox import decisions
from settimes.outbox.addresses import recipient_key
from settimes.outbox.kinds import Mail, register
from settimes.outbox.models import Message, Priority
from settimes.outbox.planning import plan

RESET = "accounts.reset"
PASSWORD_SET = "accounts.password_set"  # noqa: S105 - a kind of mail
EMAIL_CONFIRM = "accounts.email_confirm"
EMAIL_TAKEN = "accounts.email_taken"
EMAIL_OBJECT = "accounts.email_object"
EMAIL_CHANGED = "accounts.email_changed"
# Somebody asked about an address that nobody here has. As much is done for it as for any other,
# and the address is kept nowhere.
NOBODY = "nobody@example.invalid"


def send_reset(
    owner: User | None,
    organization: Organization | None,
    *,
    by: User | None = None,
    reason: str = "",
) -> None:
    """Send the link by which a new password is set; `by` is the admin who asked for it."""
    to = owner.email if owner else NOBODY
    decisions.close_superseded(kind=RESET, recipient=recipient_key(to))
    _plan(RESET, owner, to, organization, by=str(by) if by else "", reason=reason)


def tell_password_set(owner: User, organization: Organization | None) -> None:
    _plan(PASSWORD_SET, owner, owner.email, organization, at=timezone.now().isoformat())


def send_email_links(
    change: Ticket, objection: Ticket, organization: Organization | None, *, is_taken: bool
) -> None:
    """Ask the new address, and tell the old one. If somebody else has the new one, tell them."""
    owner = change.user
    kind = EMAIL_TAKEN if is_taken else EMAIL_CONFIRM
    _plan(kind, owner, change.email, organization, ticket=change.pk)
    _plan(EMAIL_OBJECT, owner, owner.email, organization, ticket=objection.pk)


def tell_email_changed(owner: User, old: str, organization: Organization | None) -> None:
    _plan(EMAIL_CHANGED, owner, old, organization)


def _plan(
    kind: str, owner: User | None, to: str, organization: Organization | None, **payload: object
) -> None:
    whose = {
        "user": owner.pk if owner else None,
        "organization": organization.pk if organization else None,
    }
    plan(
        key=f"{kind}:{uuid.uuid4()}",
        kind=kind,
        to=to,
        priority=Priority.URGENT,
        payload=whose | payload,
    )


def has_this_address(message: Message) -> bool | str:
    owner = User.objects.filter(pk=message.payload["user"], is_active=True).first()
    return bool(owner and owner.email == message.to) or "no account has this address"


def is_open(message: Message) -> bool | str:
    ticket = tickets.still_open(Ticket.objects.filter(pk=message.payload["ticket"])).first()
    return bool(ticket and ticket.user.is_active) or "the link is closed"


def has_account(message: Message) -> bool | str:
    found = User.objects.filter(pk=message.payload["user"], is_active=True)
    return found.exists() or "the account is gone"


def organization_of(message: Message) -> Organization:
    known = Organization.objects.filter(pk=message.payload["organization"]).first()
    return known or Organization.objects.earliest("pk")


def _reset(message: Message) -> Mail:
    organization = organization_of(message)
    with transaction.atomic():
        owner = User.objects.select_for_update(no_key=True).get(pk=message.payload["user"])
        older = Ticket.objects.filter(user=owner, kind=Ticket.Kind.RESET)
        tickets.end(older)
        expires = timezone.now() + settings.RESET_LINK_FOR
        ticket = Ticket.objects.create(kind=Ticket.Kind.RESET, user=owner, expires=expires)
        token = tickets.cut(ticket)
    context = {
        "user": owner,
        "by": message.payload["by"],
        "reason": message.payload["reason"],
        "link": site_url(organization) + reverse("accounts:reset_set", args=[token]),
        "length": in_words(settings.RESET_LINK_FOR),
    }
    return composed("reset", organization, context)


def _password_set(message: Message) -> Mail:
    organization = organization_of(message)
    context = {
        "user": User.objects.get(pk=message.payload["user"]),
        "ask_link": site_url(organization) + reverse("accounts:reset"),
    }
    return composed("password_set", organization, context)


def _linked(name: str, page: str) -> Callable[[Message], Mail]:
    """Return what writes the mail with the link of a ticket that is there already."""

    def compose(message: Message) -> Mail:
        organization = organization_of(message)
        ticket = Ticket.objects.select_related("user").get(pk=message.payload["ticket"])
        link = reverse(page, args=[tickets.cut(ticket)])
        context = {
            "user": ticket.user,
            "link": site_url(organization) + link,
            "length": in_words(ticket.expires - ticket.created),
        }
        return composed(name, organization, context)

    return compose


def _email_taken(message: Message) -> Mail:
    return composed("email_taken", organization_of(message), {"email": message.to})


def _email_changed(message: Message) -> Mail:
    owner = User.objects.get(pk=message.payload["user"])
    return composed("email_changed", organization_of(message), {"user": owner})


register(RESET, still_owed=has_this_address, compose=_reset)
register(PASSWORD_SET, still_owed=has_this_address, compose=_password_set)
register(
    EMAIL_CONFIRM, still_owed=is_open, compose=_linked("email_confirm", "accounts:email_confirm")
)
register(EMAIL_TAKEN, still_owed=is_open, compose=_email_taken)
register(EMAIL_OBJECT, still_owed=is_open, compose=_linked("email_object", "accounts:email_object"))
register(EMAIL_CHANGED, still_owed=has_account, compose=_email_changed)
