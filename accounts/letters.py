"""Writing a mail that comes from an organization, with what every mail of it must name."""

from datetime import timedelta

from django.template.loader import render_to_string

from accounts.models import Organization
from accounts.organizations import postal_address
from settimes.outbox.kinds import Mail

UNITS = (("day", 86_400), ("hour", 3600), ("minute", 60))


def composed(name: str, organization: Organization, context: dict[str, object]) -> Mail:
    """Write the mail of this name."""
    about = {
        **context,
        "organization": organization,
        "postal_address": postal_address(organization),
    }
    return Mail(
        subject=render_to_string(f"accounts/emails/{name}.subject.txt", about).strip(),
        text=render_to_string(f"accounts/emails/{name}.txt", about).strip() + "\n",
        sender_name=organization.sender_name or organization.name,
        headers=answers_to(organization),
    )


def answers_to(organization: Organization) -> dict[str, str]:
    """Return the header that says where answers go, if not to whom the mail is from."""
    return {"Reply-To": organization.reply_to} if organization.reply_to else {}


def in_words(length: timedelta) -> str:
    """Say a length of time in the largest unit that fits: 1 hour, 90 minutes, 20 seconds."""
    seconds = max(1, round(length.total_seconds()))
    name, size = next((unit for unit in UNITS if seconds % unit[1] == 0), ("second", 1))
    number = seconds // size
    return f"{number} {name}{'' if number == 1 else 's'}"
