// @ts-check
// The board by mouse and keyboard: cards open in a drawer, are dragged to other cells, and arrow keys go from cell to cell.
// All of it asks the page on which one changes a visit without scripts; nothing is decided here.

const drawer = /** @type {HTMLDialogElement|null} */ (document.getElementById("drawer"));
const drawn = document.getElementById("drawn");
const said = document.getElementById("said");
const table = /** @type {HTMLTableElement|null} */ (document.getElementById("board"));
/** @type {HTMLElement|null} */
let opener = null;
/** @type {AbortController|null} */
let asking = null;

/** Draws what an address shows into the drawer. @param {string} address */
async function draw(address) {
  if (!drawer || !drawn) return;
  asking?.abort();
  const mine = (asking = new AbortController());
  if (said) said.textContent = said.dataset.waiting ?? "";
  try {
    const answer = await fetch(address, { signal: mine.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const content = page.getElementById("drawn-content") ?? page.querySelector("main .refused");
    if (answer.redirected && !page.getElementById("drawn-content")) {
      window.location.assign(answer.url);
      return;
    }
    drawn.replaceChildren(...(content ? [document.adoptNode(content)] : [drawn.dataset.failed ?? ""]));
  } catch (error) {
    if (mine.signal.aborted) return;
    drawn.replaceChildren(drawn.dataset.failed ?? "");
  }
  for (const field of drawn.querySelectorAll("form[method=post]")) keepPlace(/** @type {HTMLFormElement} */ (field));
  if (!drawer.open) drawer.showModal();
  drawer.scrollTop = 0;
  const heading = drawn.querySelector("h2");
  heading?.setAttribute("tabindex", "-1");
  heading?.focus();
  if (said) said.textContent = "";
}

/** After the change one comes back to the board as it was looked at. @param {HTMLFormElement} form */
function keepPlace(form) {
  if (form.elements.namedItem("back") || !window.location.pathname.startsWith("/board")) return;
  const back = document.createElement("input");
  Object.assign(back, { type: "hidden", name: "back", value: window.location.pathname + (window.location.search || "?") });
  form.append(back);
}

/** @param {HTMLElement} element */
const isInside = (element) => Boolean(drawer?.contains(element));

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || !(event.target instanceof Element)) return;
  const link = /** @type {HTMLAnchorElement|null} */ (event.target.closest("a[href]"));
  if (!link || !drawer) return;
  if (link.matches("[data-leaves]") && isInside(link)) {
    event.preventDefault();
    drawer.close();
  } else if (link.matches("[data-opens]")) {
    event.preventDefault();
    if (!isInside(link)) opener = link;
    draw(link.href);
  }
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.matches("[data-draws]") || !isInside(form)) return;
  event.preventDefault();
  const asked = new URLSearchParams(/** @type {any} */ (new FormData(form)));
  draw(`${form.getAttribute("action")}?${asked}`);
});

drawer?.addEventListener("close", () => {
  asking?.abort();
  opener?.focus();
});

// Dragging

/** @type {HTMLElement|null} */
let dragged = null;

/** @param {HTMLElement} card @param {string} fromVolunteer @param {string} volunteer @param {string} day */
function wish(card, fromVolunteer, volunteer, day) {
  const { need, date, time } = card.dataset;
  const wished = new URLSearchParams({ need: need ?? "", day });
  if (!date) {
    wished.set("do", "add");
    wished.append("volunteers", volunteer);
    return wished;
  }
  wished.set("do", "move");
  wished.set("date", date);
  wished.set("time", time ?? "");
  for (const one of (card.dataset.volunteers ?? "").split(" ").filter(Boolean)) {
    wished.append("volunteers", one === fromVolunteer ? volunteer : one);
  }
  if (!wished.has("volunteers")) wished.append("volunteers", volunteer);
  return wished;
}

/** The cell under the pointer, if something may be dropped there. @param {EventTarget|null} target */
function cellAt(target) {
  const cell = target instanceof Element ? /** @type {HTMLElement|null} */ (target.closest("td[data-date]")) : null;
  return dragged && cell && cell !== dragged.closest("td") && cell.parentElement?.dataset.volunteer ? cell : null;
}

document.addEventListener("dragstart", (event) => {
  const card = event.target instanceof Element ? event.target.closest("[draggable=true]") : null;
  if (!(card instanceof HTMLElement) || !event.dataTransfer) return;
  dragged = card;
  card.classList.add("dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", "");
});

document.addEventListener("dragend", () => {
  dragged?.classList.remove("dragged");
  for (const cell of document.querySelectorAll("td.over")) cell.classList.remove("over");
  dragged = null;
});

table?.addEventListener("dragover", (event) => {
  const cell = cellAt(event.target);
  for (const other of table.querySelectorAll("td.over")) if (other !== cell) other.classList.remove("over");
  if (!cell) return;
  event.preventDefault();
  cell.classList.add("over");
});

table?.addEventListener("drop", (event) => {
  const cell = cellAt(event.target);
  if (!cell || !dragged) return;
  event.preventDefault();
  opener = dragged.matches("a") ? dragged : dragged.querySelector("a");
  const from = dragged.closest("tr")?.dataset.volunteer ?? "";
  const wished = wish(dragged, from, cell.parentElement?.dataset.volunteer ?? "", cell.dataset.date ?? "");
  draw(`${table.dataset.change}?${wished}`);
});

// Arrow keys: up and down among the cards of a column, left and right to the next day that has one

const WAYS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** @param {Element} card @param {number} down @param {number} right */
function neighbour(card, down, right) {
  const within = down > 0 ? card.nextElementSibling : down < 0 ? card.previousElementSibling : null;
  if (within?.matches("a.visit")) return within;
  const cell = /** @type {HTMLTableCellElement} */ (card.closest("td"));
  let row = /** @type {HTMLTableRowElement|null} */ (cell.parentElement);
  let column = cell.cellIndex;
  while (row) {
    if (down) row = /** @type {HTMLTableRowElement|null} */ (down > 0 ? row.nextElementSibling : row.previousElementSibling);
    column += right;
    const next = row?.cells[column];
    if (!next || next.tagName !== "TD") return null;
    const found = next.querySelectorAll("a.visit");
    if (found.length) return found[down < 0 ? found.length - 1 : 0];
  }
  return null;
}

table?.addEventListener("keydown", (event) => {
  const way = WAYS[/** @type {keyof typeof WAYS} */ (event.key)];
  if (!way || !(event.target instanceof HTMLElement) || !event.target.matches("a.visit")) return;
  const next = neighbour(event.target, way[0], way[1]);
  if (next instanceof HTMLElement) {
    event.preventDefault();
    next.focus();
  }
});

// After a change: where it was done

const changed = window.location.hash ? document.getElementById(decodeURIComponent(window.location.hash.slice(1))) : null;
changed?.scrollIntoView({ block: "center" });
changed?.focus({ preventScroll: true });
