/* What every page does: keys. A page says what a key does by `data-key` on a button, link, disclosure or part with a field;
   `data-own` says what it does while the focus is in that `data-scope`. `data-act` marks a reviewer's verdict, `data-item`
   the entries that j and k choose, `data-walk` the links that they go through. Silent while somebody types. Pages work
   without it. */
const typing = (target) => target.closest?.("input, textarea, select, [contenteditable], dialog");
const ACTS = { a: '[data-act="accept"]', r: '[data-act="reject"]' };
const FIELDS = "input:not([type=hidden]), select, textarea";

/** Choose the next or previous entry, or go to the next or previous link; tells whether there is any. */
function step(by) {
  const items = [...document.querySelectorAll("[data-item]")], links = [...document.querySelectorAll("[data-walk]")].filter((link) => link.checkVisibility());
  if (items.length) {
    const now = items.findIndex((item) => item.closest("[aria-current]"));
    const next = items[Math.max(0, Math.min(items.length - 1, now + by))];
    if (next && items.indexOf(next) !== now) next.click();
  } else if (links.length) {
    const now = links.indexOf(document.activeElement);
    const next = links[now < 0 && by < 0 ? links.length - 1 : Math.max(0, Math.min(links.length - 1, now + by))];
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }
  return items.length + links.length > 0;
}

function meant(key) {
  const own = document.activeElement?.closest("[data-scope]")?.querySelector(`[data-own="${CSS.escape(key)}"]`);
  return own ?? document.querySelector(`[data-key="${CSS.escape(key)}"]`) ?? (ACTS[key] && document.querySelector(ACTS[key]));
}

function press(key) {
  const found = meant(key);
  if (!found || found.disabled) return false;
  if (found.matches("a, button")) {
    found.click();
    return true;
  }
  if (found.localName === "details") found.open = true;
  const field = found.querySelector("[data-first]") ?? found.querySelector(FIELDS);
  field?.focus({ preventScroll: true });
  (field ?? found).scrollIntoView({ block: "nearest" });
  return true;
}

function help() {
  const box = document.createElement("dialog");
  box.setAttribute("aria-labelledby", "keys-title");
  box.append(document.getElementById("keys-known").content.cloneNode(true));
  box.querySelector("button").addEventListener("click", () => box.close());
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    if (event.target.closest?.("dialog")) return;
    if (typing(event.target)) event.target.blur();
    document.querySelectorAll("details[data-key][open], details[data-own][open]").forEach((one) => { one.open = false; });
    return;
  }
  if (typing(event.target)) return;
  if (event.key === "?") help();
  else if (event.key === "j" || event.key === "k") {
    if (!step(event.key === "j" ? 1 : -1)) return;
  } else if (event.key === "/" && location.pathname !== "/") {
    const search = document.querySelector("main [data-search], main input[type=search]");
    if (search) search.focus();
    else location.assign("/#f-words");
  } else if (!press(event.key)) return;
  event.preventDefault();
});
