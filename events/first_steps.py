"""The first steps of an organization: what is left of them follows from what is there.

Nothing is remembered of who has clicked what. A step is done when its outcome is there, whoever
brought it about and however; when all are done the list is gone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.shortcuts import resolve_url

from accounts.models import Membership, Organization, Role
from accounts.organizations import postal_address
from events.overview import Glance


@dataclass(frozen=True)
class Step:
    what: str
    why: str
    address: str
    is_done: bool


def of(organization: Organization, glances: Sequence[Glance], role: Role) -> list[Step]:
    """Return the steps that somebody with this role can take; none once all of them are done."""
    steps, left = _of_events(glances), []
    if role.includes(Role.ADMIN):
        left = [step for step in _of_house(organization) if not step.is_done]
    # Once an event is up, what is done needs no ticks any more.
    return left if all(step.is_done for step in steps) else [*steps, *left]


def _of_events(glances: Sequence[Glance]) -> list[Step]:
    add = resolve_url("events:event_add")
    latest = glances[0].event.slug if glances else ""
    waiting = next((one.event.slug for one in glances if not one.is_public), latest)
    return [
        Step("Add an event", "Its name and its day; all else can wait.", add, bool(glances)),
        Step(
            "Paste its lineup",
            "From a chat, a mail or a spreadsheet; or type set by set.",
            resolve_url("events:import_lineup", latest) if latest else add,
            any(one.sets for one in glances),
        ),
        Step(
            "Publish it",
            "Until then only members see it. See it first as a fan will.",
            resolve_url("events:event_publish", waiting) if waiting else add,
            any(one.is_public for one in glances),
        ),
    ]


def _of_house(organization: Organization) -> list[Step]:
    members = Membership.objects.filter(organization=organization).count()
    return [
        Step(
            "Invite somebody",
            "Two see more than one, and one can be ill.",
            resolve_url("accounts:invite"),
            members > 1,
        ),
        Step(
            "Say who your mail is from",
            "Every mail to fans names a sender and a postal address.",
            resolve_url("accounts:settings"),
            bool(postal_address(organization)),
        ),
    ]
