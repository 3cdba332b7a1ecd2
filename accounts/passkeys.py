"""Passkeys (WebAuthn): a key in the telephone or the browser, opened by a finger, face or PIN.

Nothing secret of it is here: its public half is, and a signature of a challenge proves the rest. A
challenge is a row that is used once, by the browser that got it, within `PASSKEY_FOR`. Who holds
the key must have shown it who they are; a counter that goes back means that the key was copied.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone
from django_otp_webauthn.exceptions import OTPWebAuthnApiError
from django_otp_webauthn.helpers import WebAuthnHelper
from django_otp_webauthn.models import WebAuthnCredential
from webauthn import base64url_to_bytes
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import AuthenticatorSelectionCriteria, UserVerificationRequirement

from accounts import audit, factor_mails, tickets
from accounts.models import Ceremony, Deed, User
from accounts.roles import is_shut_out
from accounts.tickets import digest_of

STATE = "_ceremony"
LONGEST_NAME = 64
BACKWARDS = "sign count"
# What a browser sends that is none of what it should be breaks the readers in these ways.
UNREADABLE = (
    WebAuthnException,
    OTPWebAuthnApiError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    IntegrityError,
)


@dataclass(frozen=True)
class Refused(Exception):
    """This proves nothing; `why` is for the audit record."""

    why: str


class Helper(WebAuthnHelper):  # type: ignore[misc]
    """What the browser is told: this very site, and that a key must ask who holds it."""

    def get_relying_party_domain(self) -> str:
        return str(self.request.get_host()).rsplit(":", 1)[0]

    def get_relying_party_name(self) -> str:
        return str(getattr(self.request, "organization", None) or "SetTimes")

    def get_allowed_origins(self) -> list[str]:
        return [f"{self.request.scheme}://{self.request.get_host()}"]

    def get_credential_display_name(self, user: User) -> str:
        return str(user)

    def get_generate_registration_options_kwargs(self, *, user: User) -> dict[str, Any]:
        found: dict[str, Any] = super().get_generate_registration_options_kwargs(user=user)
        found["authenticator_selection"] = AuthenticatorSelectionCriteria(
            user_verification=UserVerificationRequirement.REQUIRED,
            resident_key=self.get_discoverable_credentials_preference(),
        )
        return found


def begin_adding(request: HttpRequest, user: User) -> dict[str, Any]:
    """Return what the browser needs to make a new passkey for this person."""
    options, state = Helper(request).register_begin(user)
    return _begun(request, options, state, user, adding=True)


def begin_asking(request: HttpRequest, user: User | None) -> dict[str, Any]:
    """Return what the browser needs to sign with a passkey: of this person, or of anybody."""
    options, state = Helper(request).authenticate_begin(user, require_user_verification=True)
    return _begun(request, options, state, user, adding=False)


def add(request: HttpRequest, user: User, sent: object, name: str) -> WebAuthnCredential:
    """Keep the passkey that the browser has made. Raises `Refused`."""
    state = _taken(request, user, adding=True)
    try:
        with transaction.atomic():
            device = Helper(request).register_complete(user=user, state=state, data=sent)
            device.name = name[:LONGEST_NAME]
            device.save(update_fields=["name"])
    except UNREADABLE as error:
        raise Refused(type(error).__name__) from error
    return device


def accept(request: HttpRequest, user: User | None, sent: object) -> WebAuthnCredential:
    """Return the passkey that has signed what this browser was asked for. Raises `Refused`."""
    state = _taken(request, user, adding=False)
    try:
        device = Helper(request).authenticate_complete(user=user, state=state, data=sent)
    except UNREADABLE as error:
        if BACKWARDS in str(error):
            _was_copied(request, sent)
        raise Refused(type(error).__name__) from error
    if not device.user.is_active or is_shut_out(device.user):
        raise Refused("closed")
    return device


def of(user: User) -> list[WebAuthnCredential]:
    return list(WebAuthnCredential.objects.filter(user=user).order_by("pk"))


def _begun(
    request: HttpRequest,
    options: dict[str, Any],
    state: dict[str, Any],
    user: User | None,
    *,
    adding: bool,
) -> dict[str, Any]:
    Ceremony.objects.create(
        digest=digest_of(state["challenge"]),
        user=user,
        adding=adding,
        expires=timezone.now() + settings.PASSKEY_FOR,
    )
    request.session[STATE] = state
    return options


def _taken(request: HttpRequest, user: User | None, *, adding: bool) -> dict[str, Any]:
    """Use up the challenge of this browser; of any number of answers at once one counts."""
    state = request.session.pop(STATE, None)
    if not isinstance(state, dict):
        raise Refused("no challenge")
    rows = tickets.still_open(Ceremony.objects.filter(user=user, adding=adding))
    if rows.filter(digest=digest_of(state["challenge"])).update(used=timezone.now()) != 1:
        raise Refused("an old challenge")
    return state


def _was_copied(request: HttpRequest, sent: object) -> None:
    """Write down, and tell its owner, that somebody else seems to have this key as well."""
    raw = base64url_to_bytes(sent["rawId"]) if isinstance(sent, dict) else b""
    device = WebAuthnCredential.get_by_credential_id(raw)
    audit.record(Deed.PASSKEY_COPIED, request=request, about=device.user, detail=device.name)
    organization = getattr(request, "organization", None)
    factor_mails.tell(device.user, Deed.PASSKEY_COPIED, device.name, organization)
