"""A new password for somebody who has lost the old one: asked for by mail, set by a link that
works once.
"""

from django.contrib import auth
from django.db import transaction
from django.http import HttpRequest

from accounts import asking, audit, doors, lockouts, own_mails, sessions, tickets
from accounts.models import Deed, Ticket, User
from accounts.roles import OrganizerRequest

OPEN = Ticket.objects.filter(kind=Ticket.Kind.RESET, user__is_active=True).select_related("user")


class Used(Exception):
    """The link opens nothing any more."""


class Enough(Exception):
    """Enough mails went there lately."""


class Closed(Exception):
    """Nobody may sign in with this account."""


def ask(request: HttpRequest, email: str) -> None:
    """Send the link to whoever has this address; the same work where nobody has it."""
    email = email.strip().lower()
    may_mail = asking.may_mail(email, request.META.get("REMOTE_ADDR", ""))
    with transaction.atomic():
        owner = User.objects.filter(email=email, is_active=True).first()
        said = "" if owner else doors.hint(email)
        audit.record(Deed.RESET_ASKED, request=request, about=owner, detail=said)
        if may_mail:
            own_mails.send_reset(owner, getattr(request, "organization", None))


def send_to(request: OrganizerRequest, owner: User, *, reason: str) -> None:
    """Send the link because an admin said so. Raises `Enough`, `Closed`.

    Whoever has the lost telephone is signed out at once; the old password holds until there is a
    new one.
    """
    if not owner.is_active:
        raise Closed
    if not asking.may_mail(owner.email):
        raise Enough
    with transaction.atomic():
        audit.record(Deed.RESET_ASKED, request=request, about=owner, detail=reason)
        sessions.end_all(owner, but=request if owner.pk == request.user.pk else None)
        own_mails.send_reset(owner, request.organization, by=request.user, reason=reason)


def find(token: str) -> User | None:
    """Return whose password this link sets; looking changes nothing."""
    ticket = tickets.find(OPEN.all(), token)
    return ticket.user if ticket else None


def finish(request: HttpRequest, owner: User, token: str, password: str) -> None:
    """Set the password, or raise `Used` when the link was used a moment ago."""
    owner.set_password(password)  # slow on purpose, so before the transaction
    with transaction.atomic():
        # The person before the link, as where the link is made: two that wait for each other end
        # badly.
        User.objects.select_for_update(no_key=True).get(pk=owner.pk)
        if tickets.take(OPEN.filter(user=owner), token) is None:
            raise Used
        set_password(request, owner, Deed.PASSWORD_RESET)
        lockouts.lift_account(owner.email)


def set_password(request: HttpRequest, owner: User, deed: Deed) -> None:
    """Save the password that `owner` has been given: what the old one opened is closed."""
    # Asked first: once the password is saved, this session is nobody's.
    is_own = request.user.is_authenticated and request.user.pk == owner.pk
    owner.save(update_fields=["password", "updated"])
    if is_own:
        auth.update_session_auth_hash(request, owner)  # goes on, under a new key
    sessions.end_all(owner, but=request if is_own else None)
    audit.record(deed, request=request, by=owner, about=owner)
    own_mails.tell_password_set(owner, getattr(request, "organization", None))
