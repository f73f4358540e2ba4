// @ts-check
// A week of half hours beside the lines from–to: whoever marks half hours fills in the lines, and what is typed is drawn.
// The form sends the lines alone.

const grid = document.getElementById("grid");
const form = /** @type {HTMLFormElement|null} */ (document.getElementById("availability"));
const HALF = 30;

/** @param {string} clock @returns {number} minutes after midnight; 23:59 stands for the midnight after */
const minutes = (clock) => {
  const [hours, rest] = clock.split(":").map(Number);
  return clock === "23:59" ? 24 * 60 : hours * 60 + rest;
};

/** @param {number} minute @returns {string} */
const clock = (minute) =>
  minute >= 24 * 60 ? "23:59" : `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** The lines of a day. @param {number} day @returns {{line: Element, start: HTMLInputElement, end: HTMLInputElement}[]} */
function linesOf(day) {
  const name = `${grid?.dataset.name}.${day}`;
  return [...(form?.querySelectorAll(`input[name="${name}.start"]`) ?? [])].map((start) => {
    const line = /** @type {Element} */ (start.parentElement);
    return {
      line,
      start: /** @type {HTMLInputElement} */ (start),
      end: /** @type {HTMLInputElement} */ (line.querySelector(`input[name="${name}.end"]`)),
    };
  });
}

/** Draws the lines of a day. @param {number} day @param {HTMLElement[]} cells */
function draw(day, cells) {
  const windows = linesOf(day)
    .filter(({ start, end }) => start.value && end.value)
    .map(({ start, end }) => [minutes(start.value), minutes(end.value)]);
  for (const cell of cells) {
    const from = Number(cell.dataset.minute);
    mark(cell, windows.some(([start, end]) => start <= from && from + HALF <= end));
  }
}

/** @param {HTMLElement} cell @param {boolean} free */
function mark(cell, free) {
  cell.setAttribute("aria-selected", String(free));
  const from = Number(cell.dataset.minute);
  cell.setAttribute("aria-label", `${cell.dataset.day} ${clock(from)}–${clock(from + HALF)}, ${free ? grid?.dataset.free : grid?.dataset.not}`);
}

/** Writes the half hours of a day into its lines; times before and after the grid stay. @param {number} day @param {HTMLElement[]} cells */
function write(day, cells) {
  const first = Number(cells[0].dataset.minute);
  const last = Number(cells[cells.length - 1].dataset.minute) + HALF;
  /** @type {[number, number][]} */
  const windows = [];
  for (const { start, end } of linesOf(day)) {
    if (!start.value || !end.value) continue;
    if (minutes(start.value) < first) windows.push([minutes(start.value), Math.min(first, minutes(end.value))]);
    if (minutes(end.value) > last) windows.push([Math.max(last, minutes(start.value)), minutes(end.value)]);
  }
  for (const cell of cells) {
    if (cell.getAttribute("aria-selected") === "true") windows.push([Number(cell.dataset.minute), Number(cell.dataset.minute) + HALF]);
  }
  windows.sort((one, other) => one[0] - other[0]);
  /** @type {[number, number][]} */
  const joined = [];
  for (const [start, end] of windows) {
    const before = joined[joined.length - 1];
    if (before && start <= before[1]) before[1] = Math.max(before[1], end);
    else joined.push([start, end]);
  }
  while (linesOf(day).length < joined.length) {
    const { line } = linesOf(day)[0];
    line.after(line.cloneNode(true));
  }
  linesOf(day).forEach(({ start, end }, number) => {
    start.value = joined[number] ? clock(joined[number][0]) : "";
    end.value = joined[number] ? clock(joined[number][1]) : "";
  });
}

/** @param {HTMLElement} grid */
function build(grid) {
  const first = Number(grid.dataset.from) * 60;
  const last = Number(grid.dataset.until) * 60;
  const days = [...(form?.querySelectorAll(".days > [role=group]") ?? [])].map((one) => one.getAttribute("aria-label") ?? "");
  const table = document.createElement("table");
  table.setAttribute("role", "grid");
  table.setAttribute("aria-label", grid.dataset.label ?? "");
  table.setAttribute("aria-multiselectable", "true");
  const head = table.createTHead().insertRow();
  head.append(document.createElement("td"));
  for (let hour = first; hour < last; hour += 60) {
    const cell = document.createElement("th");
    Object.assign(cell, { scope: "col", colSpan: 2, textContent: clock(hour) });
    head.append(cell);
  }
  const body = table.createTBody();
  /** @type {HTMLElement[][]} */
  const rows = days.map((name) => {
    const row = body.insertRow();
    const label = document.createElement("th");
    Object.assign(label, { scope: "row", textContent: name });
    row.append(label);
    const cells = [];
    for (let minute = first; minute < last; minute += HALF) {
      const cell = row.insertCell();
      cell.setAttribute("role", "gridcell");
      cell.tabIndex = -1;
      Object.assign(cell.dataset, { minute: String(minute), day: name });
      cells.push(cell);
    }
    return cells;
  });
  rows.forEach((cells, day) => draw(day, cells));
  if (rows[0]?.[0]) rows[0][0].tabIndex = 0;
  const hint = document.createElement("p");
  hint.className = "hint";
  hint.textContent = `${grid.dataset.hint} ${grid.dataset.kept}`;
  grid.append(hint, table);
  grid.hidden = false;
  listen(table, rows);
}

/** @param {HTMLTableElement} table @param {HTMLElement[][]} rows */
function listen(table, rows) {
  /** @param {EventTarget|null} target @returns {[number, number]|null} */
  const at = (target) => {
    const cell = target instanceof Element ? target.closest("td[role=gridcell]") : null;
    const day = rows.findIndex((cells) => cells.includes(/** @type {HTMLElement} */ (cell)));
    return day < 0 ? null : [day, rows[day].indexOf(/** @type {HTMLElement} */ (cell))];
  };
  /** @param {number} day @param {number} half @param {boolean} free */
  const set = (day, half, free) => {
    mark(rows[day][half], free);
    write(day, rows[day]);
  };
  /** @param {number} day @param {number} half */
  const isFree = (day, half) => rows[day][half].getAttribute("aria-selected") === "true";
  /** @param {number} day @param {number} half */
  const go = (day, half) => {
    for (const cell of table.querySelectorAll("td[tabindex='0']")) cell.setAttribute("tabindex", "-1");
    rows[day][half].tabIndex = 0;
    rows[day][half].focus();
  };
  /** @type {boolean|null} */
  let painting = null;
  table.addEventListener("pointerdown", (event) => {
    const found = at(event.target);
    if (!found || event.button !== 0) return;
    event.preventDefault();
    painting = !isFree(...found);
    set(...found, painting);
    go(...found);
  });
  table.addEventListener("pointerover", (event) => {
    const found = at(event.target);
    if (found && painting !== null) set(...found, painting);
  });
  window.addEventListener("pointerup", () => (painting = null));
  table.addEventListener("keydown", (event) => {
    const found = at(event.target);
    if (!found) return;
    const [day, half] = found;
    /** @type {Record<string, [number, number]>} */
    const ways = {
      ArrowLeft: [day, half - 1],
      ArrowRight: [day, half + 1],
      ArrowUp: [day - 1, half],
      ArrowDown: [day + 1, half],
      Home: [day, 0],
      End: [day, rows[day].length - 1],
    };
    if (event.key === " " || event.key === "Enter") {
      set(day, half, !isFree(day, half));
      event.preventDefault();
    } else if (ways[event.key]) {
      const [toDay, toHalf] = ways[event.key];
      if (rows[toDay]?.[toHalf]) {
        if (event.shiftKey) set(toDay, toHalf, isFree(day, half));
        go(toDay, toHalf);
      }
      event.preventDefault();
    }
  });
  form?.addEventListener("change", (event) => {
    const name = event.target instanceof HTMLInputElement ? event.target.name.split(".") : [];
    const day = Number(name[1]);
    if (name[0] === grid?.dataset.name && rows[day]) draw(day, rows[day]);
  });
}

if (grid && form) build(grid);
