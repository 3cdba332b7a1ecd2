"""One of each thing that an address of `routes.txt` may name."""

from datetime import timedelta

from django.utils import timezone

from accounts import tickets
from accounts.models import (
    Authenticator,
    Invitation,
    Membership,
    Organization,
    Role,
    Ticket,
    User,
    UserSession,
)
from events import lineup, previews
from fans import links
from fans.models import Follow, Letter, Notice, Subscriber, Subscription
from settimes.outbox.planning import plan
from tests.accounts.proving import give_phone
from tests.cast import make_event, make_member, make_performance, signed_in


def make_world(crew: Organization) -> dict[str, str]:
    """Return what an address of the table may name, by how it names it."""
    by = make_member("Robin", Role.ADMIN, crew)
    event = make_event("Vol. 7", organization=crew, status="published")
    row = make_performance(event, "The Rills", venue="Room 47")
    change = lineup.edit(row, note="Loud", by=by)
    signed_in(by)
    give_phone(by)
    app = Authenticator.objects.get(user=by)
    in_an_hour = timezone.now() + timedelta(hours=1)
    fay = Subscriber.objects.create(organization=crew, email="fay@example.org", lookup="fay")
    Follow.objects.create(subscriber=fay, band=row.band)
    news = Subscription.objects.create(subscriber=fay, confirmed=timezone.now())
    letters = {
        kind: Letter.objects.create(kind=kind, subscriber=fay, expires=in_an_hour, email=fay.email)
        for kind in (Letter.Kind.CONFIRM, Letter.Kind.OLD, Letter.Kind.NEW)
    }
    mail = plan(key="a digest", kind="fans.digest", to=fay.email)
    Notice.objects.create(message=mail, event=event, performance=row, news="announced")
    invitation = Invitation.objects.create(organization=crew, role="editor", expires=in_an_hour)
    return {
        "{confirm}": tickets.cut(letters[Letter.Kind.CONFIRM]),
        "{move}": tickets.cut(letters[Letter.Kind.OLD]),
        "{preferences}": links.to_page(fay),
        "{news}": str(news.pk),
        "{unsubscribe}": links.way_out(fay),
        "{invitation}": str(invitation.public_id),
        "{invited}": tickets.cut(invitation),
        "{previewed}": previews.token_of(previews.make(event, by=by)),
        "{app}": str(app.public_id),
        "{set}": str(row.public_id),
        "{mail}": str(mail.pk),
        "{operation}": str(change.operation),
        "{member}": str(Membership.objects.get(user=by).public_id),
        **{f"{{{kind}}}": _token(by, kind) for kind in Ticket.Kind.values},
        "{session}": str(UserSession.objects.get(user=by).public_id),
    }


def _token(owner: User, kind: str) -> str:
    in_an_hour = timezone.now() + timedelta(hours=1)
    ticket = Ticket.objects.create(kind=kind, user=owner, email="r@x.org", expires=in_an_hour)
    return tickets.cut(ticket)
