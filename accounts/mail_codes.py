"""Codes by mail: for members who have nothing else, and the first proof of who lost everything.

A mailbox is often open on the very telephone that was lost, so it never stands in for another
factor, nor is it enough for a role that needs one. A code belongs to one challenge, is made when
its mail is written, lives `MAIL_CODE_FOR` and works once.
"""

import secrets
import uuid

from django.conf import settings
from django.utils import timezone

from accounts import asking, factors, policy, sealing, tickets
from accounts.letters import composed, in_words
from accounts.models import Challenge, MailCodes, Organization, User
from accounts.own_mails import has_this_address, organization_of
from settimes.outbox import decisions
from settimes.outbox.addresses import recipient_key
from settimes.outbox.kinds import Mail, register
from settimes.outbox.models import Message, Priority
from settimes.outbox.planning import plan

CODE = "accounts.code"
NAME = "Code by mail"
DIGITS = 6


class Enough(Exception):
    """Many mails went to this address within the hour."""


def send(challenge: Challenge, organization: Organization | None) -> None:
    """Send a code for this challenge; an older one is worth nothing. Raises `Enough`."""
    user = challenge.user
    if not asking.may_mail(user.email):
        raise Enough
    decisions.close_superseded(kind=CODE, recipient=recipient_key(user.email))
    plan(
        key=f"{CODE}:{uuid.uuid4()}",
        kind=CODE,
        to=user.email,
        priority=Priority.URGENT,
        payload={
            "user": user.pk,
            "challenge": challenge.pk,
            "organization": organization.pk if organization else None,
        },
    )


def accept(challenge: Challenge, code: str) -> bool:
    """Use the code up; of any number at once one gets it."""
    rows = tickets.still_open(Challenge.objects.filter(pk=challenge.pk))
    rows = rows.filter(mail_expires__gt=timezone.now())
    mine = rows.filter(mail_digest__in=_digests(challenge, code))
    return mine.update(mail_digest="", mail_expires=None) == 1


def is_all(user: User) -> bool:
    """Say whether codes by mail are all that this person has."""
    return all(isinstance(device, MailCodes) for device in factors.of(user))


def proof_of(user: User) -> str:
    """Return what a code by mail proves: nothing, where the role needs more."""
    return "" if policy.is_needed_by(user) else NAME


def _digests(challenge: Challenge, code: str) -> list[str]:
    return sealing.digests(challenge.user, f"mail code {challenge.pk}", code)


def _is_open(message: Message) -> bool | str:
    rows = tickets.still_open(Challenge.objects.filter(pk=message.payload["challenge"]))
    return has_this_address(message) if rows.exists() else "the sign-in is over"


def _code(message: Message) -> Mail:
    challenge = Challenge.objects.select_related("user").get(pk=message.payload["challenge"])
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    Challenge.objects.filter(pk=challenge.pk).update(
        mail_digest=_digests(challenge, code)[0],
        mail_expires=timezone.now() + settings.MAIL_CODE_FOR,
    )
    context = {"user": challenge.user, "code": code, "length": in_words(settings.MAIL_CODE_FOR)}
    return composed("code", organization_of(message), context)


register(CODE, still_owed=_is_open, compose=_code)
