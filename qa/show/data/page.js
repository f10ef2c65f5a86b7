// Handed to every HTML part of the page: one listener that turns clicks into events.
element.addEventListener("click", async (event) => {
  const copy = event.target.closest("[data-copy]");
  if (copy) {
    try {
      await navigator.clipboard.writeText(copy.dataset.copy);
      const before = copy.textContent;
      copy.textContent = copy.dataset.copied;
      setTimeout(() => { copy.textContent = before; }, 1500);
    } catch (refused) { /* the browser does not allow it: nothing to say */ }
    return;
  }
  const ask = event.target.closest("[data-ask]");
  if (ask) { trigger("select", { ask: ask.dataset.ask }); return; }
  if (event.target.closest("[data-close]")) { trigger("clear", {}); return; }
  const open = event.target.closest("[data-open]");
  if (!open) return;
  // Selecting words of a quote is no wish to leave it.
  if (open.tagName !== "BUTTON" && String(window.getSelection())) return;
  window.yinjuOpener = open;
  trigger("click", { clause: open.dataset.open });
});
