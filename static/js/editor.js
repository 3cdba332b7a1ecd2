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

  // Nothing typed is lost by a slip: leaving the page with a row in edit asks first.
  let saving = false;
  document.addEventListener("submit", (event) => { saving = Boolean(inRow(event.target)); });
  addEventListener("beforeunload", (event) => {
    const typed = [...document.querySelectorAll("form[data-edit]")].some(isTyped);
    if (typed && !saving) event.preventDefault();
  });
  document.addEventListener("htmx:beforeRequest", () => { saving = false; });

  // A line that was added makes room for the next; one that was changed meanwhile stays.
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id !== "understood") return;
    const line = document.getElementById("quick-line");
    const added = event.target.querySelector("[data-added]");
    const wrong = event.target.querySelector("#quick-line_error");
    const asked = event.target.querySelector("#quick-line_question");
    line.setAttribute("aria-invalid", String(Boolean(wrong)));
    if (added && line.value === added.dataset.added) line.value = sent = "";
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
