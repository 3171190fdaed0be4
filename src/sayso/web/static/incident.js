/* The page of an incident: its map, and where the eye goes after a form was sent. The page works without it. */
import { createMap, MARKS } from "./map.js";

async function draw() {
  const box = document.getElementById("map");
  const items = [...document.querySelectorAll("#place-list [data-lat]")];
  if (!box || box.dataset.drawn || !items.length) return;
  box.dataset.drawn = "yes";
  const points = items.map((item) => ({
    lat: Number(item.dataset.lat), lon: Number(item.dataset.lon), title: item.dataset.name, precision: item.dataset.precision,
    status: item.dataset.status, mark: MARKS[item.dataset.status], ...(item.dataset.halo ? { halo_km: Number(item.dataset.halo) } : {}),
  }));
  const map = await createMap(box, { center: [points[0].lon, points[0].lat], zoom: 6, cooperative: true });
  if (!map) return;
  map.setPoints(points);
  map.fit(points);
  map.onPick((point, at) => {
    const name = document.createElement("p");
    name.textContent = point.title;
    name.dir = "auto";
    map.popup(at, name);
  });
}

draw();
document.addEventListener("htmx:after:swap", () => {
  draw();
  document.getElementById("notice")?.focus();
});
