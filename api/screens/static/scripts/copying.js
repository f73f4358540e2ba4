// @ts-check
// Copies the text above a button; where a browser does not let us, the text is selected and can be copied by hand.

for (const button of document.querySelectorAll("button.copy")) {
  if (!(button instanceof HTMLButtonElement)) continue;
  const text = button.closest("section")?.querySelector("textarea");
  if (!text) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
      button.textContent = button.dataset.copied ?? "";
    } catch {
      text.focus();
    }
  });
}
