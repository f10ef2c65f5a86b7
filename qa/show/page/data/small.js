// Small things that every room uses: toasts, copying, menus, elements.
import { w } from "./words.js";

const SHOWN = 8000;

export const $ = (id) => document.getElementById(`yj-${id}`);

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

// A button that is worded by the table of words.
export function button(key, kind, onClick, values) {
  const element = make("button", { type: "button", class: kind });
  element.textContent = w(key, values);
  element.addEventListener("click", onClick);
  return element;
}

// One sentence at the foot of the page for a while, perhaps with a way back.
export function toast(text, action) {
  const shown = make("div", { class: "yj-toast" }, make("span", {}, text));
  if (action) {
    shown.append(button(action.key, "yj-link", () => { shown.remove(); action.run(); }));
  }
  const all = $("toasts");
  all.replaceChildren(shown);
  setTimeout(() => shown.remove(), action ? 2 * SHOWN : SHOWN);
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (refused) {
    // Over plain HTTP a browser has no clipboard but the old one.
    const area = make("textarea", { class: "yj-sr", "aria-hidden": "true" });
    area.value = text;
    const before = document.activeElement;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    before?.focus?.();
    return done;
  }
}

// Copy, and say so on what was pressed.
export async function copyFrom(pressed, text, key = "ask.copied") {
  const done = await copy(text);
  toast(w(done ? key : "ask.not_copied"));
  return done;
}

// The address of this page with other parameters, as it can be pasted elsewhere.
export function linkTo(parameters) {
  const link = new URL(location.pathname, location.origin);
  for (const [name, value] of Object.entries(parameters)) link.searchParams.append(name, value);
  return link.href;
}

// Menus: a button and what it opens. One listener for all of them, present and to come.
export function menus(root) {
  const closeAll = (but) => {
    for (const opener of root.querySelectorAll("[data-menu][aria-expanded=true]")) {
      if (opener === but) continue;
      opener.setAttribute("aria-expanded", "false");
      opener.nextElementSibling.hidden = true;
    }
  };
  root.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-menu]");
    closeAll(opener);
    if (!opener) return;
    const items = opener.nextElementSibling;
    const open = items.hidden;
    items.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    if (open) items.querySelector("button")?.focus();
  });
  root.addEventListener("keydown", (event) => {
    const items = event.target.closest?.(".yj-menu-items");
    if (!items) return;
    const all = [...items.querySelectorAll("button")];
    const at = all.indexOf(document.activeElement);
    if (event.key === "Escape" || event.key === "Tab") {
      if (event.key === "Escape") { event.stopPropagation(); items.previousElementSibling.focus(); }
      closeAll();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      all[(at + (event.key === "ArrowDown" ? 1 : all.length - 1)) % all.length].focus();
    }
  });
}

// Kinds of file that go by another name as well are taken, but not listed.
const OTHERS = new Set([".docm", ".htm", ".mht", ".mhtml", ".shtml", ".tsv", ".xhtml", ".xlsm"]);
const isUsual = (type) => !OTHERS.has(type);

// A place that takes files by dropping or choosing. Returns what is chosen, and a way to forget it.
export function dropZone(name, { types, size, label, onChange, several = false }) {
  const zone = $(`${name}-drop`);
  const input = $(`${name}-file`);
  const clear = $(`${name}-clear`);
  let files = [];
  const show = () => {
    zone.querySelector(".yj-drop-label").textContent = w(label);
    zone.querySelector(".yj-drop-types").textContent = w("check.types", { types: types.filter(isUsual).join(" "), size });
    const names = files.map((file) => file.name).join(", ");
    zone.querySelector(".yj-drop-chosen").textContent = names ? w("check.chosen", { name: names }) : "";
    clear.hidden = !files.length;
  };
  const take = (given) => {
    const taken = [...given].slice(0, several ? 10 : 1);
    for (const file of taken) {
      const kind = file.name.slice(file.name.lastIndexOf(".")).toLowerCase();
      if (!types.includes(kind)) return toast(w("error.file_type", { name: file.name, types: types.join(" ") }));
      if (file.size > size * 1e6) return toast(w("error.file_size", { name: file.name, size }));
    }
    files = taken;
    show();
    onChange?.(files);
    return undefined;
  };
  input.accept = types.join(",");
  input.addEventListener("change", () => { take(input.files); input.value = ""; });
  clear.addEventListener("click", () => { files = []; show(); input.focus(); onChange?.(files); });
  for (const kind of ["dragenter", "dragover"]) {
    zone.addEventListener(kind, (event) => { event.preventDefault(); zone.classList.add("yj-over"); });
  }
  zone.addEventListener("dragleave", () => zone.classList.remove("yj-over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    event.stopPropagation();
    zone.classList.remove("yj-over");
    take(event.dataTransfer.files);
  });
  show();
  return { files: () => files, forget: () => { files = []; show(); }, take, show };
}

// Sort the rows of a table by a column; numbers as numbers.
export function sortable(root) {
  root.addEventListener("click", (event) => {
    const head = event.target.closest("th [data-sort]");
    if (!head) return;
    const cell = head.closest("th");
    const table = cell.closest("table");
    const column = [...cell.parentElement.children].indexOf(cell);
    const down = cell.getAttribute("aria-sort") === "ascending";
    for (const other of cell.parentElement.children) other.removeAttribute("aria-sort");
    cell.setAttribute("aria-sort", down ? "descending" : "ascending");
    const value = (row) => row.children[column].dataset.key ?? row.children[column].textContent.trim();
    const rows = [...table.tBodies[0].rows].sort((first, second) => {
      const [a, b] = [value(first), value(second)];
      // What has no value stays below, whichever way the column is sorted.
      if ((a === "") !== (b === "")) return a === "" ? 1 : -1;
      const numbers = Number(a) - Number(b);
      const order = Number.isNaN(numbers) || a === "" ? a.localeCompare(b, "zh") : numbers;
      return down ? -order : order;
    });
    table.tBodies[0].append(...rows);
  });
}

