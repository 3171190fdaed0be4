// Copies what the pages need from the installed npm packages into the Python package, with their licences:
// htmx, MapLibre GL and its worker, and the base map, made from Natural Earth's countries.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { feature, mesh } from "topojson-client";

const here = dirname(fileURLToPath(import.meta.url));
const packages = join(here, "node_modules");
const out = join(here, "..", "src", "sayso", "web", "static", "vendor");
// A ten-thousandth of a degree is eleven metres, far less than the base map is true to.
const DIGITS = 3;

const copies = {
  "htmx.org/dist/htmx.min.js": "htmx.min.js",
  "htmx.org/LICENSE": "htmx.LICENSE.txt",
  "maplibre-gl/dist/maplibre-gl.mjs": "maplibre-gl.mjs",
  "maplibre-gl/dist/maplibre-gl-worker.mjs": "maplibre-gl-worker.mjs",
  "maplibre-gl/dist/maplibre-gl.css": "maplibre-gl.css",
  "maplibre-gl/LICENSE.txt": "maplibre-gl.LICENSE.txt",
  "world-atlas/LICENSE": "world-atlas.LICENSE.txt",
};

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
for (const [from, to] of Object.entries(copies)) copyFileSync(join(packages, from), join(out, to));

const rounded = (value) => (Array.isArray(value) ? value.map(rounded) : Math.round(value * 10 ** DIGITS) / 10 ** DIGITS);
const atlas = JSON.parse(readFileSync(join(packages, "world-atlas", "countries-50m.json"), "utf8"));
const countries = feature(atlas, atlas.objects.countries);
const land = {
  type: "FeatureCollection",
  features: countries.features.map(({ properties, geometry }) => ({
    type: "Feature",
    properties: { name: properties.name },
    geometry: { type: geometry.type, coordinates: rounded(geometry.coordinates) },
  })),
};
const between = mesh(atlas, atlas.objects.countries, (a, b) => a !== b);
const borders = { type: "Feature", properties: {}, geometry: { type: between.type, coordinates: rounded(between.coordinates) } };
writeFileSync(join(out, "land.json"), JSON.stringify(land));
writeFileSync(join(out, "borders.json"), JSON.stringify(borders));
console.log(`assets written to ${out}`);
