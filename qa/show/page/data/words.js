// Words of the page in the visitor's language, and what is worded by them.
let table = {};
let chosen = "zh";

export function setWords(words) { table = words; }

export function language() { return chosen; }

export function setLanguage(lang) {
  chosen = lang;
  document.documentElement.lang = lang === "en" ? "en" : "zh-CN";
}

// The word named key, its blanks filled in.
export function w(key, values = {}) {
  const pair = table[key];
  if (!pair) return key;
  return pair[chosen === "en" ? 1 : 0].replace(/\{(\w+)\}/g, (blank, name) => values[name] ?? blank);
}

// Word every element below root that names a word.
export function dress(root) {
  for (const element of root.querySelectorAll("[data-w]")) element.textContent = w(element.dataset.w);
  for (const element of root.querySelectorAll("[data-w-label]")) {
    element.setAttribute("aria-label", w(element.dataset.wLabel));
  }
  for (const element of root.querySelectorAll("[data-w-title]")) element.title = w(element.dataset.wTitle);
  for (const element of root.querySelectorAll("[data-w-placeholder]")) {
    element.placeholder = w(element.dataset.wPlaceholder);
  }
}

// The language that the visitor chose before, else the browser's.
export function firstLanguage() {
  const kept = recall("language");
  if (kept === "zh" || kept === "en") return kept;
  return navigator.language.toLowerCase().startsWith("en") ? "en" : "zh";
}

// A private window may refuse to keep anything: then nothing is kept.
export function recall(name) {
  try { return localStorage.getItem(`yinju-${name}`); } catch (refused) { return null; }
}

export function remember(name, value) {
  try {
    if (value === null) localStorage.removeItem(`yinju-${name}`);
    else localStorage.setItem(`yinju-${name}`, value);
    return true;
  } catch (refused) { return false; }
}
