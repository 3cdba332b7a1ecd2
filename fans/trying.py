"""The mail that organizers try: what waits at an event as a fan would read it, to themselves."""

from django.utils import timezone

from accounts.models import Role, User
from accounts.roles import role_of
from events.models import Event
from fans import composing, saying, waits
from fans.owed import Owed
from settimes.outbox.kinds import Mail, register
from settimes.outbox.models import Message, Priority
from settimes.outbox.planning import plan

TEST = "fans.test"


def send(event: Event, user: User, form_key: str) -> None:
    """Plan the mail; once for each time that the form was shown."""
    plan(
        key=f"{TEST}:{user.pk}:{event.pk}:{form_key}",
        kind=TEST,
        to=user.email,
        priority=Priority.URGENT,
        payload={"event": event.pk, "user": user.pk},
    )


def _still_owed(message: Message) -> bool | str:
    event, user = _event(message), User.objects.filter(pk=message.payload.get("user")).first()
    role = role_of(user, event.organization) if event and user else None
    if event is None or role is None or not role.includes(Role.EDITOR):
        return "who asked for it runs this event no more"
    if why := composing.organization_why_not(event.organization):
        return why
    return bool(_sample(event)) or "nothing waits any more"


def _compose(message: Message) -> Mail:
    event = Event.objects.select_related("organization").get(pk=message.payload["event"])
    nights = saying.nights(_sample(event), event.organization)
    words = f"Test: {saying.subject(nights)}" if nights else "Test: nothing waits"
    return composing.sample("digest", event.organization, nights=nights, words=words)


def _event(message: Message) -> Event | None:
    events = Event.objects.select_related("organization")
    return events.filter(pk=message.payload.get("event")).first()


def _sample(event: Event) -> list[Owed]:
    """Return one piece of news for each set: the one that most fans would read."""
    found: dict[int | None, tuple[int, Owed]] = {}
    for share in waits.shares(event, timezone.now()):
        key = share.owed.set_key
        if key not in found or share.fans > found[key][0]:
            found[key] = (share.fans, share.owed)
    return [one for _, one in found.values()]


register(TEST, still_owed=_still_owed, compose=_compose)
