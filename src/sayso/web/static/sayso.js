/* What every page does: keys. A page says what a key does by `data-key` on a button, link or disclosure; `data-act` marks a
   reviewer's verdict, `data-item` the entries that j and k walk. Silent while somebody types. Pages work without it. */
const typing = (target) => target.closest?.("input, textarea, select, [contenteditable], dialog");
const ACTS = { a: '[data-act="accept"]', r: '[data-act="reject"]' };

function step(by) {
  const items = [...document.querySelectorAll("[data-item]")];
  const now = items.findIndex((item) => item.closest("[aria-current]"));
  const next = items[Math.max(0, Math.min(items.length - 1, now + by))];
  if (next && items.indexOf(next) !== now) next.click();
}

function press(key) {
  const found = document.querySelector(`[data-key="${CSS.escape(key)}"]`) ?? (ACTS[key] && document.querySelector(ACTS[key]));
  if (!found || found.disabled) return false;
  if (found.localName === "details") {
    found.open = true;
    found.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  } else found.click();
  return true;
}

function help() {
  const box = document.createElement("dialog");
  const title = document.createElement("h2");
  title.textContent = "Keys";
  const list = document.createElement("ul");
  const known = { "?": "this help", "/": "search", j: "next", k: "previous", a: "accept", r: "reject", e: "edit", m: "merge", c: "comment", u: "undo", Esc: "cancel" };
  for (const [key, does] of Object.entries(known)) {
    const line = document.createElement("li");
    const cap = document.createElement("kbd");
    cap.textContent = key;
    line.append(cap, ` ${does}`);
    list.append(line);
  }
  box.append(title, list);
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    if (typing(event.target)) event.target.blur();
    document.querySelectorAll("details[data-key][open]").forEach((one) => { one.open = false; });
    return;
  }
  if (typing(event.target)) return;
  if (event.key === "?") help();
  else if ((event.key === "j" || event.key === "k") && document.querySelector("[data-item]")) step(event.key === "j" ? 1 : -1);
  else if (event.key === "/" && location.pathname !== "/") location.assign("/");
  else if (!press(event.key)) return;
  event.preventDefault();
});
