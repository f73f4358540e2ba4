// @ts-check
// Looking on while a roster is solved: figures and a line of points from the job's events; at the end on to what changed.

const SECONDS_BETWEEN_LINES = 3;

/** @typedef {{seconds?: number, points?: number|null, unmet?: number|null, gap?: number|null}} Told */

const place = /** @type {HTMLElement} */ (document.getElementById("solving"));
const whole = Number(place.dataset.seconds);
/** @type {[number, number][]} */
const course = [];
let saidAt = -Infinity;

/** @param {string} id @param {string} text */
function write(id, text) {
  const element = document.getElementById(id);
  if (element) element.textContent = text;
}

/** @param {string} pattern @param {Record<string, string|number>} values */
function filled(pattern, values) {
  return pattern.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** @param {number|null|undefined} gap */
const per_cent = (gap) => (gap == null ? (place.dataset.unproved ?? "") : `${(gap * 100).toFixed(1)}%`);

/** The points over the time, the lowest at the bottom. */
function draw() {
  const line = document.querySelector("#spark polyline");
  if (!line || course.length < 2) return;
  const most = Math.max(...course.map((one) => one[1]));
  const least = Math.min(...course.map((one) => one[1]));
  const last = Math.max(course[course.length - 1][0], 0.1);
  const points = course.map(([at, value]) => {
    const y = most === least ? 55 : 5 + (50 * (most - value)) / (most - least);
    return `${((300 * at) / last).toFixed(1)},${y.toFixed(1)}`;
  });
  line.setAttribute("points", points.join(" "));
}

/** @param {Told} told */
function show(told) {
  if (told.points != null) {
    write("points", String(told.points));
    course.push([told.seconds ?? 0, told.points]);
    draw();
  }
  if (told.unmet != null) write("unmet", String(told.unmet));
  if (told.gap !== undefined) write("gap", per_cent(told.gap));
  if (told.seconds === undefined) return;
  write("state", place.dataset.running ?? "");
  const seconds = Math.min(told.seconds, whole);
  document.getElementById("filled")?.setAttribute("width", String((100 * seconds) / whole));
  document.querySelector("[role=progressbar]")?.setAttribute("aria-valuenow", String(Math.round(seconds)));
  write("time", filled(place.dataset.of ?? "", { seconds: Math.round(seconds), whole }));
  const line = document.getElementById("line");
  if (line && told.points != null && told.unmet != null && told.seconds - saidAt >= SECONDS_BETWEEN_LINES) {
    saidAt = told.seconds;
    line.textContent = filled(place.dataset.line ?? "", {
      points: told.points,
      unmet: told.unmet,
      gap: per_cent(told.gap),
    });
  }
}

const events = new EventSource(/** @type {string} */ (place.dataset.events));
for (const kind of ["progress", "incumbent"]) {
  events.addEventListener(kind, (event) => show(JSON.parse(/** @type {MessageEvent} */ (event).data)));
}
events.addEventListener("done", () => {
  events.close();
  window.location.reload();
});
