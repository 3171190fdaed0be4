/* The map of the overview: what the server put together for the frame in view, and the frame in the address. */
import { createMap } from "./map.js";

/* After the last movement of the map it is asked anew, in milliseconds. */
const REST = 180;
/* The first view holds so much of the incidents; a few far away do not make everything small. */
const HELD = 0.94;
/* The zoom at which the first view is worked out, and the closest that it takes. */
const ROUGH = 7, CLOSEST = 9;

/** Draw the map of the overview; null where none can be drawn. */
export async function overviewMap(element, root, go) {
  const asked = placeOf(new URL(location.href));
  const map = await createMap(element, asked ?? {});
  return map && new Overview(map, root, go, Boolean(asked));
}

class Overview {
  constructor(map, root, go, placed) {
    Object.assign(this, { map, root, go, placed, asking: null, timer: 0, points: [], shown: "" });
    map.map.on("moveend", (event) => this.moved(Boolean(event.originalEvent || event.byHand)));
    map.onPick((point, at) => this.pick(point, at));
    map.onHover((point, at) => (point ? map.popup(at, words(point)) : map.popup()));
    document.addEventListener("change", (event) => {
      if (event.target.closest("[data-framed]")) this.frame(event.target.checked);
    });
    document.addEventListener("click", (event) => {
      if (event.target.closest("[data-fit]")) this.fitAll(true);
    });
  }

  /** Show the selection that the page is about now. */
  async show() {
    document.querySelectorAll("[data-framed], [data-fit]").forEach((one) => {
      one.hidden = one.matches("[data-framed]") && "coarse" in this.root().dataset;
    });
    const link = this.root().dataset.clusters;
    const anew = link !== this.shown;
    this.shown = link;
    if (anew && !this.placed && !this.framed()) return this.fitAll(false);
    this.keepAddress();
    await this.load();
    if (anew && !this.points.length && Number(this.root().dataset.placed) && !this.framed()) await this.fitAll(true);
  }

  /** Turn to the view that an address names. */
  turnTo(url) {
    const place = placeOf(url);
    if (place) this.map.map.jumpTo(place);
  }

  framed() {
    return new URL(location.href).searchParams.has("box");
  }

  async load() {
    clearTimeout(this.timer);
    const { box, zoom } = this.map.view();
    const found = await this.ask(box, zoom);
    if (found) this.draw(found);
  }

  async ask(box, zoom) {
    this.asking?.abort();
    this.asking = new AbortController();
    const url = new URL(this.root().dataset.clusters, location.href);
    url.searchParams.delete("box");
    url.searchParams.set("frame", box.map((degrees) => degrees.toFixed(4)).join(","));
    url.searchParams.set("zoom", Math.min(22, Math.max(0, zoom)).toFixed(2));
    try {
      const answer = await fetch(url, { signal: this.asking.signal });
      return answer.ok ? (await answer.json()).clusters : null;
    } catch (error) {
      if (error.name !== "AbortError") console.warn("sayso: the map's points could not be fetched", error);
      return null;
    }
  }

  draw(found) {
    const middle = this.map.view().center[0];
    this.points = found.map((one) => ({ ...one, lon: one.lon + 360 * Math.round((middle - one.lon) / 360) }));
    this.map.setPoints(this.points);
  }

  /** Fit the view to where nearly all of the selection lies, then show it. */
  async fitAll(forget) {
    if (forget) this.placed = false;
    const found = await this.ask([-180, -90, 180, 90], ROUGH);
    if (!found) return;
    if (found.length) this.map.fit(trimmed(found), { closest: CLOSEST });
    this.keepAddress();
    await this.load();
  }

