"""Serving many people at once; where that fails, each by themselves, so that one harms no other."""

import logging
from collections.abc import Callable, Sequence

from django.db import InterfaceError, OperationalError, transaction

from fans.models import Subscriber

logger = logging.getLogger(__name__)
Serve = Callable[[Sequence[Subscriber]], int]


def one_by_one(serve: Serve, people: Sequence[Subscriber]) -> int:
    """Serve these people, and return how many mails that are.

    Whoever cannot be served is named in the log and left out: the hourly look finds them again.
    """
    try:
        with transaction.atomic():
            return serve(people)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        if len(people) > 1:
            return sum(one_by_one(serve, [person]) for person in people)
        logger.exception(
            "a fan cannot be told",
            extra={"subscriber": [person.pk for person in people], "error": type(error).__name__},
        )
        return 0
