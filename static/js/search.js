// Search as you type: the list's own page is asked again, and what it found is put in place.
// Without this script the form does the same with its button.
const form = document.querySelector("[data-search]");
const WAIT = 250; // ms without a keystroke
let timer;
let asked;

async function look() {
  asked?.abort();
  asked = new AbortController();
  const typed = form.elements.q.value.trim();
  const address = new URL(form.action);
  if (typed) address.searchParams.set("q", typed);
  try {
    const answer = await fetch(address, { signal: asked.signal });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.getElementById("found").replaceWith(page.getElementById("found"));
    // The place where it is said stays, or a screen reader would miss the news.
    document.getElementById("count").textContent = page.getElementById("count").textContent;
    history.replaceState(null, "", address);
  } catch {
    // Offline, or somebody typed on: the list stays as it is.
  }
}

form?.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(look, WAIT);
});
