"""What an organizer types who decides what fans are told."""

from django import forms

from settimes.forms import Form
from settimes.text import UNKEPT

LONGEST_REASON = 500
TOO_LONG = f"At most {LONGEST_REASON} characters."


class HushForm(Form):
    reason = forms.CharField(
        label="Why should nobody hear of it?",
        max_length=LONGEST_REASON,
        help_text="Kept with your name. Fans do not see it.",
        error_messages={
            "required": "Say why: it is kept with your name.",
            "max_length": TOO_LONG,
            "null_characters_not_allowed": UNKEPT,
        },
    )


class SettleForm(Form):
    """Why a mail in doubt is sent again, or let be."""

    reason = forms.CharField(
        label="Why?",
        max_length=LONGEST_REASON,
        help_text="Kept with your name.",
        error_messages={
            "required": "Say why: it is kept with your name.",
            "max_length": TOO_LONG,
            "null_characters_not_allowed": UNKEPT,
        },
    )
