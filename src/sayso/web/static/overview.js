/* The overview: draws the map of the selection, lets days be dragged, keeps the view in the address, moves through the list.
   Everything is also there as links and fields; a change of filters swaps the page's content and leaves the map standing. */
import { brush } from "./overview-brush.js";
import { overviewMap } from "./overview-map.js";

const root = () => document.getElementById("overview");
const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]");

/** Show another address of the overview, as a new step of the history or in place of the present one. */
export function go(url, { replace = false } = {}) {
  const path = url.pathname + url.search;
  if (!window.htmx) return location.assign(path);
  if (replace) history.replaceState(history.state, "", path);
  return window.htmx.ajax("GET", path, { target: "#overview", select: "#overview", swap: "outerMorph", push: replace ? null : path });
}

/* Back and forward keep the map too. */
document.addEventListener("htmx:before:history:restore", (event) => {
  if (location.pathname !== "/" || !root()) return;
  event.preventDefault();
  window.htmx.ajax("GET", location.pathname + location.search, { target: "#overview", select: "#overview", swap: "outerMorph" }).then(() => map?.turnTo(new URL(location.href)));
});

const element = document.querySelector("[data-map]");
const map = element ? await overviewMap(element, root, go) : null;
map?.show();

function wire() {
  brush(document.querySelector("[data-brush]"), go);
  fillLists();
}
wire();
document.addEventListener("htmx:after:swap", () => {
  if (!root()) return;
  wire();
  map?.show();
});

/* Values that the ledger has, for the fields to propose; fetched when one of them is first used. */
let values = null;
function fillLists() {
  for (const field of document.querySelectorAll(".filters input[list]")) {
    field.value = ""; // what was typed is a chip now
    if (field.dataset.wired) continue;
    field.dataset.wired = "yes";
    field.addEventListener("focus", async () => {
      values ??= fetch("/api/v1/vocabulary").then((answer) => (answer.ok ? answer.json() : {}));
      const found = await values;
      const list = document.getElementById(field.getAttribute("list"));
      if (list.childElementCount) return;
      for (const { value, label } of found[field.name] ?? []) {
        const option = document.createElement("option");
        option.value = value;
        if (label) option.label = label;
        list.append(option);
      }
    }, { once: true });
  }
}

if (location.hash === "#f-words") document.getElementById("f-words")?.focus();

/* Keys: / to search, j and k through the list, Esc leaves the search and closes what is open. */
let at = null;
function step(by) {
  const rows = [...document.querySelectorAll("[data-row]")];
  if (!rows.length) return;
  const now = rows.findIndex((row) => row.dataset.row === at);
  const next = rows[Math.max(0, Math.min(rows.length - 1, now + by))];
  at = next.dataset.row;
  rows.forEach((row) => row.classList.toggle("here", row === next));
  next.querySelector("[data-open]").focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  map?.point(at);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    map?.close();
    document.querySelectorAll("details.export[open], details.more[open]").forEach((one) => { one.open = false; });
    if (typing(event.target)) event.target.blur();
    return;
  }
  if (typing(event.target)) return;
  const act = { "/": () => document.querySelector("[data-search]")?.focus(), j: () => step(1), k: () => step(-1) }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.export[open]")) if (!menu.contains(event.target)) menu.open = false;
});
