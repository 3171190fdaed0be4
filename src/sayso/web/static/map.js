/* The map that all pages share: a base map that needs no network, points with the reach of their precision, popups.
   Whatever it cannot do it says in the element itself; the table beside it stays. */
import { baseStyle, countryLabels, inks, repaint, usesTiles } from "./map-style.js";

/* How far from its point an act may have been, in kilometres, where the map has nothing better than the name of the
   precision: a town's edge, half a district, half a province, half a country of middling size. */
export const HALO_KM = { exact: 0, settlement: 3, district: 20, province: 80, country: 250, unknown: 0 };
export const MARKS = { single: "", corroborated: "✓", disputed: "✗", retracted: "↩" };

const VENDOR = "/static/vendor/";
const KM_A_DEGREE = 111.195; // of latitude, on a sphere of the Earth's mean radius
const HALO_CORNERS = 48;
/* The first name gives the weight; the machine has the one or the other. */
const BOLD = ["Noto Sans Bold", "system-ui"];
const EMPTY = { type: "FeatureCollection", features: [] };

/** Draw a map into an element made by `map.box` of parts/map.html; null where none can be drawn.
 *  `center` is [longitude, latitude]. The promise is kept once the map can take points. */
export async function createMap(element, options = {}) {
  if (!("built" in element.dataset)) {
    return saying(element, "The map is not built into this installation; ", "make assets", " builds it. The list has everything that it would show.");
  }
  if (!drawable()) return saying(element, "This browser cannot draw maps (it has no WebGL). The list has everything that the map would show.");
  try {
    const [library, land] = await Promise.all([import(`${VENDOR}maplibre-gl.mjs`), usesTiles(element) ? null : json(`${VENDOR}land.json`)]);
    return await drawn(library, land, element, options);
  } catch (error) {
    console.warn("sayso: the map could not be drawn", error);
    return saying(element, "The map could not be drawn here. The list has everything that it would show.");
  }
}

async function drawn(library, land, element, { interactive = true, center = [20, 20], zoom = 1.2, maxZoom = 14, cooperative = false }) {
  const ground = document.createElement("div");
  ground.className = "map-ground";
  element.replaceChildren(ground);
  const map = new library.Map({
    container: ground, style: baseStyle(element, land, countryLabels(land)), center, zoom, maxZoom, interactive,
    cooperativeGestures: cooperative, attributionControl: false, dragRotate: false, pitchWithRotate: false, maxPitch: 0,
    fadeDuration: 0, locale: { "Map.Title": "Move with the arrow keys, come closer with +" },
  });
  if (interactive) {
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.addControl(new library.NavigationControl({ showCompass: false }), "top-right");
  }
  map.addControl(new library.ScaleControl({ maxWidth: 90 }), "bottom-left");
  element.append(credit(element));
  await new Promise((done) => map.once("load", done));
  overlay(map);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => repaint(map, pointPaint()));
  map.on("idle", () => { if ("points" in element.dataset) element.dataset.ready = "yes"; });
  return new Drawn(library, map, element);
}

/** A map on the page. Points are objects: `lon`, `lat` (degrees), and where known `id`, `title`, `status`, `precision`,
 *  `halo_km` (kilometres, for a coarsened place), `count` (more than one makes it a cluster), `color`, `mark`. */
class Drawn {
  constructor(library, map, element) {
    Object.assign(this, { library, map, element, open: null, stays: false, over: "" });
  }

  /** Show these points and no others. */
  setPoints(points) {
    this.map.getSource("points").setData({ type: "FeatureCollection", features: points.map(feature) });
    this.map.getSource("halos").setData({ type: "FeatureCollection", features: points.map(halo).filter(Boolean) });
    const clusters = points.filter((point) => point.count > 1).length;
    Object.assign(this.element.dataset, { points: points.length - clusters, clusters, ready: "" });
  }

  /** Call `act(point, [lon, lat])` when a point or a cluster is clicked. */
  onPick(act) {
    for (const layer of ["points", "clusters"]) {
      this.map.on("click", layer, (event) => {
        const found = event.features[0];
        act({ ...found.properties }, found.geometry.coordinates);
      });
      this.map.on("mouseenter", layer, () => { this.map.getCanvas().style.cursor = "pointer"; });
      this.map.on("mouseleave", layer, () => { this.map.getCanvas().style.cursor = ""; });
    }
  }

  /** Call `act(point, [lon, lat])` when the pointer comes onto a point or a cluster, `act()` when it leaves. */
  onHover(act) {
    for (const layer of ["points", "clusters"]) {
      this.map.on("mousemove", layer, (event) => {
        const found = event.features[0];
        const key = found.geometry.coordinates.join();
        if (this.stays || key === this.over) return;
        this.over = key;
        act({ ...found.properties }, found.geometry.coordinates);
      });
      this.map.on("mouseleave", layer, () => {
        this.over = "";
        if (!this.stays) act();
      });
    }
  }

  /** Open a popup with a node (built by `textContent`, never from text as HTML) at a place; without one it is closed. One that
   *  `stays` has a button to close it and is not taken away by the pointer. */
  popup(at, node, { stays = false } = {}) {
    this.open?.remove();
    this.open = null;
    this.stays = Boolean(node) && stays;
    if (!node) return;
    this.open = new this.library.Popup({ maxWidth: "22rem", focusAfterOpen: false, closeButton: stays, className: stays ? "" : "passing" });
    this.open.on("close", () => { this.stays = false; });
    this.open.setLngLat(at).setDOMContent(node).addTo(this.map);
  }

