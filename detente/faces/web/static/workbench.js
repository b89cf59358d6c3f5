// Shortcuts on top of pages that work without them. Nothing is fetched, nothing is stored.
"use strict";
(() => {
  const pages = {
    t: "/", a: "/articles", s: "/statements", o: "/stories", e: "/states", l: "/ledger", r: "/sources",
    c: "/compare", x: "/corrections",
  };
  const items = () => [...document.querySelectorAll(".card .words, .rows > li > a, .full tbody tr td:first-child a")];
  let waiting = false;

  const step = (by) => {
    const all = items();
    if (!all.length) return;
    const at = all.indexOf(document.activeElement);
    const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
    next.focus();
    next.scrollIntoView({ block: "center" });
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "Escape" && typing) return event.target.blur();
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (waiting) {
      waiting = false;
      if (pages[event.key]) window.location.assign(pages[event.key]);
      return;
    }
    switch (event.key) {
      case "/": event.preventDefault(); document.getElementById("find")?.focus(); break;
      case "j": step(1); break;
      case "k": step(-1); break;
      case "g": waiting = true; setTimeout(() => { waiting = false; }, 1500); break;
      case "?": document.getElementById("keys-link")?.click(); break;
    }
  });
})();
