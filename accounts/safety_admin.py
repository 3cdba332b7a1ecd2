"""Safety at the desk, for superusers: who has to wait, which they may lift, and what happened."""

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from accounts import audit, lockouts
from accounts.models import AuthEvent, Deed, Lockout, User
from accounts.owned import staff_of


class LockedFilter(admin.SimpleListFilter):
    title = "locked"
    parameter_name = "locked"

    def lookups(
        self,
        request: HttpRequest,
        model_admin: admin.ModelAdmin,  # type: ignore[type-arg]
    ) -> list[tuple[str, str]]:
        return [("now", "Now")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Lockout]) -> QuerySet[Lockout]:
        now = timezone.now()
        return queryset.filter(locked_until__gt=now) if self.value() == "now" else queryset


@admin.register(Lockout)
class LockoutAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["kind", "email", "network", "locked_until", "told_at"]
    list_filter = [LockedFilter, "kind"]
    search_fields = ["email", "network"]
    actions = ["lift"]

    @admin.action(description="Lift the lockout", permissions=["view"])
    def lift(self, request: HttpRequest, queryset: QuerySet[Lockout]) -> None:
        rows = list(queryset)
        lockouts.lift(Lockout.objects.filter(pk__in=[row.pk for row in rows]))
        for row in rows:
            owner = User.objects.filter(email=row.email).first() if row.email else None
            what = f"{row.get_kind_display()}: {row.network}".rstrip(": ")
            audit.record(Deed.UNLOCKED, request=request, about=owner, detail=what)
        messages.success(request, f"Lifted: {', '.join(map(str, rows))}.")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return staff_of(request).is_superuser

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return staff_of(request).is_superuser

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(AuthEvent)
class AuthEventAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """The audit record of everybody, for superusers to read."""

    list_display = ["at", "said", "by", "about", "organization", "address", "detail"]
    list_filter = ["what", "organization"]
    list_select_related = ["by", "about", "organization"]
    search_fields = ["by__email", "about__email", "address", "detail"]
    show_full_result_count = False
    date_hierarchy = "at"

    def has_module_permission(self, request: HttpRequest) -> bool:
        return staff_of(request).is_superuser

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return staff_of(request).is_superuser

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
