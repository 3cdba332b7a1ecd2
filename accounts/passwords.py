"""What a password must be: long, not common, not ours. No rule about kinds of characters."""

import re
from collections.abc import Iterable

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import BadRequest, ValidationError
from django.core.validators import MaxLengthValidator
from django_otp import devices_for_user, user_has_device

from accounts import tickets
from accounts.models import MailCodes, Organization, User
from settimes.text import UNKEPT

ALONE, WITH_SECOND_FACTOR = 15, 8
LONGEST = 1000
# What nobody types or pastes by mistake is not even answered with a form.
ABSURD = 10_000
# What must be left of a password that names the site or its owner.
OWN_PART = 6
NOT_TEXT = re.compile(r"[\W_]+")

TOO_SHORT = "Use at least %(needed)s characters; this has %(length)s. Several words are fine."
TOO_LONG = f"Use at most {LONGEST:,} characters."
COMMON = "Many people use this password, so it is tried first. Choose another."
OURS = "This is mostly your own name or address, or ours. Choose another."
common = CommonPasswordValidator()


def needs(user: object) -> int:
    """Return how many characters this person's password needs at least."""
    return WITH_SECOND_FACTOR if has_second_factor(user) else ALONE


def has_second_factor(user: object) -> bool:
    """Say whether a password alone does not let this person in."""
    return isinstance(user, User) and user.pk is not None and bool(user_has_device(user))


def has_own_factor(user: User) -> bool:
    """Say whether there is a factor that somebody can be asked for at any time."""
    return any(not isinstance(device, MailCodes) for device in devices_for_user(user))


class Rules:
    """The rules as Django asks for them, at every place where a password is chosen."""

    def validate(self, password: str, user: object = None, *, also: Iterable[str] = ()) -> None:
        """Refuse what is short, common or ours; `also` is what else is about to be ours."""
        needed = needs(user)
        if len(password) < needed:
            raise ValidationError(TOO_SHORT, params={"needed": needed, "length": len(password)})
        if len(password) > LONGEST:
            raise ValidationError(TOO_LONG)
        folded = NOT_TEXT.sub("", password.casefold()) or password
        if is_common(password) or is_common(folded) or is_common(repeated(folded)):
            raise ValidationError(COMMON)
        left = folded
        for word in own_words(user, also):
            left = left.replace(word, "")
        if left != folded and (len(repeated(left)) < OWN_PART or is_common(left)):
            raise ValidationError(OURS)
        if len(repeated(folded)) < OWN_PART:
            raise ValidationError(COMMON)

    def password_changed(self, password: str, user: object = None) -> None:
        """Close the links that were sent for the old one; Django says so wherever it is saved."""
        if isinstance(user, User):
            tickets.end_of(user)

    def get_help_text(self, user: object = None) -> str:
        return (
            f"At least {needs(user)} characters. Spaces and everything else you can type are fine."
        )


def is_common(password: str) -> bool:
    """Look it up in the list of 20,000 that comes with Django, on this machine."""
    try:
        common.validate(password)
    except ValidationError:
        return True
    return False


def repeated(text: str) -> str:
    """Return the part of which `text` is a repetition: `abc` of `abcabc`."""
    at = (text + text).find(text, 1)
    return text[:at] if 0 < at < len(text) else text


def own_words(user: object, also: Iterable[str]) -> list[str]:
    """Return what strangers know: the names of site and organizations, the person's own."""
    known = ["settimes", str(settings.EMAIL_HELO), *also]
    for organization in Organization.objects.all():
        known += [organization.name, organization.slug, organization.host]
    if isinstance(user, User):
        known += [user.email, *user.email.split("@"), user.name, *user.name.split()]
    folded = {NOT_TEXT.sub("", word.casefold()) for word in known}
    # The longest first: what is left of an address when only its host is taken out says nothing.
    return sorted((word for word in folded if len(word) > 2), key=len, reverse=True)  # noqa: PLR2004


class PasswordField(forms.CharField):
    """A password as it was typed: with its spaces, and never a megabyte of it."""

    def __init__(self, *, autocomplete: str, label: str = "Password", help_text: str = "") -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            strip=False,
            widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
            error_messages={
                "required": "Type your password.",
                "null_characters_not_allowed": UNKEPT,
            },
        )
        # Not `max_length`: a browser would cut off what is pasted, and say nothing.
        self.validators.append(MaxLengthValidator(LONGEST, TOO_LONG))

    def to_python(self, value: str | None) -> str | None:
        if value is not None and len(value) > ABSURD:
            raise BadRequest("Nobody has such a password.")
        return super().to_python(value)
