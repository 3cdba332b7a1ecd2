"""Another e-mail address: asked for with the password, confirmed from the new one, and the old one
told, with a link that takes it back.

Whether somebody else has the new address nobody learns here: the answer and the work are the same.
Of the links that take back, the older one wins: whoever changed the address after that does not
get it back by theirs.
"""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone

from accounts import asking, audit, own_mails, sessions, tickets
from accounts.models import Deed, Ticket, User
from settimes.errors import TooMany

Kind = Ticket.Kind
OPEN = Ticket.objects.filter(user__is_active=True).select_related("user")


class Used(Exception):
    """The link opens nothing any more."""


class Taken(Exception):
    """Somebody else has this address."""


def ask(request: HttpRequest, owner: User, new: str) -> None:
    """Send the links; nothing changes before the one to the new address is used."""
    if not (asking.may_mail(owner.email) and asking.may_mail(new)):
        raise TooMany(settings.ASK_WINDOW)
    organization = getattr(request, "organization", None)
    with transaction.atomic():
        is_taken = User.objects.filter(email=new).exists()
        tickets.end(Ticket.objects.filter(user=owner, kind=Kind.EMAIL))
        change = _ticket(owner, Kind.EMAIL, new, settings.EMAIL_LINK_FOR)
        objection = _ticket(owner, Kind.OBJECTION, owner.email, settings.OBJECTION_LINK_FOR)
        audit.record(Deed.EMAIL_ASKED, request=request, about=owner)
        own_mails.send_email_links(change, objection, organization, is_taken=is_taken)


def find(kind: Ticket.Kind, token: str) -> Ticket | None:
    """Return what this link opens; looking changes nothing."""
    return tickets.find(OPEN.filter(kind=kind), token)


def confirm(request: HttpRequest, token: str) -> User:
    """Make the new address theirs. Raises `Used`, `Taken`."""
    with transaction.atomic():
        ticket = _taken(Kind.EMAIL, token)
        owner, old = ticket.user, ticket.user.email
        _give(owner, ticket.email)
        _end_sessions(request, owner)
        audit.record(Deed.EMAIL_CHANGED, request=request, by=owner, about=owner)
        own_mails.tell_email_changed(owner, old, getattr(request, "organization", None))
    return owner


def object_to(request: HttpRequest, token: str) -> User:
    """Keep the old address, or take it back, and let only its mailbox in. Raises as `confirm`."""
    with transaction.atomic():
        ticket = _taken(Kind.OBJECTION, token)
        owner = ticket.user
        _give(owner, ticket.email)
        owner.set_unusable_password()
        owner.save(update_fields=["password"])
        sessions.end_all(owner)
        tickets.end(Ticket.objects.filter(user=owner, created__gte=ticket.created))
        audit.record(Deed.EMAIL_KEPT, request=request, by=owner, about=owner)
        own_mails.send_reset(owner, getattr(request, "organization", None))
    return owner


def _ticket(owner: User, kind: Ticket.Kind, email: str, length: timedelta) -> Ticket:
    expires = timezone.now() + length
    return Ticket.objects.create(user=owner, kind=kind, email=email, expires=expires)


def _taken(kind: Ticket.Kind, token: str) -> Ticket:
    found = find(kind, token)
    if found is None:
        raise Used
    # The person before the link, as where a link to set a password is made.
    User.objects.select_for_update(no_key=True).get(pk=found.user_id)
    ticket = tickets.take(OPEN.filter(kind=kind), token)
    if ticket is None:
        raise Used
    return ticket


def _give(owner: User, email: str) -> None:
    owner.email = email
    try:
        with transaction.atomic():
            owner.save(update_fields=["email", "updated"])
    except IntegrityError as error:
        raise Taken from error


def _end_sessions(request: HttpRequest, owner: User) -> None:
    is_own = request.user.is_authenticated and request.user.pk == owner.pk
    if is_own:
        sessions.step_up(request)
    sessions.end_all(owner, but=request if is_own else None)
