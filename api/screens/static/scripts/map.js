// @ts-check
// The map: stations, their circles, homes and tours. Tiles only where the service was given an address of them.

/** @typedef {[number, number]} Point */
/** @typedef {{at: Point, name: string}} Station */
/** @typedef {{mode: string, name: string, metres: number}} Ring */
/** @typedef {{at: Point, name: string, minutes: number | null, inside: boolean}} Home */
/** @typedef {{name: string, base: Point, stops: {at: Point, name: string, clock: string}[]}} Tour */
/** @typedef {{tiles: string, credit: string, stations: Station[], rings: Ring[], homes: Home[], tours: Tour[]}} Drawing */

/** @type {any} Leaflet, loaded before this module. */
const L = /** @type {any} */ (globalThis).L;
const INK = { accent: "#9d1b1b", ring: "#4a555e", tours: ["#0b4f8a", "#8a1f5c", "#1c6b3a", "#7a4b00", "#2a3f8f", "#4a555e"] };
const DASHES = ["", "10 6", "2 6", "14 6 2 6"];
const MANY = 400;
/** Beyond so many homes each is a plain dot: signs one can walk through by keyboard would be too many. */

/** @param {string} id */
const found = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @param {string} kind @param {string} sign */
const pin = (kind, sign) => {
  const span = document.createElement("span");
  span.className = `pin ${kind}`;
  span.textContent = sign;
  return L.divIcon({ className: "", html: span, iconSize: [26, 26], iconAnchor: [13, 13] });
};

/** @param {string} words */
const label = (words) => {
  const span = document.createElement("span");
  span.lang = "zh";
  span.textContent = words;
  return span;
};

const box = found("map");
const words = box.dataset;

/** @param {any} map @param {Drawing} drawing */
const drawStations = (map, drawing) => {
  for (const station of drawing.stations) {
    for (const ring of drawing.rings) {
      const chosen = ring.mode === words.mode;
      L.circle(station.at, {
        radius: ring.metres, color: chosen ? INK.accent : INK.ring, weight: chosen ? 3 : 1, dashArray: chosen ? "" : "4 6",
        fill: chosen, fillOpacity: 0.08, interactive: false,
      }).addTo(map);
    }
    L.marker(station.at, { icon: pin("station", "站"), title: station.name, alt: station.name, zIndexOffset: 1000 })
      .bindTooltip(label(station.name)).addTo(map);
  }
};

/** @param {any} map @param {Home[]} homes */
const drawHomes = (map, homes) => {
  for (const home of homes) {
    const told = `${home.name} · ${home.minutes ?? "—"} ${words.minutes}`;
    const mark = homes.length > MANY
      ? L.circleMarker(home.at, { radius: home.inside ? 4 : 6, color: home.inside ? "#1c6b3a" : INK.accent, fillOpacity: home.inside ? 1 : 0 })
      : L.marker(home.at, { icon: home.inside ? pin("inside", "●") : pin("outside", "▲"), title: told, alt: told });
    mark.bindTooltip(label(told)).addTo(map);
  }
};

/** @param {any} map @param {Tour[]} tours */
const drawTours = (map, tours) => {
  tours.forEach((tour, number) => {
    const line = [tour.base, ...tour.stops.map((stop) => stop.at), tour.base];
    const color = INK.tours[number % INK.tours.length];
    L.polyline(line, { color, weight: 4, dashArray: DASHES[Math.floor(number / INK.tours.length) % DASHES.length] })
      .bindTooltip(label(tour.name), { sticky: true }).addTo(map);
    L.marker(tour.base, { icon: pin("base", ""), title: tour.name, alt: tour.name }).bindTooltip(label(tour.name)).addTo(map);
    tour.stops.forEach((stop, order) => {
      const told = `${stop.clock} ${tour.name} → ${stop.name}`;
      L.marker(stop.at, { icon: pin("stop", `${order + 1}`), title: told, alt: told, zIndexOffset: 500 }).bindTooltip(label(told)).addTo(map);
    });
  });
};

/** @param {Drawing} drawing */
const draw = (drawing) => {
  box.replaceChildren();
  const map = L.map(box, { zoomControl: false, attributionControl: Boolean(drawing.tiles), preferCanvas: drawing.homes.length > MANY });
  L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  L.control.scale({ imperial: false, maxWidth: 200 }).addTo(map);
  if (drawing.tiles) {
    map.attributionControl.setPrefix(false);
    L.tileLayer(drawing.tiles, { attribution: label(drawing.credit).outerHTML, maxZoom: 18 }).addTo(map);
  }
  const widest = drawing.rings.find((ring) => ring.mode === words.mode)?.metres ?? 1000;
  const bounds = L.latLngBounds([]);
  for (const station of drawing.stations) bounds.extend(L.latLng(station.at).toBounds(2 * widest));
  for (const home of drawing.homes) bounds.extend(home.at);
  map.fitBounds(bounds, { padding: [20, 20] });
  drawStations(map, drawing);
  drawHomes(map, drawing.homes);
  drawTours(map, drawing.tours);
};

/** @type {Drawing} */
const drawing = JSON.parse(found("drawing").textContent ?? "");
if (drawing.stations.length) draw(drawing);
