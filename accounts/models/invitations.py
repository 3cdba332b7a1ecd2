"""Who is asked to become a member."""

import uuid

from django.db import models

from accounts.models.people import Organization, Role, User
from accounts.models.tickets import OneTime


class Invitation(OneTime):
    """One person may become a member with this role: whoever has the link, which works once."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="invitations"
    )
    # Nobody's: the link is handed over, and whoever opens it says who they are.
    email = models.EmailField(max_length=254, blank=True)
    role = models.CharField(max_length=6, choices=Role)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-created", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="invitation_role_known"
            ),
        ]

    @property
    def noun(self) -> str:
        return Role(self.role).noun

    def __str__(self) -> str:
        return f"{self.email or 'A link to hand over'}, {self.get_role_display()}"
