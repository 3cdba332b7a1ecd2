// Several sets at once: counting, ranges, and the sheet that shows what will happen. Without this
// script the boxes, the selectors and the pages do the same.
(() => {
  const bar = document.getElementById("bulk");
  const dialog = document.getElementById("bulk-dialog");
  const count = document.getElementById("bulk-count");
  const says = document.getElementById("bulk-says");
  const sheetSays = document.getElementById("bulk-sheet-says"); // the rest is inert beside a dialog
  const range = bar.querySelector("[data-bulk-range]");
  const unscripted = count.textContent;
  let anchor = null; // the set that was ticked last, by its id
  const wanted = new Set(); // what is ticked, by id: a row in edit has no box, one replaced a new one

  const boxes = () => [...document.querySelectorAll('input[name="set"][form="bulk"]')];
  const ticked = () => boxes().filter((box) => box.checked);
  const idOf = (box) => box.value.split(":")[0];
  const sets = (number) => `${number} set${number === 1 ? "" : "s"}`;

  function tell(text) {
    (dialog.open ? sheetSays : says).textContent = text;
  }

  function show() {
    const here = boxes();
    for (const box of here) wanted[box.checked ? "add" : "delete"](idOf(box));
    const number = here.filter((box) => box.checked).length;
    count.textContent = number ? `${sets(number)} selected` : count.dataset.none || unscripted;
  }

  function tick(chosen, on) {
    for (const box of chosen) box.checked = on;
    show();
    tell(`${sets(ticked().length)} selected`);
  }

  function reach(box, on) {
    const all = boxes();
    const from = all.findIndex((one) => idOf(one) === anchor);
    const to = all.indexOf(box);
    if (from >= 0) tick(all.slice(Math.min(from, to), Math.max(from, to) + 1), on);
  }

  document.addEventListener("click", (event) => {
    const box = event.target.closest('input[name="set"][form="bulk"]');
    if (box) {
      const ranging = range.getAttribute("aria-pressed") === "true" && anchor;
      if (event.shiftKey || ranging) reach(box, box.checked);
      if (ranging) range.setAttribute("aria-pressed", "false");
      anchor = idOf(box);
      show();
    } else if (event.target.closest("[data-bulk-all]")) {
      tick(boxes(), true);
    } else if (event.target.closest("[data-bulk-clear]")) {
      wanted.clear();
      tick(boxes(), false);
      anchor = null;
    } else if (event.target.closest("[data-bulk-range]")) {
      const on = range.getAttribute("aria-pressed") !== "true";
      range.setAttribute("aria-pressed", String(on));
      tell(on ? "Now select the last set of the range" : "");
    } else if (dialog.open && event.target.closest("[data-close-sheet]")) {
      event.preventDefault();
      dialog.close();
    }
  });

  // A form may hold a thousand fields; two thousand ticked sets are one.
  bar.addEventListener("formdata", (event) => {
    const chosen = event.formData.getAll("set");
    event.formData.delete("set");
    event.formData.set("sets", chosen.join(" "));
  });

  document.addEventListener("htmx:afterSwap", () => {
    for (const box of boxes()) if (wanted.has(idOf(box))) box.checked = true;
    show();
  });

  // Not before htmx knows what has come: until then nothing in it answers.
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "bulk-sheet") return;
    if (!dialog.open) {
      dialog.showModal();
      document.getElementById("bulk-title").focus();
    }
    const said = dialog.querySelector("[role=alert], [data-says]");
    tell(said ? said.textContent : "");
  });

  for (const button of bar.querySelectorAll("button[hidden]")) button.hidden = false;
  show();
  addEventListener("pageshow", show); // coming back, the browser ticks what was ticked
})();
