"""What a person types when settling a mail in doubt."""

from django import forms

from settimes.forms import Form
from settimes.text import UNKEPT

LONGEST_REASON = 500


class DecisionForm(Form):
    """Why it is decided so, by whoever decides: an organizer, or staff at the desk."""

    reason = forms.CharField(
        label="Why?",
        max_length=LONGEST_REASON,
        help_text="Kept with your name.",
        error_messages={
            "required": "Say why: it is kept with your name.",
            "max_length": f"At most {LONGEST_REASON} characters.",
            "null_characters_not_allowed": UNKEPT,
        },
    )
