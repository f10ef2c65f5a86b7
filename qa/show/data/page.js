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
  const sort = event.target.closest("[data-sort]");
  if (sort) {
    const head = sort.closest("th"), column = Number(sort.dataset.sort), body = sort.closest("table").tBodies[0];
    const falling = head.getAttribute("aria-sort") === "ascending";
    const key = (row) => { const cell = row.cells[column]; return cell.dataset.key ?? cell.textContent; };
    const rows = [...body.rows].sort((one, other) => {
      const a = key(one), b = key(other), numbers = a !== "" && b !== "" && !isNaN(a) && !isNaN(b);
      // What has no value stays below, whichever way the column is sorted.
      if ((a === "") !== (b === "")) return a === "" ? 1 : -1;
      const order = numbers ? a - b : a.localeCompare(b, document.documentElement.lang);
      return falling ? -order : order;
    });
    for (const other of head.parentElement.cells) other.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", falling ? "descending" : "ascending");
    body.append(...rows);
    return;
  }
  const save = event.target.closest("[data-save]");
  if (save) {
    const link = document.createElement("a");
    // The mark at the front tells spreadsheets that it is UTF-8.
    link.href = URL.createObjectURL(new Blob(["\ufeff" + save.dataset.text], { type: "text/csv" }));
    link.download = save.dataset.save;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
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
