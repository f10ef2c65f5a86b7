// The document beside the conversation: its tree, its text, what is quoted, what is looked for.
import { Finder, draw, unwrap, wrap } from "./find.js";
import { forgetLeaf, retellLeaf, showLeaf, startLeaf } from "./leaf.js";
import { Failure, ask, sentence } from "./net.js";
import { $, copyFrom, linkTo, make, toast } from "./small.js";
import { language, recall, remember, w } from "./words.js";

const NARROW = matchMedia("(max-width: 60rem)");
const [LEAST, MOST, STEP] = [25, 75, 2];
const WAIT = 80;

const pages = new Map();
let shown = null;
let quotes = [];
let at = -1;
let hits = [];
let hit = -1;
let finder = null;
let opener = null;
let timer = 0;
let pointing = null;
// Of the document that is shown, how many pages can be seen as they look, and whether they are.
let leaves = 0;
let asPage = false;

export function startReader() {
  $("close").addEventListener("click", () => close());
  $("reader").addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !(event.target === $("find") && $("find").value)) close();
  });
  $("find").addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, WAIT); });
  $("find").addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); goToHit(event.shiftKey ? -1 : 1); }
    if (event.key === "Escape") { $("find").value = ""; search(); }
  });
  $("hit-next").addEventListener("click", () => goToHit(1));
  $("hit-previous").addEventListener("click", () => goToHit(-1));
  $("quote-next").addEventListener("click", () => goToQuote(1));
  $("quote-previous").addEventListener("click", () => goToQuote(-1));
  $("clause-link").addEventListener("click", (event) => copyFrom(event.target, clauseLink(quotes[at].clause), "ask.linked"));
  $("contents").addEventListener("click", () => showTree($("tree").hidden));
  $("tree").addEventListener("click", inTree);
  $("text").addEventListener("click", inText);
  addEventListener("popstate", () => { if (NARROW.matches && !$("reader").hidden) close(true); });
  NARROW.addEventListener("change", () => { $("divider").hidden = $("reader").hidden || NARROW.matches; });
  $("as-page").addEventListener("click", () => { asPage = !asPage; remember("as-page", asPage ? "1" : null); showQuote(); });
  asPage = recall("as-page") === "1";
  startLeaf();
  startDivider();
}

export const isOpen = () => !$("reader").hidden;
export const clauseLink = (clause) => linkTo({ at: clause });

async function page(doc) {
  const key = `${doc} ${language()}`;
  if (!pages.has(key)) {
    const asked = ask(`document?${new URLSearchParams({ doc, lang: language() })}`);
    pages.set(key, asked);
    asked.catch(() => pages.delete(key));
  }
  return pages.get(key);
}

// Have a document at hand before it is asked for.
export function prepare(doc) { page(doc).catch(() => {}); }

export function forget() { pages.clear(); shown = null; forgetLeaf(); }

// Show a document; with quotes, the one at a place among them.
// A quote: {doc, clause, quote: its words or null for the whole clause, marks: words within it}.
export async function open(list, number = 0, from = document.activeElement) {
  quotes = list;
  at = number;
  if (!isOpen()) {
    opener = from;
    $("reader").hidden = false;
    $("divider").hidden = NARROW.matches;
    $("app").classList.add("yj-reading");
    if (NARROW.matches) history.pushState({ yinju: "reader" }, "");
  }
  await showQuote();
}

async function showQuote() {
  const { doc, clause } = quotes[at];
  if (!(await showDocument(doc))) return;
  const several = quotes.length > 1;
  $("quote-nav").hidden = !clause;
  $("quote-at").textContent = several ? w("read.quotes", { at: at + 1, n: quotes.length }) : "";
  $("quote-next").hidden = !several;
  $("quote-previous").hidden = !several;
  const leaf = asPage && leaves > 0;
  $("as-page").hidden = leaves === 0;
  $("as-page").setAttribute("aria-pressed", String(leaf));
  $("leaf").hidden = !leaf;
  $("text").hidden = leaf;
  if (!clause) {
    if (leaf) showLeaf(doc, leaves, null, 1); else $("text").scrollTo({ top: 0 });
    $("reader").focus?.();
    return;
  }
  const held = document.getElementById(`c-${clause}`);
  unmark();
  if (!held || !$("text").contains(held)) { toast(w("read.no_clause")); return; }
  mark(held, quotes[at]);
  if (leaf) { showLeaf(doc, leaves, clause, pageOf(held)); $("leaf").focus({ preventScroll: true }); return; }
  const target = held.querySelector("mark") ?? held;
  target.scrollIntoView({ block: "center" });
  held.setAttribute("tabindex", "-1");
  held.focus({ preventScroll: true });
}

// The number of the page that stands above a clause in the text.
function pageOf(held) {
  const before = [...$("text").querySelectorAll("[data-page]")]
    .filter((one) => one.compareDocumentPosition(held) & Node.DOCUMENT_POSITION_FOLLOWING);
  return Number(before.at(-1)?.dataset.page ?? 1);
}

