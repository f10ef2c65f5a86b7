// Handed to every HTML part of the page: one listener that turns clicks into events.
const told = (name, data) => trigger(name, data);
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
  if (ask) { told("select", { ask: ask.dataset.ask }); return; }
  const close = event.target.closest("[data-close]");
  if (close) { told("clear", {}); return; }
  const open = event.target.closest("[data-open]");
  if (!open) return;
  // Selecting words of a quote is no wish to leave it.
  if (open.tagName !== "BUTTON" && String(window.getSelection())) return;
  element.dataset.opener = open.dataset.open + "-" + open.dataset.n;
  told("click", { open: open.dataset.open, n: Number(open.dataset.n) });
});
