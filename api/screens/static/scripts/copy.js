// @ts-check
// Buttons that copy a text; without scripts they are not there, and the text is copied by hand.

for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!(button instanceof HTMLButtonElement)) continue;
  const text = document.getElementById(button.dataset.copy ?? "");
  if (!(text instanceof HTMLTextAreaElement)) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    text.select();
    if (navigator.clipboard) await navigator.clipboard.writeText(text.value);
    else document.execCommand("copy");
    const told = button.parentElement?.querySelector("[role=status]");
    if (told) told.textContent = button.dataset.copied ?? "";
  });
}
