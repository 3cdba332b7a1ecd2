"""What a person types when settling a mail in doubt."""

from django import forms

from settimes.forms import Form


class DecisionForm(Form):
    reason = forms.CharField(
        max_length=500,
        error_messages={"required": "Say why: it is kept with your name."},
    )
