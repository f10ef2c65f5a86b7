// A page of the file as it looks, beside the conversation, with the quoted lines marked.
import { Failure, address, ask, sentence } from "./net.js";
import { $, make } from "./small.js";
import { w } from "./words.js";

const WHOLE = 10000;

let shown = { doc: null, page: 0, pages: 0 };
let marks = { clause: null, pages: {} };

export function startLeaf() {
  $("leaf-previous").addEventListener("click", () => turn(-1));
  $("leaf-next").addEventListener("click", () => turn(1));
  $("leaf").addEventListener("keydown", (event) => {
    const step = { PageUp: -1, PageDown: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    turn(step);
  });
}

// Show the page of a clause, or the first one.
export async function showLeaf(doc, pages, clause, page) {
  marks = { clause, pages: {} };
  draw(doc, page || 1, pages);
  if (!clause) return;
  try {
    const found = await ask(`leaf/marks?${new URLSearchParams({ doc, clause })}`);
    // Another quote may have been opened meanwhile.
    if (marks.clause !== clause) return;
    marks.pages = found.pages;
    const [first] = Object.keys(found.pages).map(Number);
    if (first && first !== shown.page) draw(doc, first, pages); else paint();
  } catch (failure) { if (!(failure instanceof Failure)) throw failure; }
}

export function forgetLeaf() {
  shown = { doc: null, page: 0, pages: 0 };
  $("leaf-page").replaceChildren();
}

export function retellLeaf() {
  if (!shown.doc) return;
  $("leaf-at").textContent = w("read.page_of", { n: shown.page, all: shown.pages });
  const picture = $("leaf-page").querySelector("img");
  if (picture) picture.alt = w("read.page_alt", { n: shown.page });
}

function turn(step) {
  const page = shown.page + step;
  if (page >= 1 && page <= shown.pages) draw(shown.doc, page, shown.pages);
}

function draw(doc, page, pages) {
  const same = shown.doc === doc && shown.page === page && $("leaf-page").querySelector("img");
  shown = { doc, page, pages };
  $("leaf-previous").disabled = page <= 1;
  $("leaf-next").disabled = page >= pages;
  if (!same) {
    const picture = make("img", { src: address(`leaf?${new URLSearchParams({ doc, page })}`) });
    const waiting = make("p", { class: "yj-thinking yj-leaf-wait" }, w("read.loading"));
    picture.addEventListener("load", () => { waiting.remove(); paint(); });
    picture.addEventListener("error", () => refused(doc, page));
    $("leaf-page").replaceChildren(picture, waiting);
  }
  retellLeaf();
  paint();
}

// Why there is no picture is known to whoever asks once more.
async function refused(doc, page) {
  let said = { key: "read.no_leaf" };
  try { await ask(`leaf?${new URLSearchParams({ doc, page })}`, undefined, { patient: false }); } catch (failure) {
    if (failure instanceof Failure) said = failure.said;
  }
  if (shown.page !== page) return;
  $("leaf-page").replaceChildren(make("p", { class: "yj-notice", role: "alert" }, sentence(said)));
}

function paint() {
  const page = $("leaf-page");
  page.querySelectorAll(".yj-box-mark").forEach((old) => old.remove());
  const picture = page.querySelector("img");
  // Before the picture is there nobody knows how high it is.
  if (!picture?.naturalHeight) return;
  const percent = (part) => `${(100 * part) / WHOLE}%`;
  const made = (marks.pages[shown.page] ?? []).map(([left, top, right, bottom]) => {
    const mark = make("div", { class: "yj-box-mark", "aria-hidden": "true" });
    Object.assign(mark.style, {
      left: percent(left), top: percent(top), width: percent(right - left), height: percent(bottom - top),
    });
    return mark;
  });
  page.append(...made);
  if (made.length) made[0].scrollIntoView({ block: "center" });
}
