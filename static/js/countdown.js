// After an act of the show day: how long until fans hear of it. The words stay for those who listen,
// the figure ticks for those who look. Where it ends inside [data-anew], the page is fetched anew once
// the worker had the time to write, unless somebody has begun to type; where it is late, once a minute.
(() => {
  const SOON = 15000;
  const LATE = 60000;
  const ends = new WeakMap();
  let waits = false;
  const anew = () => {
    waits = false;
    const typed = document.querySelectorAll("main textarea, main input:not([type=hidden])");
    if ([...typed].every((field) => !field.value)) location.replace(location.pathname + location.search);
  };
  const tick = () => {
    for (const element of document.querySelectorAll("[data-countdown]")) {
      const figure = element.querySelector("b");
      if (!ends.has(element)) {
        ends.set(element, performance.now() + Number(element.dataset.countdown) * 1000);
        element.querySelector("span").className = "vh";
        figure.hidden = false;
      }
      const left = Math.max(0, Math.round((ends.get(element) - performance.now()) / 1000));
      const text = left ? `in ${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : figure.dataset.over;
      if (figure.textContent !== text) figure.textContent = text;
      if (!left && !waits && element.closest("[data-anew]")) {
        waits = true;
        setTimeout(anew, Number(element.dataset.countdown) ? SOON : LATE);
      }
    }
  };
  setInterval(tick, 1000);
  document.addEventListener("htmx:afterSettle", tick);
  tick();
})();
