// Prepares the page for textual-serve's textual.js, which makes the terminal in #terminal when its
// `window.onload` is called: by then the font must be there, because it measures the font once.
"use strict";

(async () => {
  const terminal = document.getElementById("terminal");
  const colours = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
  const [visit] = performance.getEntriesByType("navigation");
  const start = visit !== undefined && visit.type !== "navigate" ? "again" : "new";
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const base = `${scheme}//${location.host}${location.pathname}`;
  terminal.dataset.sessionWebsocketUrl = `${base}window/${colours}/${start}`;

  const restart = document.getElementById("start");
  restart.addEventListener("click", () => location.reload());
  new MutationObserver(() => {
    // textual.js sets both: when its websocket is open (it sends what has the focus), and closed.
    const states = document.body.classList;
    if (states.contains("-closed")) restart.focus();
    else if (states.contains("-loaded")) terminal.querySelector("textarea").focus();
  }).observe(document.body, { attributeFilter: ["class"] });

  const blocked = document.getElementById("blocked");
  const link = blocked.querySelector("a");
  const open = window.open.bind(window);
  const dismiss = () => {
    blocked.hidden = true;
    terminal.querySelector("textarea").focus();
  };
  link.addEventListener("click", dismiss);
  blocked.addEventListener("keydown", (event) => {
    if (event.key === "Escape") dismiss();
  });
  window.open = (address, target) => {
    const tab = open(address, target);
    blocked.hidden = tab !== null;
    if (tab === null) {
      link.href = link.textContent = address;
      link.focus(); // Enter opens it, which no browser blocks; Esc leaves it
    } else if (target === "_blank") {
      tab.opener = null;
    }
    return tab;
  };

  await Promise.allSettled(
    ["", "bold ", "italic "].map((style) => document.fonts.load(`${style}16px "Roboto Mono"`, "ằ")),
  );
  const script = document.createElement("script");
  script.src = "files/textual.js";
  script.addEventListener("load", (event) => {
    const begin = window.onload;
    window.onload = null; // the page itself may not be loaded yet, and would begin once more
    begin(event);
  });
  document.head.append(script);
})();
