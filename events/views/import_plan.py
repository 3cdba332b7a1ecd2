"""The page of a plan: what each line would do, a person's taps on it, and Import."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.roles import OrganizerRequest, editor_required
from events.act import Refused
from events.import_forms import ColumnsForm, LineForm
from events.importing import drafts, saying, showing
from events.importing.applying import StalePlan, apply_plan, plan_import
from events.importing.decisions import Decisions
from events.importing.plan import Plan
from events.importing.reading import Sheet, UnclearColumns
from events.models import ChangeSet, Event, ImportDraft
from events.views.editor import A_MARK, event_or_404, first_outcome, page_context
from events.views.undo import offer_undo
from settimes.htmx import render

ON_A_PAGE = 50
MOST_TOLD = 10
STALE = 409
UNCLEAR = 422
ANOTHER = "Another lineup was read since, in another tab. This is that one."


@editor_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def import_plan(request: OrganizerRequest, slug: str) -> HttpResponse:
    event = event_or_404(request, slug)
    draft = drafts.find(event, request.user)
    if draft is None or event.status == Event.Status.ARCHIVED:
        return _nothing_waits(request, event)
    page = Page(request, event, draft)
    if request.method != "POST":
        return page.answer()
    if request.POST.get("key") != draft.key:
        return page.answer(problem=ANOTHER, status=STALE)
    try:
        return _answered(page)
    except UnclearColumns:
        return page.answer(status=UNCLEAR)


def _answered(page: "Page") -> HttpResponse:
    for button, answer in (("apply", _apply), ("columns", _columns), ("mend", _mend)):
        if button in page.request.POST:
            return answer(page)
    change, where = saying.said(page.request.POST, page.sheet, page.plan)
    drafts.decide(page.draft, change)
    return redirect(page.address + (f"#line-{where}" if where else "#plan"))


class Page:
    """What is shown: the draft of this person, read as they said, against the lineup as it is."""

    def __init__(self, request: OrganizerRequest, event: Event, draft: ImportDraft) -> None:
        self.request, self.event, self.draft = request, event, draft
        self.sheet: Sheet = drafts.sheet_of(draft)
        self.decisions: Decisions = drafts.decisions_of(draft)
        self._made: Plan | None = None
        self.show = request.GET.get("show", "")
        self.number = request.GET.get("page", "")
        query = urlencode({k: v for k, v in (("show", self.show), ("page", self.number)) if v})
        self.address = resolve_url("events:import_plan", event.slug) + (query and f"?{query}")

    def plan(self) -> Plan:
        """Make the plan once. Raises `UnclearColumns`."""
        if self._made is None:
            table = self.decisions.table(self.sheet)
            self._made = plan_import(self.event, table, self.decisions)
        return self._made

    def again(self) -> None:
        """Make the plan anew when it is asked for."""
        self._made = None

    def answer(
        self,
        *,
        problem: str = "",
        since: list[ChangeSet] | None = None,
        columns: ColumnsForm | None = None,
        line: LineForm | None = None,
        status: int = 200,
    ) -> HttpResponse:
        asked = self.request.POST.get("mend") or self.request.GET.get("edit", "")
        context = page_context(self.request, self.event) | {
            "draft": self.draft,
            "address": self.address,
            "problem": problem,
            "since": since,
            "columns": columns or ColumnsForm(sheet=self.sheet, decisions=self.decisions),
            "decisions": self.decisions,
            "mark": self.event.change_sets.values_list("pk", flat=True).first() or 0,
        }
        try:
            context |= self._planned(line, asked)
        except UnclearColumns as unclear:
            context["unclear"] = str(unclear)
        return render(self.request, "events/import/plan.html", context, status=status)

    def _planned(self, line: LineForm | None, asked: str) -> dict[str, object]:
        plan = self.plan()
        page = Paginator(showing.rows(plan, self.show), ON_A_PAGE).get_page(self.number)
        mended = int(asked) if asked.isdecimal() and len(asked) < len("1000000") else 0
        open_rows = [row for row in plan.rows if row.is_open]
        return {
            "plan": plan,
            "seen": showing.digest(plan),
            "tallies": showing.tallies(plan),
            "show": self.show,
            "page": page,
            "lines": list(showing.shown(page.object_list, self.sheet)),
            "mended": mended,
            "line_form": line or (self.line_form(mended) if mended else None),
            "doubts": sum(bool(row.doubt) for row in plan.rows),
            "asks": sum(not row.doubt for row in open_rows),
            "errors": len(plan.errors),
            "other_days": self._other_days(plan),
            "needs": len(open_rows) + len(plan.errors),
            "sets": len(plan.sets),
            "conflicts": len(showing.in_conflict(plan)),
        }

    def _other_days(self, plan: Plan) -> int:
        """Count the lines that can only mean the one day there is."""
        return len(plan.other_days) if self.event.first_day == self.event.last_day else 0

    def line_form(self, number: int) -> LineForm | None:
        """Return the form of a line, as it is now or as it was sent."""
        table = self.decisions.table(self.sheet)
        found = next((line for line in table.lines if line.number == number), None)
        data = self.request.POST if "mend" in self.request.POST else None
        return LineForm(data, cells=found.cells, auto_id="cell-%s") if found else None


def _apply(page: Page) -> HttpResponse:
    plan = page.plan()
    if page.request.POST.get("seen") != showing.digest(plan):
        return _stale(page)
    if plan.errors or any(row.is_open for row in plan.rows):
        return page.answer(problem="Some lines need you first.", status=UNCLEAR)
    try:
        with transaction.atomic():
            written = apply_plan(plan, by=page.request.user, form_key=page.draft.key)
            drafts.drop(page.draft)
    except StalePlan:
        page.again()
        return _stale(page)
    except (Refused, ValidationError) as refusal:
        why = " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
        return page.answer(problem=f"Nothing was imported. {why}", status=UNCLEAR)
    if written:
        offer_undo(page.request, written)
    else:
        messages.success(page.request, "Filled in what was not known.")
    return redirect("events:lineup", page.event.slug)


def _stale(page: Page) -> HttpResponse:
    """Say what others did since the page was made, and show the plan as it is now."""
    mark = page.request.POST.get("mark", "")
    seen = int(mark) if A_MARK.fullmatch(mark) else 0
    since = page.event.change_sets.filter(pk__gt=seen).select_related("by")
    problem = "This is not the plan that you looked at any more. Nothing was imported. Look again."
    return page.answer(problem=problem, since=list(since[:MOST_TOLD]), status=STALE)


def _columns(page: Page) -> HttpResponse:
    form = ColumnsForm(page.request.POST, sheet=page.sheet, decisions=page.decisions)
    if not form.is_valid():
        return page.answer(columns=form, status=UNCLEAR)

    def choose(decisions: Decisions) -> None:
        decisions.columns = form.columns
        decisions.headless = form.cleaned_data["headless"]

    drafts.decide(page.draft, choose)
    return redirect("events:import_plan", page.event.slug)


def _mend(page: Page) -> HttpResponse:
    """Take a line's cells typed anew; what is still wrong is said beside them."""
    number = saying.number_of(page.request.POST["mend"], page.sheet)
    form = page.line_form(number)
    if form is None:
        raise Http404("No such line.")
    if not form.is_valid():
        return page.answer(line=form, status=UNCLEAR)
    cells = {name: str(typed) for name, typed in form.changed(form.initial).items()}

    def type_anew(decisions: Decisions) -> None:
        decisions.cells[str(number)] = decisions.cells.get(str(number), {}) | cells
        decisions.keep([number])

    page.decisions = drafts.decide(page.draft, type_anew)
    row = next((row for row in page.plan().rows if row.number == number), None)
    if row is None or not row.said.problems:
        return redirect(f"{page.address}#line-{number}")
    for problem in row.said.problems:
        form.add_error(problem.field or "band", problem.message)
    return page.answer(line=form, status=UNCLEAR)


def _nothing_waits(request: OrganizerRequest, event: Event) -> HttpResponse:
    """Answer who comes too late: this very form may have been sent twice."""
    done = first_outcome(request, event, request.POST.get("key", "")[:64])
    if done:
        offer_undo(request, done)
        return redirect("events:lineup", event.slug)
    return redirect("events:import_lineup", event.slug)
