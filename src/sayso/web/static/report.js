/* Walking through the marks of a report: n and p, said aloud by the live region. The page works without it. */
const text = document.querySelector(".text");
const spoken = document.getElementById("spoken");
const marks = [...(text?.querySelectorAll(".voice, .cue, .content, .denied, .doubted, .act") ?? [])].filter((mark) => !("part" in mark.dataset));
const NAMES = { voice: "voice", cue: "words that attribute", content: "told", denied: "denied", doubted: "doubted", act: "act" };
let at = -1;

const typing = (event) => event.target.closest("input, textarea, select, [contenteditable]");

function walk(step) {
  if (!marks.length) return;
  marks[at]?.classList.remove("walked");
  at = at < 0 && step < 0 ? marks.length - 1 : (at + step + marks.length) % marks.length;
  const mark = marks[at];
  mark.classList.add("walked");
  mark.tabIndex = -1;
  mark.focus({ preventScroll: true });
  mark.scrollIntoView({ block: "center" });
  const kind = Object.keys(NAMES).find((name) => mark.classList.contains(name));
  const events = kind !== "act" ? "" : [...mark.querySelectorAll("a.to")].map((link) => link.dataset.n).join(", ");
  spoken.textContent = `${mark.title || NAMES[kind]}${events ? ` of event ${events}` : ""}: ${mark.textContent}`;
}

document.addEventListener("keydown", (event) => {
  if (typing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "n" || event.key === "j") walk(1);
  else if (event.key === "p" || event.key === "k") walk(-1);
});
document.getElementById("at")?.scrollIntoView({ block: "center" });
