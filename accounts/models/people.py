"""People, the organizations they work for, and what they may do there."""

import uuid
import zoneinfo

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models.functions import Lower


def valid_zone(name: str) -> None:
    """Refuse a name that is no IANA time zone."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(
            "“%(name)s” is not a time zone like America/Toronto.", params={"name": name}
        )


# A festival day begins in the night or in the morning.
LATEST_TURN = 720
a_colour = RegexValidator(r"\A#[0-9a-f]{6}\Z", "Choose a colour like #ffd21f.")


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        return self.create_user(
            email, password, **{"is_staff": True, "is_superuser": True, **fields}
        )

    def get_by_natural_key(self, username: str | None) -> "User":
        # As it is stored. Were the database to fold the case, its idea of it could differ from the
        # lockout's, and each spelling would have tries of its own.
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in; the e-mail address is the name to sign in with, whatever its case."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=100, blank=True)
    is_staff = models.BooleanField("staff", default=False, help_text="May open the Django admin.")
    is_active = models.BooleanField("active", default=True)
    # By when they need a second factor, for who was asked for one (`accounts.policy`).
    factor_due = models.DateTimeField(null=True, editable=False)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message="Somebody already uses this address.",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email


# Stands where somebody did something and has deleted their account since.
LEFT = "left@example.invalid"


def somebody_who_left() -> User:
    """Return who stands in for whoever left; nobody signs in as this one."""
    found, _ = User.objects.get_or_create(
        email=LEFT, defaults={"name": "Somebody who left", "is_active": False, "password": "!"}
    )
    return found


class Organization(models.Model):
    """Who runs the events. Bands, venues, events and members belong to exactly one."""

    class Clock(models.IntegerChoices):
        TWELVE = 12, "8:15 pm"
        TWENTY_FOUR = 24, "20:15"

    name = models.CharField(max_length=100)
    slug = models.SlugField(max_length=60, unique=True)
    host = models.CharField(
        max_length=200, blank=True, help_text="Its own host name, like crawl.example.org."
    )
    timezone = models.CharField(max_length=64, default="America/Toronto", validators=[valid_zone])
    clock = models.PositiveSmallIntegerField(choices=Clock, default=Clock.TWENTY_FOUR)
    # What a new event begins with; each keeps its own zone and turn.
    day_turn = models.PositiveSmallIntegerField(
        default=360,
        validators=[MaxValueValidator(LATEST_TURN)],
        help_text="Minutes after midnight at which a festival day begins: 360 is 06:00.",
    )
    sender_name = models.CharField(max_length=100, blank=True)
    reply_to = models.EmailField(max_length=254, blank=True)
    postal_address = models.CharField(max_length=500, blank=True)
    # Of the block that says what plays now; empty is the yellow of the house.
    colour_light = models.CharField(max_length=7, blank=True, validators=[a_colour])
    colour_dark = models.CharField(max_length=7, blank=True, validators=[a_colour])
    # Admins need a second factor in any case.
    editors_prove = models.BooleanField("second step of editors", default=False)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("host"),
                condition=~models.Q(host=""),
                name="organization_host_unique",
                violation_error_message="Another organization already has this host.",
            ),
            models.CheckConstraint(
                condition=models.Q(clock__in=[12, 24]), name="organization_clock_known"
            ),
            models.CheckConstraint(
                condition=models.Q(day_turn__lte=LATEST_TURN),
                name="organization_day_turn_before_noon",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What a member may do, each including the one before: look, change lineups, run the place."""

    VIEWER = "viewer", "Viewer"
    EDITOR = "editor", "Editor"
    ADMIN = "admin", "Admin"

    @property
    def noun(self) -> str:
        """Return what somebody with this role is: an editor."""
        return f"{'a' if self == Role.VIEWER else 'an'} {self.label.lower()}"

    def includes(self, wanted: "Role") -> bool:
        order = list(Role)
        return order.index(self) >= order.index(wanted)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self) -> "MembershipQuerySet":
        """Leave out those who are members, but shut out for now."""
        return self.filter(deactivated_at=None)


class Membership(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=6, choices=Role, default=Role.VIEWER)
    deactivated_at = models.DateTimeField(null=True, blank=True, editable=False)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["organization__name", "user__email"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organization"],
                name="membership_once",
                violation_error_message="This person is already a member.",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="membership_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()} of {self.organization}"
