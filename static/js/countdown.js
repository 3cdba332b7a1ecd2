// After an act of the show day: how long until fans hear of it. The words stay for those who listen,
// the figure ticks for those who look.
(() => {
  const ends = new WeakMap();
  const tick = () => {
    for (const element of document.querySelectorAll("[data-countdown]")) {
      const figure = element.querySelector("b");
      if (!ends.has(element)) {
        ends.set(element, performance.now() + Number(element.dataset.countdown) * 1000);
        element.querySelector("span").className = "vh";
        figure.hidden = false;
      }
      const left = Math.max(0, Math.round((ends.get(element) - performance.now()) / 1000));
      const text = left ? `in ${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : "now";
      if (figure.textContent !== text) figure.textContent = text;
    }
  };
  setInterval(tick, 1000);
  document.addEventListener("htmx:afterSettle", tick);
  tick();
})();
