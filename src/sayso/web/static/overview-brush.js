/* Days chosen by dragging over the bars of the timeline. Each bar is also a link to its own days. */

/* A pointer that moved less than this, in pixels, was a click. */
const CLICK = 4;

/** Let days be dragged over `svg`; calls `go` with the address of the days from the first bar to the last. */
export function brush(svg, go) {
  if (!svg || svg.dataset.wired) return;
  svg.dataset.wired = "yes";
  svg.classList.add("drags");
  const hint = document.querySelector("[data-brush-hint]");
  if (hint) hint.hidden = false;
  const drawn = svg.querySelector(".brush");
  let from = null, moved = false;
  const across = (event) => {
    const frame = svg.getBoundingClientRect();
    return Math.max(0, Math.min(1, (event.clientX - frame.left) / frame.width));
  };
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    from = across(event);
    moved = false;
  });
  svg.addEventListener("pointermove", (event) => {
    if (from === null) return;
    const to = across(event), width = svg.getBoundingClientRect().width;
    if (!moved && Math.abs(to - from) * width < CLICK) return;
    if (!moved) svg.setPointerCapture(event.pointerId);
    moved = true;
    drawn.setAttribute("x", 720 * Math.min(from, to));
    drawn.setAttribute("width", 720 * Math.abs(to - from));
  });
  svg.addEventListener("pointerup", (event) => {
    if (from !== null && moved) choose(svg, go, Math.min(from, across(event)), Math.max(from, across(event)));
    from = null;
  });
  svg.addEventListener("pointercancel", () => {
    from = null;
    drawn.setAttribute("width", 0);
  });
  svg.addEventListener("click", (event) => {
    if (!moved) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
}

function choose(svg, go, left, right) {
  const first = Date.parse(svg.dataset.first), whole = Date.parse(svg.dataset.last) + 86_400_000 - first;
  const day = (share) => new Date(Math.min(first + share * whole, first + whole - 1)).toISOString().slice(0, 10);
  const url = new URL(location.href);
  url.searchParams.set("since", day(left));
  url.searchParams.set("until", day(right));
  url.searchParams.delete("after");
  if (url.searchParams.get("only") === "undated") url.searchParams.delete("only");
  go(url);
}
