// Sorts a table by the heading that is clicked and keeps the rows that hold the words of every filter.
for (const table of document.querySelectorAll("table.yj-sortable")) {
  const body = table.tBodies[0], rows = [...body.rows];
  const text = (row, at) => row.cells[at].innerText.trim();
  const filters = [...table.querySelectorAll("input, select")];
  const keep = () => {
    for (const row of rows) {
      row.hidden = filters.some((field) => {
        const wanted = field.value.trim().toLowerCase(), held = text(row, +field.dataset.column).toLowerCase();
        return wanted && !(field.tagName === "SELECT" ? held.startsWith(wanted) : held.includes(wanted));
      });
    }
  };
  filters.forEach((field) => field.addEventListener("input", keep));
  table.querySelectorAll("button[data-column]").forEach((button) => button.addEventListener("click", () => {
    const at = +button.dataset.column, head = button.closest("th");
    const down = head.getAttribute("aria-sort") === "ascending";
    table.querySelectorAll("th").forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const sorted = [...rows].sort((one, other) =>
      text(one, at).localeCompare(text(other, at), document.documentElement.lang, { numeric: true }));
    (down ? sorted.reverse() : sorted).forEach((row) => body.append(row));
  }));
}
