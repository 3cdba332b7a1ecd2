/* Keeps an open schedule true: minutes by the server's clock, and the page anew every minute.
   Without it the page is whole; nothing here is known that the server did not write. */
(() => {
  "use strict";

  const MINUTE = 60_000;
  const JITTER = 8_000; // thousands of phones do not ask in the same second
  const SOONER = 20_000; // when a set has just begun or ended; the server may be 30 s behind
  const ALIKE = 90_000; // a page is younger; a clock that differs by more is wrong
  const main = document.getElementById("main");
  let ahead = 0; // the server's clock less the device's
  let due = Date.now() + MINUTE + Math.random() * JITTER;
  let asking = null;

  const now = () => Date.now() + ahead;
  const stamp = () => Date.parse(main.querySelector("[data-at]").dataset.at);
  const write = (node, text) => node.textContent === text || (node.textContent = text);

  /* Minutes ------------------------------------------------------------------- */
  function tick(root) {
    for (const node of root.querySelectorAll("[data-until]")) {
      const left = Math.ceil((Date.parse(node.dataset.until) - now()) / MINUTE);
      write(node, String(Math.max(left, 0)));
    }
    for (const bar of root.querySelectorAll("[data-since]")) {
      const played = Math.floor((now() - Date.parse(bar.dataset.since)) / MINUTE);
      bar.setAttribute("value", Math.min(Math.max(played, 0), bar.max));
    }
    for (const clock of root.querySelectorAll("[data-clock]")) {
      const text = clockIn(clock.dataset.clock, clock.dataset.hours);
      const signs = clock.querySelectorAll("[data-sign]");
      const digits = [...text.split(" ")[0]];
      if (digits.length !== signs.length) continue; // 9:59 to 10:00: the next page has room
      clock.setAttribute("aria-label", text);
      digits.forEach((sign, place) => write(signs[place], sign));
    }
  }

  function clockIn(timeZone, hours) {
    const form = { timeZone, hour: hours === "12" ? "numeric" : "2-digit", minute: "2-digit" };
    const written = new Intl.DateTimeFormat(hours === "12" ? "en-US" : "en-GB", form);
    return written.format(now()).toLowerCase().replace(/\s/u, " ");
  }

  /* Zones --------------------------------------------------------------------- */
  function offset(timeZone, at) {
    const form = { timeZone, hourCycle: "h23", dateStyle: "short", timeStyle: "medium" };
    const parts = new Intl.DateTimeFormat("en-US", form).formatToParts(at);
    const part = (type) => Number(parts.find((found) => found.type === type).value);
    const wall = [part("month") - 1, part("day"), part("hour"), part("minute")];
    return Math.round((Date.UTC(2000 + part("year"), ...wall) - at) / MINUTE);
  }

  // It stands beside what is there already, so that nothing moves.
  function say(root, text) {
    write(root.querySelector("[data-aside]"), text);
  }

  function nameZone(root) {
    const zone = root.querySelector("[data-zone]");
    const first = root.querySelector("#lineup time");
    const at = first ? Date.parse(first.dateTime) : now();
    const mine = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const by = Math.round((offset(mine, at) - offset(zone.dataset.zone, at)) / 30) / 2;
    if (!by) return;
    const hours = String(Math.abs(by)).replace(".5", "½");
    say(root, `${hours} h ${by > 0 ? "behind" : "ahead of"} your clock`);
  }

  // A strip scrolls sideways: what is chosen is shown first, without moving the page.
  function showChosen(root) {
    for (const word of root.querySelectorAll(".strip [aria-current]")) {
      const strip = word.closest(".strip");
      const from = word.getBoundingClientRect();
      const room = strip.getBoundingClientRect();
      if (from.right > room.right) strip.scrollLeft += from.left - room.left - 16;
    }
  }

  // A large grid scrolls by itself: it opens at this moment, not at the first set.
  function showNow(root) {
    for (const mark of root.querySelectorAll(".gridbox .is-now[id]")) {
      const box = mark.closest(".gridbox");
      if (box.scrollHeight > box.clientHeight) box.scrollTop = mark.offsetTop - box.clientHeight / 3;
    }
  }

  /* The page anew -------------------------------------------------------------- */
  async function refresh(address = location.href, chosen = false) {
    if (asking) asking.abort();
    const control = (asking = new AbortController());
    due = Date.now() + MINUTE + Math.random() * JITTER;
    try {
      const answer = await fetch(address, { cache: "no-cache", signal: control.signal });
      const text = await answer.text();
      if (!answer.ok) throw new Error(answer.status);
      const age = Number(answer.headers.get("Age") || 0) * 1000;
      const said = Date.parse(answer.headers.get("Date")) + age;
      const fresh = new DOMParser().parseFromString(text, "text/html");
      show(fresh, said, chosen);
    } catch (problem) {
      if (problem.name === "AbortError") return;
      if (chosen) location.assign(address);
      else sayOld();
    } finally {
      if (asking === control) asking = null;
    }
  }

  function show(fresh, said, chosen) {
    const next = fresh.getElementById("main");
    const head = next.querySelector("[data-at]");
    if (!head) return location.reload(); // no schedule is here any more
    const written = Date.parse(head.dataset.at);
    ahead = Math.max(said || written, written) - Date.now();
    prepare(next, chosen);
    document.title = fresh.title;
    const kept = remember();
    if (next.innerHTML !== main.innerHTML) main.replaceChildren(...next.childNodes);
    restore(kept, chosen);
  }

  function prepare(root, chosen) {
    for (const details of chosen ? [] : main.querySelectorAll("details[id]")) {
      const same = root.querySelector(`#${CSS.escape(details.id)}`);
      if (same) same.open = details.open;
    }
    tick(root);
    nameZone(root);
  }

  const SCROLLED = ".strip, .gridbox";

  function remember() {
    const held = document.activeElement;
    return {
      scrolls: [...main.querySelectorAll(SCROLLED)].map((box) => [
        box.id,
        box.scrollLeft,
        box.scrollTop,
      ]),
      href: main.contains(held) && held.getAttribute("href"),
      inside: main.contains(held) && held.closest("[id]:not(#main)")?.id,
      tag: held?.tagName,
    };
  }

  function restore({ scrolls, href, inside, tag }, chosen) {
    for (const [id, left, top] of scrolls) {
      const box = document.getElementById(id);
      if (box) [box.scrollLeft, box.scrollTop] = [left, top];
    }
    const place = (inside && document.getElementById(inside)) || main;
    if (!main.contains(document.activeElement) && tag !== "BODY") {
      const wanted = href ? `a[href="${CSS.escape(href)}"]` : tag === "SUMMARY" ? "summary" : null;
      const same = wanted && (place.querySelector(wanted) || main.querySelector(wanted));
      if (same) same.focus({ preventScroll: true });
      else if (inside && place.tabIndex >= 0) place.focus({ preventScroll: true });
    }
    const lineup = document.getElementById("lineup");
    if (chosen && lineup.getBoundingClientRect().top < 0) lineup.scrollIntoView();
  }

  function sayOld() {
    say(main, "No connection since then");
  }

  /* When ------------------------------------------------------------------------ */
  function everySecond() {
    if (document.hidden) return;
    tick(main);
    const passed = [...main.querySelectorAll("[data-until]")].some((node) => {
      return Date.parse(node.dataset.until) <= now();
    });
    if (passed && due - Date.now() > SOONER) due = Date.now() + Math.random() * JITTER;
    else if (passed) due = Math.min(due, Date.now() + SOONER);
    if (Date.now() >= due && !asking) refresh();
  }

  main.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-choose]");
    const plain = !(event.button || event.metaKey || event.ctrlKey || event.shiftKey);
    if (!link || !plain || event.altKey) return;
    event.preventDefault();
    // The grid has style sheets of its own, which only its page asks for.
    if (link.search.includes("view=grid") !== location.search.includes("view=grid")) {
      return location.assign(link.href);
    }
    history.pushState(null, "", link.href);
    refresh(link.href, true);
  });
  addEventListener("popstate", () => refresh(location.href, true));
  addEventListener("pageshow", (event) => event.persisted && refresh());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) due = Math.min(due, Date.now());
  });

  const differs = stamp() - Date.now();
  if (Math.abs(differs) > ALIKE) {
    ahead = differs; // until the server says better, which is asked now
    due = Date.now();
  }
  nameZone(main);
  showChosen(main);
  showNow(main);
  everySecond();
  setInterval(everySecond, 1000);
})();
