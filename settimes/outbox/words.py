"""Other people's words, fit for a row: a server's answer, an exception's text, an app's reason."""

import re

CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")
LONGEST = 500


def fit(text: str) -> str:
    """Return `text` as a row can hold it: PostgreSQL takes no NUL, neither takes half a letter."""
    return CONTROLS.sub(" ", text.encode("utf-8", "replace").decode())[:LONGEST]
