// The lineup editor: only what a form and a link cannot do by themselves.
(() => {
  const inRow = (element) => element.closest?.("form[data-edit]");

  const isTyped = (form) =>
    [...form.elements].some((field) => "defaultValue" in field && field.type !== "hidden"
      && field.value !== field.defaultValue);

  const say = (text) => {
    const notice = document.createElement("p");
    notice.className = "notice is-trouble";
    notice.setAttribute("role", "alert");
    notice.textContent = text;
    document.getElementById("messages")?.replaceChildren(notice);
  };

  // Escape leaves a row as it was.
  document.addEventListener("keydown", (event) => {
    const form = event.key === "Escape" && inRow(event.target);
    if (form) form.querySelector("[data-discard]")?.click();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-dismiss]")) event.target.closest(".notice").remove();
  });

  // Start, minutes and end follow one another; what cannot be read here the server asks about.
  const minute = (text) => {
    const found = /^(\d{1,2})(?:[:.h](\d{2}))?\s*(?:([ap])\.?(?:m\.?)?)?$/i.exec(text.trim());
    if (!found || !(found[2] || found[3])) return null;
    const half = found[3]?.toLowerCase();
    const hour = half ? (Number(found[1]) % 12) + (half === "p" ? 12 : 0) : Number(found[1]);
    return hour * 60 + Number(found[2] ?? 0);
  };
  const written = (at, like) => {
    const [hour, rest] = [Math.floor(at / 60), String(at % 60).padStart(2, "0")];
    return /[ap]/i.test(like) ? `${hour % 12 || 12}:${rest} ${hour < 12 ? "am" : "pm"}`
      : `${String(hour).padStart(2, "0")}:${rest}`;
  };
  document.addEventListener("change", ({ target }) => {
    const fields = target.form?.matches(".edit") && target.form.elements;
    if (!fields || !["start", "length", "end"].includes(target.name)) return;
    const [start, length, end] = ["start", "length", "end"].map((name) => fields.namedItem(name));
    const begins = minute(start.value);
    if (target === end && !end.value.trim()) length.value = "";
    if (begins === null) return;
    if (target === end) {
      const lasts = ((minute(end.value) ?? begins) - begins + 1440) % 1440;
      if (lasts) length.value = String(lasts);
    } else if (/^\d{1,3}$/.test(length.value.trim())) {
      end.value = written((begins + Number(length.value)) % 1440, start.value);
    }
  });

  // A remedy closes the row it stands in. Where something is typed there, that stays: the remedy of
  // this set is filled in beside it, that of another set is done and the row left open.
  const editedAt = (element) => element.closest(".set-row.is-editing")?.querySelector("form[data-edit]");
  document.addEventListener("submit", (event) => {
    const edit = event.target.matches("[data-solves]") && editedAt(event.target);
    if (!edit || !isTyped(edit) || edit.elements.namedItem("editing").value !== event.target.dataset.solves) return;
    event.preventDefault();
    event.stopPropagation();
    for (const name of ["venue", "start", "length", "end"]) {
      edit.elements.namedItem(name).value = event.target.elements.namedItem(name).value;
    }
    edit.querySelector(".btn.is-main").focus();
  }, true);
  document.addEventListener("htmx:configRequest", ({ target, detail }) => {
    const edit = target.matches("[data-solves]") && editedAt(target);
    if (!edit || isTyped(edit)) return;
    const open = detail.formData.getAll("editing");
    detail.formData.delete("editing");
    for (const id of open) if (id !== edit.elements.namedItem("editing").value) detail.formData.append("editing", id);
  });

  // Nothing typed is lost by a slip: leaving the page with a row in edit or half a line asks first.
  let saving = false;
  // What htmx sends leaves no page: it has prevented that by now.
  document.addEventListener("submit", (event) => {
    saving = !event.defaultPrevented && (Boolean(inRow(event.target)) || event.target.id === "quick");
  });
  addEventListener("beforeunload", (event) => {
    const typed = [...document.querySelectorAll("form[data-edit]")].some(isTyped);
    const line = document.getElementById("quick-line");
    const half = line && line.value !== line.defaultValue;
    if ((typed || half) && !saving) event.preventDefault();
  });

  // A line that was added makes room for the next; one that was changed meanwhile stays.
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id !== "understood") return;
    const line = document.getElementById("quick-line");
    const added = event.target.querySelector("[data-added]");
    const wrong = event.target.querySelector("#quick-line_error");
    const asked = event.target.querySelector("#quick-line_question");
    line.setAttribute("aria-invalid", String(Boolean(wrong)));
    if (added && line.value === added.dataset.added) line.value = sent = "";
    // The first set has shown how; what is left to do waits behind its word, and the list is in view.
    if (added) document.querySelector("details.next")?.removeAttribute("open");
    if (added || wrong || asked) line.focus();
  });

  // A line that was sent is not read back once more: that would wipe out what was answered to it.
  let sent = null;
  document.addEventListener("input", (event) => { if (event.target.id === "quick-line") sent = null; });
  document.addEventListener("htmx:beforeRequest", (event) => {
    const line = document.getElementById("quick-line");
    if (event.target.id === "quick") sent = line.value;
    else if (event.target === line && line.value === sent) event.preventDefault();
  });

  // What did not arrive, or was refused, is said; what was typed stays where it is.
  document.addEventListener("htmx:sendError", () => say("That did not arrive. Nothing was changed; try again."));
  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    if (status === 401) return;
    say(status === 404 ? "This set is not here any more. Load the page again."
      : "That did not work, and nothing was changed. Load the page again.");
  });
})();
