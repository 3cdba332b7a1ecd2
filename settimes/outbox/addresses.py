"""Addresses: which are fit to write to, and the hash that stands for one."""

import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.crypto import salted_hmac

LONGEST = 254


class BadAddress(ValueError):
    """This is not one plain e-mail address."""


def checked(address: str) -> str:
    """Return `address` fit for an envelope: one mailbox, no quoting, the domain in ASCII."""
    address = address.strip()
    try:
        validate_email(address)
        local, _, domain = address.rpartition("@")
        plain = f"{local}@{domain.encode('idna').decode('ascii')}"
    except (ValidationError, UnicodeError) as error:
        raise BadAddress("This is not an e-mail address.") from error
    # A quoted local part may hold spaces, commas and more at signs; nobody real has one.
    if '"' in local or not local.isascii() or len(plain) > LONGEST:
        raise BadAddress("This is not an e-mail address that mail can be sent to.")
    return plain


def folded(address: str) -> str:
    """Return by what `address` is found, however it was typed: two that are equal here are one."""
    return unicodedata.normalize("NFKC", checked(address)).casefold()


def recipient_key(address: str) -> str:
    """Return the keyed hash that stands for `address`, however it was typed.

    It outlives the address: whoever bounced or was told stays known after being erased.
    """
    plain = folded(address)
    return salted_hmac("settimes.outbox.recipient", plain, algorithm="sha256").hexdigest()
