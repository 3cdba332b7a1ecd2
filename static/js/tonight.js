// Keeps the page of a band or venue true on its night: asked for again each minute while it is
// looked at. Without this script the page is as true as when it was opened.
const MINUTE = 60_000;

async function freshen() {
  if (document.hidden) return;
  let page;
  try {
    const answer = await fetch(location.href, { cache: "no-cache" });
    if (!answer.ok) return;
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return; // Offline: what is there stays.
  }
  for (const part of document.querySelectorAll("[data-fresh]")) {
    const next = page.getElementById(part.id);
    if (!next || part.contains(document.activeElement)) continue;
    for (const details of part.querySelectorAll("details[open]")) {
      const same = next.querySelector(`#${CSS.escape(details.id)}`);
      if (same) same.open = true;
    }
    if (next.innerHTML !== part.innerHTML) part.replaceChildren(...next.childNodes);
  }
}

setInterval(freshen, MINUTE);
document.addEventListener("visibilitychange", freshen);
