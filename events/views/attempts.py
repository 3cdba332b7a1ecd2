"""Trying a verb from a page: what stands in the way is said there."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from events.act import Refused
from events.verb_forms import Refusal

AT_THE_SAME_MOMENT = "Somebody saved one like it at the same moment. Look, then save again."


def attempt(write: Callable[[], None]) -> Refusal | None:
    """Write all of it or nothing; return what stood in the way."""
    try:
        with transaction.atomic():
            write()
    except (Refused, ValidationError) as refusal:
        return refusal
    except IntegrityError:
        return ValidationError(AT_THE_SAME_MOMENT)
    return None
