"""People and organizations at the desk."""

from django import forms
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth import admin as auth_admin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    AdminUserCreationForm,
    UserChangeForm,
)
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ForeignKey, Model, QuerySet
from django.http import HttpRequest

from accounts import audit, desk_deeds, house, own_mails, safety_admin  # noqa: F401 - registers itself
from accounts.models import LEFT, Deed, Membership, Organization, Role, User
from accounts.organizations import renew_all_pages
from accounts.owned import IdSelect, Owned, staff_of
from settimes.forms import Checked, ModelForm

admin.site.unregister(Group)  # roles say who may do what

PASSWORD_PAGE = "auth_user_password_change"  # noqa: S105 - a page's name
TAKEN = {"email": {"unique": "Somebody already uses this address."}}


class LowerCaseEmail(ModelForm):
    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class NewUserForm(LowerCaseEmail, AdminUserCreationForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields = ["email", "name"]
        error_messages = TAKEN


class UserForm(LowerCaseEmail, UserChangeForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields = ["email", "name", "password", "is_active", "is_staff", "is_superuser"]
        error_messages = TAKEN


class MembershipForm(ModelForm):
    def validate_unique(self) -> None:
        """Check the constraints too: Django skips those that name the row of the page itself."""
        super().validate_unique()
        try:
            self.instance.validate_constraints()
        except ValidationError as error:
            self.add_error(None, error.messages)


class NewPasswordForm(Checked, AdminPasswordChangeForm):  # type: ignore[type-arg]
    pass


class Memberships(admin.TabularInline):  # type: ignore[type-arg]
    model = Membership
    form = MembershipForm
    extra = 0

    def formfield_for_foreignkey(
        self,
        db_field: ForeignKey,  # type: ignore[type-arg]
        request: HttpRequest,
        **kwargs: object,
    ) -> forms.ModelChoiceField | None:  # type: ignore[type-arg]
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = IdSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class MembersInline(Memberships):
    autocomplete_fields = ["user"]


class MembershipsInline(Memberships):
    autocomplete_fields = ["organization"]


@admin.register(User)
class UserAdmin(auth_admin.UserAdmin):  # type: ignore[type-arg]
    """Accounts reach across organizations, so only superusers come here."""

    form = UserForm
    add_form = NewUserForm
    change_password_form = NewPasswordForm
    inlines = [MembershipsInline]
    list_display = ["email", "name", "is_active", "is_staff", "is_superuser", "last_login"]
    list_filter = ["is_active", "is_staff", "is_superuser", "memberships__role"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    filter_horizontal = []
    readonly_fields = ["last_login", "created"]
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        ("May", {"fields": ["is_active", "is_staff", "is_superuser"]}),
        ("When", {"fields": ["last_login", "created"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "classes": ["wide"],
                "fields": ["email", "name", "usable_password", "password1", "password2"],
            },
        ),
    ]

    def get_inlines(  # type: ignore[override]
        self, request: HttpRequest, obj: Model | None
    ) -> list[type[admin.TabularInline]]:  # type: ignore[type-arg]
        return [MembershipsInline] if obj else []

    def save_model(
        self,
        request: HttpRequest,
        obj: User,
        form: forms.ModelForm,  # type: ignore[type-arg]
        change: bool,  # noqa: FBT001 - Django's
    ) -> None:
        super().save_model(request, obj, form, change)
        if not change:
            audit.record(Deed.ACCOUNT_CREATED, request=request, about=obj)
        elif form.changed_data:
            desk_deeds.account_saved(request, obj, form.changed_data)

    def save_formset(
        self,
        request: HttpRequest,
        form: forms.ModelForm,  # type: ignore[type-arg]
        formset: forms.BaseModelFormSet,  # type: ignore[type-arg]
        change: bool,  # noqa: FBT001 - Django's
    ) -> None:
        super().save_formset(request, form, formset, change)
        desk_deeds.memberships_saved(request, formset)

    def log_change(self, request: HttpRequest, obj: User, message: object) -> LogEntry:
        """Django comes by here for a new password too, and says so only in its message."""
        if request.resolver_match and request.resolver_match.url_name == PASSWORD_PAGE:
            audit.record(Deed.PASSWORD_CHANGED, request=request, about=obj)
            desk_deeds.end_sessions(request, obj)
            own_mails.tell_password_set(obj, None)
        return super().log_change(request, obj, message)

    def get_deleted_objects(  # type: ignore[override]
        self, objs: QuerySet[User] | list[User], request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """Say what goes along. Django makes who stands in for them already: not for a look."""
        with transaction.atomic():
            found = super().get_deleted_objects(objs, request)
            transaction.set_rollback(True)
        return found

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        desk_deeds.accounts_deleted(request, [obj])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        desk_deeds.accounts_deleted(request, list(queryset))

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).exclude(email=LEFT)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return staff_of(request).is_superuser

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return staff_of(request).is_superuser

    def has_add_permission(self, request: HttpRequest) -> bool:
        return staff_of(request).is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return staff_of(request).is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return staff_of(request).is_superuser


@admin.register(Organization)
class OrganizationAdmin(Owned):
    """Its admins change it; members and what makes its address are a superuser's business."""

    form = ModelForm
    owned_by = "pk"
    needed_to_change = Role.ADMIN
    list_display = ["name", "slug", "host", "timezone"]
    search_fields = ["name", "slug", "host"]
    prepopulated_fields = {"slug": ["name"]}
    # What its own page of settings has besides is changed there, where colours are shown.
    fields = [
        *("name", "slug", "host", "timezone", "clock", "day_turn"),
        *("sender_name", "reply_to", "postal_address"),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return [] if staff_of(request).is_superuser else ["slug", "host"]

    def get_prepopulated_fields(  # type: ignore[override]
        self, request: HttpRequest, obj: Model | None = None
    ) -> dict[str, list[str]]:
        return {} if self.get_readonly_fields(request, obj) else {"slug": ["name"]}

    def get_inlines(  # type: ignore[override]
        self, request: HttpRequest, obj: Model | None
    ) -> list[type[admin.TabularInline]]:  # type: ignore[type-arg]
        return [MembersInline] if staff_of(request).is_superuser else []

    def has_add_permission(self, request: HttpRequest) -> bool:
        return staff_of(request).is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return staff_of(request).is_superuser

    def save_model(
        self,
        request: HttpRequest,
        obj: Organization,
        form: forms.ModelForm,  # type: ignore[type-arg]
        change: bool,  # noqa: FBT001 - Django's
    ) -> None:
        super().save_model(request, obj, form, change)
        house.tell(request, obj, {name: form.initial.get(name) for name in form.changed_data})
        renew_all_pages()

    def save_formset(
        self,
        request: HttpRequest,
        form: forms.ModelForm,  # type: ignore[type-arg]
        formset: forms.BaseModelFormSet,  # type: ignore[type-arg]
        change: bool,  # noqa: FBT001 - Django's
    ) -> None:
        super().save_formset(request, form, formset, change)
        desk_deeds.memberships_saved(request, formset)

    def delete_model(self, request: HttpRequest, obj: Organization) -> None:
        super().delete_model(request, obj)
        renew_all_pages()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Organization]) -> None:
        super().delete_queryset(request, queryset)
        renew_all_pages()

    def get_deleted_objects(  # type: ignore[override]
        self, objs: QuerySet[Organization] | list[Organization], request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """Let an organization go only once nothing but members is left in it."""
        pks = [row.pk for row in objs]
        left = []
        for relation in Organization._meta.related_objects:
            if relation.related_model is not Membership:
                rows = relation.related_model._base_manager.filter(
                    **{f"{relation.field.name}__in": pks}
                )
                names = relation.related_model._meta.verbose_name_plural
                left += [f"{count} {names}"] if (count := rows.count()) else []
        if left:
            return [], {}, set(), left
        return super().get_deleted_objects(objs, request)