  moved(byHand) {
    if (byHand) this.placed = true;
    this.keepAddress();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.framed() ? this.frame(true, true) : this.load()), REST);
  }

  /** Keep the view in the address once somebody has moved the map. */
  keepAddress() {
    const url = new URL(location.href), { center, zoom } = this.map.view();
    if (this.placed) url.searchParams.set("map", [zoom.toFixed(2), center[1].toFixed(4), center[0].toFixed(4)].join("/"));
    else url.searchParams.delete("map");
    if (url.href !== location.href) history.replaceState(history.state, "", url.href.replaceAll("%2F", "/"));
  }

  /** Select only what the map shows, or no longer only that. */
  frame(on, replace = false) {
    const url = new URL(location.href);
    if (on) url.searchParams.set("box", this.map.view().box.map((degrees) => degrees.toFixed(3)).join(","));
    else url.searchParams.delete("box");
    if (on) this.placed = true;
    url.searchParams.delete("after");
    this.go(url, { replace });
  }

  pick(point, at) {
    if (!(point.count > 1)) {
      location.assign(`/incidents/${encodeURIComponent(point.id)}`);
    } else if (point.one_point) {
      this.map.popup(at, together(point, this.atPoint(at)), { stays: true });
    } else {
      this.placed = true;
      this.map.map.easeTo({ center: at, zoom: this.map.map.getZoom() + 2 });
    }
  }

  /** The address of the list of those that lie on one point. */
  atPoint([lon, lat]) {
    const url = new URL(location.href), near = 0.0005;
    const turned = ((lon + 540) % 360) - 180;
    url.searchParams.set("box", [turned - near, lat - near, turned + near, lat + near].map((degrees) => degrees.toFixed(4)).join(","));
    url.searchParams.delete("after");
    return url;
  }

  /** Show the popup of one incident where the map has it by itself. */
  point(id) {
    const found = this.points.find((point) => point.id === id);
    this.map.popup(found && [found.lon, found.lat], found && words(found));
  }

  close() {
    this.map.popup();
  }
}

/** The place that an address names as `map=zoom/latitude/longitude`, null if it names none. */
function placeOf(url) {
  const parts = (url.searchParams.get("map") ?? "").split("/").map(Number);
  const [zoom, lat, lon] = parts;
  if (parts.length !== 3 || !parts.every(Number.isFinite) || Math.abs(lat) > 85 || zoom < 0) return null;
  return { zoom, center: [lon, lat] };
}

/** The points between the shares of either end, by their counts, along both axes. */
function trimmed(points) {
  const between = (axis) => {
    const sorted = [...points].sort((a, b) => a[axis] - b[axis]);
    const whole = sorted.reduce((sum, point) => sum + point.count, 0), edge = (whole * (1 - HELD)) / 2;
    let run = 0;
    const inner = sorted.filter((point) => { const before = run; run += point.count; return run > edge && before < whole - edge; });
    return [inner[0][axis], inner.at(-1)[axis]];
  };
  const [west, east] = between("lon"), [south, north] = between("lat");
  return [{ lon: west, lat: south }, { lon: east, lat: north }];
}

function line(text, style = "") {
  const found = document.createElement("p");
  found.textContent = text;
  found.className = style;
  found.dir = "auto";
  return found;
}

function words(point) {
  const box = document.createElement("div");
  box.className = "pop";
  if (point.count > 1) {
    box.append(line(`${point.count.toLocaleString("en")} incidents${point.one_point ? " at one point" : ""}`, "kind"));
    const counts = typeof point.by_status === "string" ? JSON.parse(point.by_status) : point.by_status;
    box.append(line(Object.entries(counts ?? {}).map(([status, count]) => `${count.toLocaleString("en")} ${status}`).join(", "), "dim"));
    return box;
  }
  box.append(line((point.kind ?? "incident").replaceAll("_", " "), "kind"));
  box.append(line([point.place, point.day].filter(Boolean).join(" · ")));
  const stand = line(point.status);
  stand.className = `status ${point.status}`;
  box.append(stand);
  if (point.precision && !["exact", "settlement"].includes(point.precision)) box.append(line(`placed by ${point.precision}`, "dim"));
  return box;
}

function together(point, url) {
  const box = words(point), link = document.createElement("a");
  link.href = url.pathname + url.search;
  link.textContent = "List them";
  box.append(link);
  return box;
}
