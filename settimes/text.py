"""What no text field may hold, whichever way the text comes in."""

from django.db.models import Model

NUL = "This holds a character that cannot be kept (NUL). Type it again."


def text_errors(row: Model, names: list[str]) -> dict[str, str]:
    """Name the fields with too many characters, or with NUL, which PostgreSQL cannot keep."""
    errors = {}
    for name in names:
        value, limit = getattr(row, name), getattr(row._meta.get_field(name), "max_length", None)
        if "\x00" in value:
            errors[name] = NUL
        elif limit and len(value) > limit:
            errors[name] = f"At most {limit} characters; this has {len(value)}."
    return errors
