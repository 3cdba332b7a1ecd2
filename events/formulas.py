"""Cells that a spreadsheet would take for a formula: out as text, and back as they were.

A name like “=1+1” or “@handle” goes out with an apostrophe before it. A text that has one before
such a name already gets another, so that taking one off always gives back what there was.
"""

import re

# What makes a formula: also after spaces, and in full width.
FORMULA = r"(?:[\t\r\n]|\s*[=+\-@＝＋－＠])"
A_FORMULA = re.compile(rf"'*{FORMULA}")
NEUTRALISED = re.compile(rf"'(?='*{FORMULA})")


def neutralised(text: str) -> str:
    return f"'{text}" if A_FORMULA.match(text) else text


def restored(text: str) -> str:
    """Return a cell as it was before `neutralised`, with plain line ends and nothing around it."""
    plain = text.replace("\r\n", "\n").strip()
    return plain[1:].strip() if NEUTRALISED.match(plain) else plain
