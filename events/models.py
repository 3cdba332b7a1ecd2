"""What happens when and where: events, venues and the sets played there."""

import secrets

from django.core.exceptions import ValidationError
from django.core.validators import (
    MaxLengthValidator,
    MaxValueValidator,
    MinValueValidator,
)
from django.db import models
from django.db.models import F, Q

from accounts.models import Organization, valid_zone
from bands.fields import NormalisedNameField
from bands.links import safe_url, valid_links
from bands.models import Band
from events.visibility import public_event, public_performance

# 20 letters without look-alikes, 12 of them: 51 bits, too many to guess, short enough to say.
ID_LETTERS = "bcdfghjkmnpqrstvwxyz"
# Words that stand where a slug could stand in an address.
RESERVED_SLUGS = {"current", "new"}


def new_public_id() -> str:
    return "".join(secrets.choice(ID_LETTERS) for _ in range(12))


def free_slug(slug: str) -> None:
    """Refuse an event address that means something else already."""
    if slug in RESERVED_SLUGS:
        raise ValidationError(
            "“%(slug)s” has a meaning of its own. Choose another.", params={"slug": slug}
        )


class VenueQuerySet(models.QuerySet["Venue"]):
    def public(self) -> "VenueQuerySet":
        """Keep the venues that have a public set."""
        return self.filter(public_performance("performances__")).distinct()


class Venue(models.Model):
    """A place where bands play."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="venues")
    name = models.CharField(max_length=100)
    normalised_name = NormalisedNameField()
    slug = models.SlugField(max_length=60)
    street = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=200, blank=True)
    region = models.CharField(max_length=200, blank=True)
    postal_code = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=200, blank=True)
    latitude = models.DecimalField(
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    phone = models.CharField(max_length=40, blank=True)
    contact = models.CharField(max_length=500, blank=True, help_text="Private: for organizers.")
    links = models.JSONField(default=dict, blank=True, validators=[valid_links])
    access_notes = models.CharField(
        max_length=500, blank=True, help_text="Steps, lift, toilets, quiet corner."
    )
    active = models.BooleanField(default=True)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    objects = VenueQuerySet.as_manager()

    class Meta:
        ordering = ["normalised_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "normalised_name"],
                name="venue_name_unique",
                violation_error_message="There is a venue of this name already.",
            ),
            models.UniqueConstraint(
                fields=["organization", "slug"],
                name="venue_slug_unique",
                violation_error_message="Another venue has this address.",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="venue_has_name"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="venue_coordinates_whole",
                violation_error_message="Give both coordinates or neither.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        parts = (self.street, self.city, self.region, self.postal_code, self.country)
        return ", ".join(part for part in parts if part)


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


class PerformanceQuerySet(models.QuerySet["Performance"]):
    def public(self) -> "PerformanceQuerySet":
        """Keep what strangers may see (`events.visibility`)."""
        return self.filter(public_performance())

    def live(self) -> "PerformanceQuerySet":
        """Keep the sets that have not been removed."""
        return self.filter(removed_at__isnull=True)

    def in_order(self) -> "PerformanceQuerySet":
        """Sort as a lineup reads: by day, time (unknown last), venue, band."""
        return self.order_by(
            "day",
            F("start").asc(nulls_last=True),
            F("venue__normalised_name").asc(nulls_last=True),
            "band__normalised_name",
            "pk",
        )


class Performance(models.Model):
    """One band's booking at an event, called a set. Changed only through `events.lineup`."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="performances")
    band = models.ForeignKey(Band, on_delete=models.RESTRICT, related_name="performances")
    venue = models.ForeignKey(
        Venue, on_delete=models.RESTRICT, related_name="performances", null=True, blank=True
    )
    # The festival day it belongs to, and minutes after that day's midnight: 1465 is 00:25 next day.
    day = models.DateField()
    start = models.PositiveSmallIntegerField(null=True, blank=True)
    end = models.PositiveSmallIntegerField(null=True, blank=True)
    announced_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=200, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    # {"day", "start", "venue"} when it first became public; None while it is not public.
    first_public = models.JSONField(null=True, blank=True, editable=False)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    objects = PerformanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(start__gte=0, start__lt=2880),
                name="performance_start_in_its_day",
            ),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(start__isnull=False),
                name="performance_end_needs_start",
                violation_error_message="An end needs a start.",
            ),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gt=F("start"), end__lte=F("start") + 720),
                name="performance_ends_after_start",
                violation_error_message="Ends before it starts.",
            ),
            models.CheckConstraint(
                condition=Q(cancel_reason="") | Q(cancelled_at__isnull=False),
                name="performance_reason_needs_cancel",
            ),
        ]
        indexes = [models.Index(fields=["event", "day", "start"], name="performance_in_order")]

    def __str__(self) -> str:
        return f"{self.band} at {self.event}"


class ChangeSet(models.Model):
    """One act on a lineup, in words and with every row it touched. Never changed, never deleted.

    An act that touches several events (a band is renamed) writes one for each, with the same
    `operation`; undoing takes back the whole operation.
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="change_sets"
    )
    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="change_sets", null=True
    )
    by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, related_name="change_sets", null=True
    )
    at = models.DateTimeField(auto_now_add=True)
    label = models.CharField(max_length=200)
    # One submission of one form: a repeated submit answers with the first outcome.
    form_key = models.CharField(max_length=64, blank=True)
    operation = models.UUIDField()
    undoes = models.UUIDField(null=True)  # the operation this one took back

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["by", "form_key", "event"],
                condition=~Q(form_key=""),
                name="change_set_form_key_once",
            ),
        ]
        indexes = [
            models.Index(fields=["event", "-at"], name="change_set_history"),
            models.Index(fields=["operation"], name="change_set_operation"),
            models.Index(fields=["undoes"], name="change_set_undoes"),
        ]

    def __str__(self) -> str:
        return self.label


class Change(models.Model):
    """One row's values before and after a `ChangeSet`; only the fields that it touched.

    `before` is None where the row was made. The target is named without a foreign key, so that the
    ledger outlives it.
    """

    class Kind(models.TextChoices):
        PERFORMANCE = "performance"
        EVENT = "event"
        BAND = "band"
        VENUE = "venue"

    change_set = models.ForeignKey(ChangeSet, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=11, choices=Kind)
    target_id = models.BigIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["kind", "target_id"], name="change_by_target")]

    def __str__(self) -> str:
        return f"{self.kind} {self.target_id}"
