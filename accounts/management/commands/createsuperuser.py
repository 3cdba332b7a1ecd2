"""Django's own command; whom it makes is also a member, so that the other admins see them."""

from typing import Any

from django.contrib.auth.management.commands import createsuperuser

from accounts import first_run
from accounts.models import Organization, User


class Command(createsuperuser.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        before = set(User.objects.values_list("pk", flat=True))
        super().handle(*args, **options)
        organizations = list(Organization.objects.all()[:2])
        # Where there are several, nobody said which. A superuser is an admin everywhere anyway.
        if len(organizations) == 1:
            for user in User.objects.exclude(pk__in=before):
                first_run.make_admin(user, organizations[0])
