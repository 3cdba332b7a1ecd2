"""Forms at the desk whose saving is a verb's business.

A verb may refuse. Then nothing is written, the form comes back with what was typed, and what the
verb says stands in it. The form carries a mark of what the person saw; where somebody changed the
row since, it says who did and what is there now, and saving once more keeps one's own.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, QueryDict

from accounts.models import Organization
from accounts.owned import Owned
from bands.forms import NO_NUL
from events.act import Refused
from events.admin.acting import sentences
from events.models import Change


class Overtaken(Refused):
    """Somebody saved this row while it was being edited here."""

    def __init__(self, kind: str, row: Model) -> None:
        last = (
            Change.objects.filter(kind=kind, target_id=row.pk)
            .select_related("change_set__by")
            .order_by("-pk")
            .first()
        )
        who = last.change_set.by if last and last.change_set.by else "Somebody"
        did = f" (“{last.change_set.label}”)" if last else ""
        super().__init__(
            f"{who} changed {row} while you typed{did}. Beside each field that differs stands what "
            "it is now. Save to keep yours, or open this page anew to take theirs."
        )


class VerbForm(forms.ModelForm):  # type: ignore[type-arg]
    refusal: Refused | ValidationError | None = None  # what the verb said about this very typing
    organization: Organization | None = None  # the only one that a new row can belong to
    seen = forms.CharField(
        required=False, max_length=64, widget=forms.HiddenInput, error_messages=NO_NUL
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: Any = None,
        *,
        instance: Model | None = None,
        initial: dict[str, object] | None = None,
    ) -> None:
        known = instance is not None and instance.pk is not None
        there = {**self.texts(instance), "seen": self.mark(instance)} if known else {}
        super().__init__(data, files, instance=instance, initial={**there, **(initial or {})})

    @staticmethod
    def texts(row: Any) -> dict[str, object]:
        """Return what is typed in another way than it is kept."""
        return {}

    @staticmethod
    def mark(row: Any) -> str:
        """Return what changes with every change of this row."""
        raise NotImplementedError

    def _post_clean(self) -> None:
        """Leave the row as it is: the verb changes it, and checks it then."""

    def clean(self) -> None:
        if isinstance(self.refusal, Overtaken):
            self.add_error(None, str(self.refusal))
            self._show_what_is_there()
        elif isinstance(self.refusal, ValidationError) and hasattr(self.refusal, "error_dict"):
            for name, errors in self.refusal.error_dict.items():
                self.add_error(name if name in self.fields else None, errors)
        elif self.refusal:
            self.add_error(None, sentences(self.refusal))

    def _show_what_is_there(self) -> None:
        typed = QueryDict(mutable=True)
        typed.update(self.data)
        typed["seen"] = self.initial["seen"]
        self.data = typed
        for name in self.changed_data:
            if not self.fields[name].widget.is_hidden:
                self.add_error(name, f"Now: {self._shown(name) or 'empty'}")

    def _shown(self, name: str) -> str:
        value, field = self.initial.get(name), self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            return str(getattr(self.instance, name) or "")
        if isinstance(field, forms.TypedChoiceField):
            return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
        if isinstance(field, forms.BooleanField):
            return "on" if value else "off"
        return "" if value is None else str(value)


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
