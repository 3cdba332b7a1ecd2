"""What staff see and do at the desk: what their role in its organization allows, row by row.

Django's own permissions and groups are not used: one table of roles says who may do what.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db.models import Field, ForeignKey, Model, QuerySet
from django.http import HttpRequest, HttpResponse

from accounts.models import Organization, Role, User
from accounts.roles import organizations_of, roles_of

LONGEST_ID = 18  # digits; more than any id has


def is_id(text: str) -> bool:
    return text.isdecimal() and len(text) <= LONGEST_ID


class IdSelect(AutocompleteSelect):
    """Django's own choice by searching, which shows the form again whatever was sent as an id."""

    def optgroups(
        self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None
    ) -> list[tuple[str | None, list[dict[str, Any]], int | None]]:
        return super().optgroups(name, [one for one in value if is_id(str(one))], attr)


def staff_of(request: HttpRequest) -> User:
    """Return who is at the desk."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


class OwnRowsFilter(admin.RelatedFieldListFilter):
    """Filter by rows this person may see, and name no others."""

    def field_choices(  # type: ignore[override]
        self,
        field: Field,  # type: ignore[type-arg]
        request: HttpRequest,
        model_admin: admin.ModelAdmin,  # type: ignore[type-arg]
    ) -> list[tuple[str, str]]:
        remote = model_admin.admin_site.get_model_admin(field.related_model)  # type: ignore[arg-type]
        return [(str(row.pk), str(row)) for row in remote.get_queryset(request)]


class Owned(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows of organizations: viewers see them, editors change them."""

    owned_by = "organization"  # the way from the row to its organization
    needed_to_see = Role.VIEWER
    needed_to_change = Role.EDITOR

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        return self.within(request, super().get_queryset(request), self.needed_to_see)

    def within(self, request: HttpRequest, rows: QuerySet[Model], wanted: Role) -> QuerySet[Model]:
        """Keep the rows of organizations where the person's role includes `wanted`."""
        staff = staff_of(request)
        if staff.is_superuser:
            return rows
        return rows.filter(**{f"{self.owned_by}__in": organizations_of(staff, wanted)})

    def may(self, request: HttpRequest, wanted: Role, row: Model | None = None) -> bool:
        """Say whether the role suffices for this row; without a row, for any at all."""
        staff = staff_of(request)
        if staff.is_superuser:
            return True
        if not hasattr(request, "desk_roles"):
            request.desk_roles = roles_of(staff)  # type: ignore[attr-defined]
        roles: dict[int, Role] = request.desk_roles  # type: ignore[attr-defined]
        if row is None:
            return any(role.includes(wanted) for role in roles.values())
        role = roles.get(self.organization_id(row))
        return role is not None and role.includes(wanted)

    def organization_id(self, row: Model) -> int:
        *way, last = self.owned_by.split("__")
        for step in way:
            row = getattr(row, step)
        return int(getattr(row, last if last == "pk" else f"{last}_id"))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.may(request, self.needed_to_see)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.may(request, self.needed_to_see, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.may(request, self.needed_to_change)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.may(request, self.needed_to_change, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.may(request, self.needed_to_change, obj)

    def refuse_below(self, request: HttpRequest, wanted: Role, rows: Iterable[Model]) -> None:
        """Refuse an action where the role does not suffice for one of its rows."""
        if not all(self.may(request, wanted, row) for row in rows):
            raise PermissionDenied

    def only_organization(self, request: HttpRequest) -> Organization | None:
        """Return where a new row belongs when there is no choice."""
        possible = list(organizations_of(staff_of(request), self.needed_to_change)[:2])
        return possible[0] if len(possible) == 1 else None

    def get_list_filter(self, request: HttpRequest) -> list[object]:  # type: ignore[override]
        several = organizations_of(staff_of(request), Role.VIEWER).count() > 1
        ours = [(self.owned_by, OwnRowsFilter)] if several and self.owned_by != "pk" else []
        return [*super().get_list_filter(request), *ours]

    def formfield_for_foreignkey(
        self,
        db_field: ForeignKey,  # type: ignore[type-arg]
        request: HttpRequest,
        **kwargs: object,
    ) -> forms.ModelChoiceField | None:  # type: ignore[type-arg]
        """Offer and accept only rows of organizations where the person may change something."""
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = IdSelect(db_field, self.admin_site)
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        remote = self.admin_site.get_model_admin(db_field.related_model)
        if field is not None and isinstance(remote, Owned):
            field.queryset = remote.within(request, remote.get_queryset(request), Role.EDITOR)
            name = db_field.related_model._meta.verbose_name
            field.error_messages["invalid_choice"] = f"There is no such {name} here."
        return field

    def response_action(  # type: ignore[override]
        self, request: HttpRequest, queryset: QuerySet[Model]
    ) -> HttpResponse | None:
        chosen = request.POST.getlist("_selected_action")
        if not all(is_id(pk) for pk in chosen):
            raise SuspiciousOperation("An id is a number.")
        return super().response_action(request, queryset)
