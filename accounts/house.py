"""An organization's settings: saved in one act, and written down with what they were.

    changed = house.save(organization, typed, seen=mark, request=request)

`seen` is the mark of what the person had before them; where somebody saved since, nothing is
written and `Overtaken` says who.
"""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from accounts import audit, policy
from accounts.models import AuthEvent, Deed, Organization
from settimes.pages import tokens
from settimes.text import text_errors

# What the page changes, in its order, and how each is called there and in the audit record.
LABELS = {
    "name": "Name",
    "sender_name": "Sender of mails",
    "reply_to": "Answers go to",
    "postal_address": "Postal address",
    "timezone": "Time zone",
    "clock": "Clock",
    "day_turn": "Days begin at",
    "editors_prove": "Second step of editors",
    "colour_light": "Colour on light",
    "colour_dark": "Colour on dark",
}
TEXTS = [
    name
    for name in LABELS
    if name not in {"clock", "day_turn", "editors_prove", "colour_light", "colour_dark"}
]
# So that both what was and what is fit into an entry of the audit record.
LONGEST_SIDE = 200


class Overtaken(Exception):
    """Somebody saved these settings while they were being edited here."""

    def __init__(self, now: Organization, who: str) -> None:
        self.now, self.who = now, who
        super().__init__(f"{who} changed these settings while you typed.")


def mark(organization: Organization) -> str:
    """Return what changes with every change of it."""
    return organization.updated.isoformat()


def values_of(organization: Organization) -> dict[str, object]:
    return {name: getattr(organization, name) for name in LABELS}


@transaction.atomic
def save(
    organization: Organization, values: Mapping[str, object], *, seen: str, request: HttpRequest
) -> dict[str, object]:
    """Save what differs and return what that was. Raises `Overtaken`, `ValidationError`."""
    row = Organization.objects.select_for_update().get(pk=organization.pk)
    if seen != mark(row):
        raise Overtaken(row, _who(row, seen))
    before = values_of(row)
    changed = [name for name in LABELS if name in values and values[name] != before[name]]
    for name in changed:
        setattr(row, name, values[name])
    if not changed:
        return {}
    errors = text_errors(row, TEXTS)
    if errors:
        raise ValidationError(errors)
    row.clean_fields(exclude={field.name for field in row._meta.fields} - set(changed))
    row.save(update_fields=[*changed, "updated"])
    tell(request, row, {name: before[name] for name in changed})
    if "editors_prove" in changed:
        policy.ask_editors(row)
    tokens.renew(row.pk)
    return {name: before[name] for name in changed}


def tell(request: HttpRequest, organization: Organization, before: Mapping[str, object]) -> None:
    """Write each change down: what it was, and what it is."""
    for name, was in before.items():
        now = getattr(organization, name)
        sides = " → ".join(_side(name, value) for value in (was, now))
        detail = f"{LABELS.get(name, name.capitalize())}: {sides}"
        audit.record(
            Deed.SETTINGS_CHANGED, request=request, organization=organization, detail=detail
        )


def shown(name: str, value: object) -> str:
    """Return a setting as people read it."""
    if name == "clock" and isinstance(value, int):
        return str(Organization.Clock(value).label)
    if name == "editors_prove":
        return "Required" if value else "Optional"
    if name == "day_turn" and isinstance(value, int):
        return f"{value // 60:02}:{value % 60:02}"
    return "" if value is None else str(value)


def _side(name: str, value: object) -> str:
    text = shown(name, value) or "empty"
    return text if len(text) <= LONGEST_SIDE else text[: LONGEST_SIDE - 1] + "…"


def _who(organization: Organization, seen: str) -> str:
    """Return who saved last, of those who did since the mark."""
    try:
        since = datetime.fromisoformat(seen)
    except ValueError:
        return "Somebody"
    rows = AuthEvent.objects.filter(organization=organization, what=Deed.SETTINGS_CHANGED)
    last = rows.filter(at__gte=since).select_related("by").first() if since.tzinfo else None
    return str(last.by) if last and last.by else "Somebody"