  /** Show all of these points, no closer than `closest`. */
  fit(points, { closest = 8, padding = 40 } = {}) {
    if (!points.length) return;
    const lons = points.map((p) => p.lon), lats = points.map((p) => p.lat);
    const box = [[Math.min(...lons), Math.min(...lats)], [Math.max(...lons), Math.max(...lats)]];
    this.map.fitBounds(box, { maxZoom: closest, padding, animate: false });
  }

  /** Return what is in view: `box` [west, south, east, north] in degrees, `zoom`, `center` [lon, lat]. */
  view() {
    const bounds = this.map.getBounds(), center = this.map.getCenter();
    return { box: [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()], zoom: this.map.getZoom(), center: [center.lng, center.lat] };
  }

  remove() {
    this.map.remove();
  }
}

function overlay(map) {
  const paint = pointPaint(), several = [">", ["coalesce", ["get", "count"], 1], 1];
  map.addSource("halos", { type: "geojson", data: EMPTY });
  map.addSource("points", { type: "geojson", data: EMPTY });
  map.addLayer({ id: "halos", type: "fill", source: "halos", paint: paint.halos });
  map.addLayer({ id: "halo-edges", type: "line", source: "halos", paint: paint["halo-edges"] });
  map.addLayer({ id: "clusters", type: "circle", source: "points", filter: several, paint: paint.clusters });
  map.addLayer({ id: "points", type: "circle", source: "points", filter: ["!", several], paint: paint.points });
  const text = { "text-font": BOLD, "text-size": 12, "text-allow-overlap": true, "text-ignore-placement": true };
  map.addLayer({ id: "counts", type: "symbol", source: "points", filter: several, layout: { ...text, "text-field": ["get", "short"] }, paint: paint.counts });
  map.addLayer({ id: "marks", type: "symbol", source: "points", filter: ["!", several], layout: { ...text, "text-size": 11, "text-field": ["get", "mark"] }, paint: paint.marks });
}

function pointPaint() {
  const ink = inks();
  const fill = ["coalesce", ["get", "color"], ["match", ["get", "status"], "disputed", ink.no, "corroborated", ink.yes, "retracted", ink.doubt, ink.voice]];
  return {
    halos: { "fill-color": fill, "fill-opacity": 0.1 },
    "halo-edges": { "line-color": fill, "line-opacity": 0.55, "line-width": 1, "line-dasharray": [3, 2] },
    clusters: {
      "circle-color": ink.voice, "circle-opacity": 0.86, "circle-stroke-color": ink.card, "circle-stroke-width": 1.5,
      "circle-radius": ["interpolate", ["linear"], ["log10", ["get", "count"]], 0.3, 11, 1, 14, 3, 24, 6, 40],
    },
    points: { "circle-color": fill, "circle-radius": 7, "circle-stroke-color": ink.card, "circle-stroke-width": 1.5 },
    counts: { "text-color": ink.card },
    marks: { "text-color": ink.card },
  };
}

function feature(point) {
  const { lon, lat, ...properties } = point;
  if (point.count > 1) properties.short = shorter(point.count);
  properties.mark ??= MARKS[point.status] ?? "";
  return { type: "Feature", geometry: { type: "Point", coordinates: [lon, lat] }, properties };
}

function halo(point) {
  const km = point.halo_km ?? HALO_KM[point.precision] ?? 0;
  if (!km || point.count > 1) return null;
  const high = km / KM_A_DEGREE, wide = high / Math.max(Math.cos((point.lat * Math.PI) / 180), 0.01);
  const ring = Array.from({ length: HALO_CORNERS + 1 }, (_, n) => {
    const turn = (2 * Math.PI * (n % HALO_CORNERS)) / HALO_CORNERS;
    return [point.lon + wide * Math.cos(turn), Math.max(-85, Math.min(85, point.lat + high * Math.sin(turn)))];
  });
  return { type: "Feature", geometry: { type: "Polygon", coordinates: [ring] }, properties: { status: point.status ?? "", ...(point.color && { color: point.color }) } };
}

/** A count as it fits into a circle: 950, 12k, 1.3M. */
export function shorter(count) {
  if (count < 1000) return String(count);
  const [size, unit] = count < 999_500 ? [1000, "k"] : [1_000_000, "M"];
  const scaled = count / size;
  return (scaled < 9.95 ? scaled.toFixed(1).replace(".0", "") : Math.round(scaled)) + unit;
}

function credit(element) {
  const line = document.createElement("p");
  line.className = "map-credit";
  line.textContent = usesTiles(element) ? element.dataset.tilesCredit || "Map tiles: no credit given" : "Map: Natural Earth, GeoNames";
  return line;
}

function saying(element, before, code = "", after = "") {
  const words = document.createElement("p"), command = document.createElement("code");
  words.className = "map-note";
  command.textContent = code;
  words.append(before, ...(code ? [command] : []), after);
  element.replaceChildren(words);
  element.dataset.ready = "none";
  return null;
}

function drawable() {
  const canvas = document.createElement("canvas");
  return Boolean(canvas.getContext("webgl2") || canvas.getContext("webgl"));
}

async function json(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
}
