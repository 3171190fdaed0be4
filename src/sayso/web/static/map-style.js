/* The base map: land, borders, names of countries and towns in the fonts of the machine, or tiles; in the page's colours. */

const FONT = ["system-ui"];
/* From which zoom on a town of so many people has its name on the map. */
const SHOWN_FROM = ["step", ["zoom"], 3e6, 4, 1e6, 5, 3e5, 6, 1e5, 7, 5e4, 8, 0];

export const usesTiles = (element) => Boolean(element.dataset.tiles);

/** The colours of the page now, by the names of their CSS properties. */
export function inks() {
  const style = getComputedStyle(document.documentElement);
  const names = ["card", "voice", "no", "yes", "doubt", "dim", "map-water", "map-land", "map-border", "map-name", "map-town"];
  return Object.fromEntries(names.map((name) => [name.replace("map-", ""), style.getPropertyValue(`--${name}`).trim()]));
}

/** A style without glyphs, sprites or anything from outside, except the tiles that the settings name. */
export function baseStyle(element, land, names) {
  const paint = basePaint();
  const sky = { id: "water", type: "background", paint: paint.water };
  if (usesTiles(element)) {
    const tiles = { type: "raster", tiles: [element.dataset.tiles], tileSize: 256, maxzoom: 19 };
    return { version: 8, sources: { tiles }, layers: [sky, { id: "tiles", type: "raster", source: "tiles" }] };
  }
  const here = (path) => new URL(path, location.href).href;
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data: unrolled(land) },
      borders: { type: "geojson", data: here("/static/vendor/borders.json") },
      countries: { type: "geojson", data: names },
      towns: { type: "geojson", data: here("/map/towns.json") },
    },
    layers: [
      sky,
      { id: "land", type: "fill", source: "land", paint: paint.land },
      { id: "borders", type: "line", source: "borders", paint: paint.borders },
      {
        id: "towns", type: "symbol", source: "towns", minzoom: 3, filter: [">=", ["get", "p"], SHOWN_FROM], paint: paint.towns,
        layout: { "text-field": ["get", "n"], "text-font": FONT, "text-size": ["interpolate", ["linear"], ["zoom"], 4, 10, 10, 13], "symbol-sort-key": ["-", ["get", "p"]], "text-padding": 4, "text-anchor": "top", "text-offset": [0, 0.5] },
      },
      {
        id: "countries", type: "symbol", source: "countries", maxzoom: 7, paint: paint.countries, filter: [">=", ["get", "size"], ["step", ["zoom"], 60, 2, 12, 3, 3, 4, 0.4, 5, 0]],
        layout: { "text-field": ["get", "name"], "text-font": FONT, "text-transform": "uppercase", "text-letter-spacing": 0.08, "text-max-width": 7, "text-size": ["interpolate", ["linear"], ["zoom"], 2, 9, 6, 13], "symbol-sort-key": ["-", ["get", "size"]] },
      },
    ],
  };
}

/** Paint the map anew after the page went dark or light. */
export function repaint(map, more) {
  for (const [layer, paint] of Object.entries({ ...basePaint(), ...more })) {
    if (map.getLayer(layer)) for (const [name, value] of Object.entries(paint)) map.setPaintProperty(layer, name, value);
  }
}

function basePaint() {
  const ink = inks();
  const name = { "text-halo-color": ink.land, "text-halo-width": 1.2 };
  return {
    water: { "background-color": ink.water },
    land: { "fill-color": ink.land, "fill-outline-color": ink.border },
    borders: { "line-color": ink.border, "line-width": ["interpolate", ["linear"], ["zoom"], 2, 0.7, 8, 1.8] },
    towns: { ...name, "text-color": ink.town },
    countries: { ...name, "text-color": ink.name },
  };
}

/* Rings that cross the 180th meridian go on beyond it, and one around a pole is closed over the pole: a flat map needs both. */
function unrolled(land) {
  const part = (rings) => rings.map(unroll);
  const features = land.features.map(({ geometry, ...rest }) => {
    const coordinates = geometry.type === "Polygon" ? part(geometry.coordinates) : geometry.coordinates.map(part);
    return { ...rest, geometry: { type: geometry.type, coordinates } };
  });
  return { type: "FeatureCollection", features };
}

function unroll(ring) {
  let turns = 0;
  const flat = ring.map(([lon, lat], n) => {
    if (n && Math.abs(lon - ring[n - 1][0]) > 180) turns += lon < ring[n - 1][0] ? 1 : -1;
    return [lon + 360 * turns, lat];
  });
  if (!turns) return flat;
  const pole = flat[0][1] < 0 ? -90 : 90;
  return [...flat, [flat.at(-1)[0], pole], [flat[0][0], pole], flat[0]];
}

/** One point for the name of each country, in the middle of its largest part; `size` in square degrees. */
export function countryLabels(land) {
  const features = (land?.features ?? []).map(({ properties, geometry }) => {
    const parts = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    const rings = parts.map(([ring]) => middle(unroll(ring))).sort((a, b) => b.size - a.size);
    return { type: "Feature", properties: { name: properties.name, size: rings[0].size }, geometry: { type: "Point", coordinates: rings[0].at } };
  });
  return { type: "FeatureCollection", features };
}

/** The centroid of a ring and its area, both on the flat of degrees. */
function middle(ring) {
  let twice = 0, x = 0, y = 0;
  for (let n = 0; n + 1 < ring.length; n++) {
    const [ax, ay] = ring[n], [bx, by] = ring[n + 1], part = ax * by - bx * ay;
    twice += part;
    x += (ax + bx) * part;
    y += (ay + by) * part;
  }
  return { size: Math.abs(twice) / 2, at: twice ? [x / (3 * twice), y / (3 * twice)] : ring[0] };
}
