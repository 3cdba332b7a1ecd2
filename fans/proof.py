"""Keeping what a person said: when, from where, by which form and to which words."""

from dataclasses import dataclass

from django.http import HttpRequest

from fans.models import Consent, Subscriber
from fans.wording import VERSION
from settimes.proxies import is_address


@dataclass(frozen=True)
class Origin:
    """By which form somebody said it, and from which address of the network."""

    form: str
    address: str | None = None

    @classmethod
    def of(cls, request: HttpRequest, form: str) -> "Origin":
        peer = request.META.get("REMOTE_ADDR", "")  # behind TRUSTED_PROXIES: the visitor's
        return cls(form, peer if is_address(peer) else None)


def keep(
    subscriber: Subscriber,
    deed: Consent.Deed,
    *,
    about: str = "",
    origin: Origin,
    reason: str = "",
) -> None:
    Consent.objects.create(
        organization_id=subscriber.organization_id,
        recipient=subscriber.recipient,
        deed=deed,
        about=about,
        form=origin.form,
        wording=VERSION,
        address=origin.address,
        reason=reason,
    )
