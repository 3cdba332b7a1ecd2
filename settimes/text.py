"""What no text field may hold, whichever way the text comes in."""

import re

from django.db.models import Model

# Control characters but tab and line ends: PostgreSQL cannot keep NUL, XML none of them.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
UNKEPT = "This holds a control character that cannot be kept. Type it again."


def text_errors(row: Model, names: list[str]) -> dict[str, str]:
    """Name the fields with too many characters, or with one that cannot be kept."""
    errors = {}
    for name in names:
        value, limit = getattr(row, name), getattr(row._meta.get_field(name), "max_length", None)
        if CONTROL.search(value):
            errors[name] = UNKEPT
        elif limit and len(value) > limit:
            errors[name] = f"At most {limit} characters; this has {len(value)}."
    return errors


def counted(number: int, what: str) -> str:
    """Write how many there are: 1 fan, 20,000 fans."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
