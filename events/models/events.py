"""Editions: what happens on one or several festival days."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator
from django.db import models
from django.db.models import F, Q

from accounts.models import Organization, valid_zone
from bands.links import safe_url, valid_links
from events.visibility import public_event

# Words that stand where a slug could stand in an address.
RESERVED_SLUGS = {"current", "new"}


def free_slug(slug: str) -> None:
    """Refuse an event address that means something else already."""
    if slug in RESERVED_SLUGS:
        raise ValidationError(
            "“%(slug)s” has a meaning of its own. Choose another.", params={"slug": slug}
        )


class EventQuerySet(models.QuerySet["Event"]):
    def public(self) -> "EventQuerySet":
        return self.filter(public_event())


class Event(models.Model):
    """One edition, of one or several festival days. Changed only through `events.lineup`."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"
        ARCHIVED = "archived", "Archived"

    class CalledOff(models.TextChoices):
        NO = "no", "Goes ahead"
        CANCELLED = "cancelled", "Cancelled"
        POSTPONED = "postponed", "Postponed"

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="events")
    name = models.CharField(max_length=100)
    slug = models.SlugField(max_length=60, validators=[free_slug])
    first_day = models.DateField()
    last_day = models.DateField()
    timezone = models.CharField(max_length=64, default="America/Toronto", validators=[valid_zone])
    day_turn = models.PositiveSmallIntegerField(
        default=360,
        validators=[MaxValueValidator(720)],
        help_text="Minutes after midnight at which a festival day begins: 360 is 06:00.",
    )
    status = models.CharField(max_length=9, choices=Status, default=Status.DRAFT)
    called_off = models.CharField(max_length=9, choices=CalledOff, default=CalledOff.NO)
    called_off_reason = models.CharField(max_length=500, blank=True)
    reveal_mode = models.BooleanField(
        default=False, help_text="Only announced sets are public while this is on."
    )
    # {day number from 1, as JSON spells keys: minute after that day's midnight}
    doors = models.JSONField(default=dict, blank=True)
    min_changeover = models.PositiveSmallIntegerField(
        default=10, validators=[MaxValueValidator(240)], help_text="Minutes between two sets."
    )
    city = models.CharField(max_length=200, blank=True)
    ticket_url = models.CharField(max_length=500, blank=True, validators=[safe_url])
    links = models.JSONField(default=dict, blank=True, validators=[valid_links])
    description = models.TextField(blank=True, validators=[MaxLengthValidator(5000)])
    cloned_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, editable=False
    )
    # Rises only when what is public changes.
    revision = models.PositiveIntegerField(default=0, editable=False)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-first_day", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "slug"],
                name="event_slug_unique",
                violation_error_message="Another event has this address.",
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="event_days_in_order",
                violation_error_message="The last day is before the first.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "published", "archived"]),
                name="event_status_known",
            ),
            models.CheckConstraint(
                condition=Q(called_off__in=["no", "cancelled", "postponed"]),
                name="event_called_off_known",
            ),
            models.CheckConstraint(
                condition=Q(day_turn__lte=720),
                name="event_day_turn_before_noon",
                violation_error_message="A festival day begins between 00:00 and 12:00.",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="event_has_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_multi_day(self) -> bool:
        return self.first_day != self.last_day
