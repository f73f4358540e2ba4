// @ts-check
// Buttons that print the page; without scripts they are not there, and the browser's own menu prints.

for (const button of document.querySelectorAll("[data-print]")) {
  button.removeAttribute("hidden");
  button.addEventListener("click", () => window.print());
}
