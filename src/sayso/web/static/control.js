/* The control page: a slider over the days, the table of a day fetched as the server writes it, the map beside it. */
import { createMap } from "./map.js";

const form = document.querySelector(".day-form"), element = document.querySelector("#map");
const region = () => document.querySelector("#control-on");
const points = () => JSON.parse(region().dataset.points);
let drawn = null, asked = 0;

if (form) {
  const days = JSON.parse(form.dataset.days), slider = form.querySelector("#day-slider"), date = form.querySelector("#day-on");
  form.querySelector(".slider").hidden = false;
  const said = () => slider.setAttribute("aria-valuetext", days[slider.value]);
  said();
  let waiting = 0;
  slider.addEventListener("input", () => {
    date.value = days[slider.value];
    said();
    clearTimeout(waiting);
    waiting = setTimeout(() => show(date.value), 120);
  });
  date.addEventListener("change", () => {
    if (!date.value) return;
    const after = days.findIndex((day) => day > date.value);
    slider.value = after < 0 ? days.length - 1 : Math.max(after - 1, 0);
    said();
    show(date.value);
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); if (date.value) show(date.value); });
  for (const step of ["before", "after"]) {
    form.querySelector(`#day-${step}`)?.addEventListener("click", (event) => {
      event.preventDefault();
      const day = step === "before" ? days.findLast((one) => one < date.value) : days.find((one) => one > date.value);
      if (!day) return;
      date.value = day;
      date.dispatchEvent(new Event("change"));
    });
  }
}

/** Show another day: what the server says of it takes the place of what is here, and the address follows. */
async function show(day) {
  const turn = ++asked, address = new URL(location.href);
  address.searchParams.set("on", day);
  region().setAttribute("aria-busy", "true");
  const answer = await fetch(address, { headers: { accept: "text/html" } }).catch(() => null);
  if (turn !== asked) return; // a newer day was asked for since
  const fresh = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#control-on");
  if (turn !== asked) return;
  if (!fresh) { location.href = address; return; }
  const map = document.querySelector("#control-map");
  region().replaceWith(document.adoptNode(fresh));
  if (map) place(map);
  history.replaceState(null, "", address);
  drawn?.popup([0, 0], null);
  drawn?.setPoints(points());
}

/** The map stands between legend and table, whatever day was fetched; it is drawn once. */
function place(map) {
  region().querySelector("#control-map-place")?.replaceWith(map);
}

if (document.querySelector("#control-map") && region()) place(document.querySelector("#control-map"));
if (element && region()) {
  drawn = await createMap(element, { cooperative: true });
  if (drawn) {
    drawn.fit(JSON.parse(form?.dataset.frame ?? "[]"), { closest: 7, padding: 60 });
    drawn.setPoints(points());
    drawn.onPick((point, at) => {
      const words = document.createElement("p"), link = document.createElement("a"), here = new URL(location.href);
      here.searchParams.delete("on");
      here.searchParams.set("place", point.id);
      link.href = here;
      link.textContent = "All that is told of this place";
      words.textContent = point.title;
      const box = document.createElement("div");
      box.append(words, link);
      drawn.popup(at, box);
    });
  }
}