async function showDocument(doc) {
  const key = `${doc} ${language()}`;
  if (shown === key) return true;
  $("reader-title").textContent = w("read.loading");
  try {
    const { title, tree, text, pages: seen } = await page(doc);
    leaves = seen ?? 0;
    $("reader-title").textContent = title;
    $("tree").innerHTML = tree;
    $("contents").hidden = !tree;
    $("text").innerHTML = text;
    shown = key;
    finder = null;
    if ($("find").value) search(); else draw("yj-hits", []);
    showTree(!NARROW.matches && recall("tree") === "open" && Boolean(tree));
    return true;
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure;
    $("reader-title").textContent = "";
    $("text").replaceChildren(make("p", { class: "yj-notice", role: "alert" }, sentence(failure.said)));
    $("tree").replaceChildren();
    shown = null;
    return false;
  }
}

function unmark() {
  unwrap($("text"), "mark");
  for (const element of $("text").querySelectorAll(".yj-here")) {
    element.classList.remove("yj-here");
    element.removeAttribute("tabindex");
  }
}

function mark(held, { quote, marks }) {
  held.classList.add("yj-here");
  const words = held.querySelector(".yj-words");
  if (!words) return;
  const whole = words.textContent;
  const begin = quote ? Math.max(whole.indexOf(quote), 0) : 0;
  const end = quote && whole.includes(quote) ? begin + quote.length : whole.length;
  const ranges = (marks ?? []).map((text) => [whole.indexOf(text, begin), text.length])
    .filter(([start, length]) => start >= begin && start + length <= end);
  if (!ranges.length) ranges.push([begin, end - begin]);
  // From the back, so that what was wrapped moves nothing before it.
  ranges.sort((first, second) => second[0] - first[0])
    .forEach(([start, length]) => wrap(words, start, start + length, "mark"));
}

function goToQuote(step) {
  at = (at + step + quotes.length) % quotes.length;
  showQuote();
}

export function close(byBack = false) {
  if (!isOpen()) return;
  $("reader").hidden = true;
  $("divider").hidden = true;
  $("app").classList.remove("yj-reading");
  stopPointing();
  if (!byBack && history.state?.yinju === "reader") history.back();
  opener?.focus?.();
  opener = null;
}

// The words of the panel in another language.
export function retell() {
  retellLeaf();
  if (!isOpen() || !quotes.length) { shown = null; return; }
  showQuote();
}

function search() {
  finder ??= new Finder($("text"));
  hits = finder.find($("find").value);
  hit = -1;
  draw("yj-hits", hits);
  draw("yj-hit", []);
  if (hits.length) goToHit(1); else tellHits();
}

function goToHit(step) {
  if (!hits.length) return;
  // What is found is found in the text.
  if (asPage && leaves) { asPage = false; $("text").hidden = false; $("leaf").hidden = true; $("as-page").setAttribute("aria-pressed", "false"); }
  hit = (hit + step + hits.length) % hits.length;
  draw("yj-hit", [hits[hit]]);
  hits[hit].startContainer.parentElement.scrollIntoView({ block: "center" });
  tellHits();
}

function tellHits() {
  const looked = $("find").value.trim();
  $("hits").textContent = !looked ? "" : hits.length ? w("read.hits", { at: hit + 1, n: hits.length }) : w("read.no_hits");
}

function showTree(open) {
  $("tree").hidden = !open;
  $("contents").setAttribute("aria-expanded", String(open));
  if (!NARROW.matches) remember("tree", open ? "open" : "closed");
}

function inTree(event) {
  const twist = event.target.closest(".yj-twist");
  if (twist) {
    twist.setAttribute("aria-expanded", String(twist.getAttribute("aria-expanded") !== "true"));
    return;
  }
  const target = event.target.closest("[data-goto]");
  if (!target) return;
  const heading = document.getElementById(target.dataset.goto);
  if (NARROW.matches) $("tree").hidden = true;
  if (heading && !$("leaf").hidden) { showLeaf(quotes[at].doc, leaves, null, pageOf(heading)); return; }
  heading?.scrollIntoView({ block: "start" });
  heading?.setAttribute("tabindex", "-1");
  heading?.focus({ preventScroll: true });
}

function inText(event) {
  const clause = event.target.closest("[data-clause]");
  if (pointing && clause) {
    const take = pointing;
    stopPointing();
    take(clause.dataset.clause);
    return;
  }
  const anchor = event.target.closest(".yj-anchor");
  if (!anchor) return;
  event.preventDefault();
  copyFrom(anchor, clauseLink(clause.dataset.clause), "ask.linked");
}

// Have the visitor point at a clause.
export function pointAt(take) {
  pointing = take;
  $("reader").classList.add("yj-pointing");
  toast(w("read.pointing"), { key: "page.cancel", run: stopPointing });
}

function stopPointing() {
  pointing = null;
  $("reader").classList.remove("yj-pointing");
}

function startDivider() {
  const divider = $("divider");
  const set = (percent) => {
    const share = Math.min(MOST, Math.max(LEAST, Math.round(percent)));
    $("main").style.setProperty("--yj-split", `${share}%`);
    divider.setAttribute("aria-valuenow", String(share));
    remember("split", String(share));
  };
  const kept = Number(recall("split"));
  if (kept) set(kept);
  divider.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    divider.setPointerCapture(event.pointerId);
    const box = $("main").getBoundingClientRect();
    const move = (moved) => set((100 * (moved.clientX - box.left)) / box.width);
    divider.addEventListener("pointermove", move);
    divider.addEventListener("pointerup", () => divider.removeEventListener("pointermove", move), { once: true });
  });
  divider.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (!step) return;
    event.preventDefault();
    set(Number(divider.getAttribute("aria-valuenow")) + step);
  });
}
