// Keys: "/" asks who knows a name or number, "f" searches, "g" then a letter goes somewhere, j and k move in a list, Enter opens, "?" shows them.
// What bears data-key is pressed by its letter; the space bar is another "n" where nothing has the focus.
"use strict";
(() => {
  const places = { h: "home", b: "briefing", i: "incidents", d: "review", u: "upload", r: "batches", o: "operations", w: "watch", c: "check", s: "subjects", x: "exchange", p: "airport" };
  let leading = false;
  let chosen = -1;

  const typing = (target) => target.closest("input, select, textarea, [contenteditable]");
  const rows = () => [...document.querySelectorAll("[data-list] tbody tr")].filter((row) => row.querySelector("a"));

  function choose(step) {
    const all = rows();
    if (!all.length) return;
    all[chosen]?.classList.remove("chosen");
    chosen = Math.min(Math.max(chosen + step, 0), all.length - 1);
    all[chosen].classList.add("chosen");
    all[chosen].scrollIntoView({ block: "nearest" });
    all[chosen].querySelector("a").focus({ preventScroll: true });
  }

  function go(letter) {
    const link = document.querySelector(`[data-go="${places[letter]}"]`);
    if (link) location.assign(link.href);
  }

  function press(event) {
    const onPage = event.target === document.body || event.target.matches("[data-still]");
    const letter = event.key === " " && onPage ? "n" : event.key;
    const button = /^[a-z]$/.test(letter) && document.querySelector(`[data-key="${letter}"]`);
    if (!button || event.repeat || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    // What htmx brought but has not taken up yet would answer a click past it, as a page of its own.
    if (document.querySelector(".htmx-added")) {
      document.addEventListener("htmx:afterSettle", () => button.click(), { once: true });
    } else button.click();
  }

  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && typing(event.target)) return event.target.blur();
    if (typing(event.target)) return;
    if (leading) {
      // A letter after "g" goes somewhere or nowhere: it must not judge a pair.
      leading = false;
      return go(event.key);
    }
    if (event.key === "/" || event.key === "f") {
      const box = event.key === "/" && document.querySelector("[data-check]");
      const search = box || document.querySelector("[data-search]");
      event.preventDefault();
      if (search) search.focus();
      else go("i");
    } else if (event.key === "g") leading = true;
    else if (event.key === "j") choose(1);
    else if (event.key === "k") choose(-1);
    else if (event.key === "?") document.getElementById("keys")?.showModal();
    else press(event);
  }

  document.addEventListener("keydown", pressed);
  document.addEventListener("htmx:afterSwap", () => { chosen = -1; });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
  });
})();
