"""Rows at the desk that are changed by verbs, through the forms of `events.verb_forms`."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from accounts.owned import Owned
from events.act import Refused
from events.verb_forms import Overtaken, VerbForm


class ByVerbs(Owned):
    kind: str  # what the ledger calls these rows
    change_form_template = "admin/events/change_form.html"

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,  # noqa: FBT001, FBT002 - Django's
        change: bool = False,  # noqa: FBT001, FBT002
        form_url: str = "",
        obj: Model | None = None,
    ) -> HttpResponse:
        if obj and self.has_change_permission(request, obj):
            context["buttons"] = self.buttons(obj)
        if obj:
            context["links"] = self.links(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def buttons(self, row: Any) -> list[tuple[str, str]]:
        """Name the actions that are offered on the row's own page, and what their buttons say."""
        return []

    def links(self, row: Any) -> list[tuple[str, str]]:
        """Return the addresses that the row's page leads to, and what the links say."""
        return []

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (Refused, ValidationError) as refusal:
            request.refusal = refusal  # type: ignore[attr-defined]
        # Everything was rolled back; the same form once more, now with what the verb said.
        response = super().changeform_view(request, object_id, form_url, extra_context)
        if isinstance(request.refusal, Overtaken):  # type: ignore[attr-defined]
            response.status_code = 409
        return response

    def get_form(
        self,
        request: HttpRequest,
        obj: Model | None = None,
        change: bool = False,  # noqa: FBT001, FBT002 - Django's
        **kwargs: Any,
    ) -> type[forms.ModelForm]:  # type: ignore[type-arg]
        form = super().get_form(request, obj, change, **kwargs)
        if issubclass(form, VerbForm):  # a class of this request's own
            form.refusal = getattr(request, "refusal", None)
            form.organization = self.only_organization(request)
        return form

    def save_model(
        self,
        request: HttpRequest,
        obj: Model,
        form: VerbForm,
        change: bool,  # noqa: FBT001 - Django's
    ) -> None:
        if change:
            self.lock(obj)
            obj.refresh_from_db()
            if form.cleaned_data["seen"] != form.mark(obj):
                raise Overtaken(self.kind, obj)
        self.write(request, obj, form)

    def lock(self, row: Any) -> None:
        """Keep others from changing the row between the look at its mark and the verb."""
        type(row)._default_manager.select_for_update().get(pk=row.pk)

    def write(self, request: HttpRequest, row: Model, form: VerbForm) -> None:
        """Have verbs save what was typed."""
        raise NotImplementedError
