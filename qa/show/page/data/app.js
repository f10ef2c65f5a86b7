// The page: begins once Gradio has put its frame up, and has each room know of the others.
import { ask } from "./net.js";
import { askBack } from "./feedback.js";
import * as reader from "./reader.js";
import { startAbout, startCheck, startCompare, startEvaluate, startShelf } from "./rooms.js";
import { $, copyFrom, menus, sortable } from "./small.js";
import * as talk from "./talk.js";
import { dress, firstLanguage, language, remember, setLanguage, setWords, w } from "./words.js";

const HERE = 60000;

function framed() {
  return new Promise((done) => {
    const look = () => (document.getElementById("yj-app") ? done() : requestAnimationFrame(look));
    look();
  });
}

const [begin] = await Promise.all([ask("start"), framed()]);
setWords(begin.words);
setLanguage(firstLanguage());
const app = $("app");

// Rooms.
const tabs = [...app.querySelectorAll("[role=tab]")];
function enter(room, focus = false) {
  for (const tab of tabs) {
    const chosen = tab.dataset.room === room;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    $(`room-${tab.dataset.room}`).hidden = !chosen;
    if (chosen && focus) tab.focus();
  }
  if (room === "about") about.show();
}
for (const tab of tabs) tab.addEventListener("click", () => enter(tab.dataset.room));
app.querySelector("[role=tablist]").addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const at = tabs.indexOf(document.activeElement);
  enter(tabs[(at + step + tabs.length) % tabs.length].dataset.room, true);
});

// Quotes, wherever they stand, open in the document; their buttons copy and link.
function quoteOf(card) {
  const words = card.querySelector(".yj-words");
  const all = [...(words?.querySelectorAll("mark") ?? [])];
  // What answers, else the words that were asked for.
  const told = all.filter((mark) => !mark.classList.contains("yj-asked"));
  return {
    doc: card.dataset.doc, clause: card.dataset.clause, quote: words?.textContent ?? null,
    marks: (told.length ? told : all).map((mark) => mark.textContent),
  };
}
async function openClause(clause, from) {
  const { doc } = await ask(`clause?${new URLSearchParams({ id: clause })}`);
  return reader.open([{ doc, clause, quote: null, marks: [] }], 0, from);
}
app.addEventListener("click", (event) => {
  const copied = event.target.closest("[data-copy]");
  if (copied) { copyFrom(copied, copied.dataset.copy); return; }
  const card = event.target.closest(".yj-card");
  const linked = event.target.closest("[data-link]");
  if (linked && card) { copyFrom(linked, reader.clauseLink(card.dataset.clause), "ask.linked"); return; }
  const opening = event.target.closest("[data-open]");
  if (opening && !card) { openClause(opening.dataset.open, opening).catch(() => {}); return; }
  const words = event.target.closest("blockquote");
  if (!card || !(opening || words)) return;
  // Selecting words of a quote is no wish to leave it.
  if (!opening && String(getSelection())) return;
  const cards = [...card.parentElement.querySelectorAll(":scope > .yj-card")];
  reader.open(cards.map(quoteOf), cards.indexOf(card), opening ?? card.querySelector("[data-open]"));
});
app.addEventListener("click", (event) => {
  // Those of the conversation are its own matter, and may be gone by now.
  const asked = event.target.closest(".yj-room:not(#yj-room-ask) [data-ask]");
  if (asked) { enter("ask"); talk.ask(asked.dataset.ask); }
});

app.addEventListener("click", (event) => {
  // The dialog of the browser opens for a click alone, so within it.
  if (event.target.closest("[data-add]")) { enter("shelf"); $("own-file").click(); }
});

menus(app);
sortable(app);
reader.startReader();
const shelf = startShelf(begin.limits, begin.types, begin.own, {
  read: (doc, from) => reader.open([{ doc, clause: null }], 0, from),
  changed: () => { talk.welcome(); },
  gone: () => { reader.close(); reader.forget(); },
  askNow: () => { enter("ask"); $("question").focus(); },
});
const check = startCheck(begin.limits, begin.types, shelf.docs);
const compare = startCompare(begin.limits, begin.types, shelf.asked);
const evaluate = startEvaluate(begin.limits, begin.types);
const about = startAbout();
talk.startTalk(begin.limits, {
  docs: shelf.docs,
  begin: () => enter("ask"),
  answered: ({ answer }) => { if (answer?.citations.length) reader.prepare(answer.citations[0].doc_id); },
  dress: (body, turn) => {
    for (const button of body.querySelectorAll("[data-export]")) {
      button.addEventListener("click", () => talk.exportTurn(turn, button.dataset.export));
    }
    if (!begin.feedback || !turn.answer) return;
    askBack(body, turn, {
      history: () => talk.historyOf(turn),
      save: talk.save,
      point: (take) => {
        const cards = [...body.querySelectorAll(".yj-card")];
        const shown = cards.length ? reader.open(cards.map(quoteOf)) : reader.open([{ doc: shelf.first(), clause: null }]);
        shown.then(() => reader.pointAt(take));
      },
    });
  },
});

// The language.
function speak(lang) {
  setLanguage(lang);
  remember("language", lang);
  app.lang = document.documentElement.lang;
  dress(app);
  [talk, shelf, check, compare, evaluate, about].forEach((room) => room.repaint());
  reader.retell();
  document.title = w("page.title");
}
$("language").addEventListener("click", () => speak(language() === "zh" ? "en" : "zh"));
$("scope").addEventListener("click", () => enter("shelf", true));
app.lang = document.documentElement.lang;
dress(app);

// A file that is dropped anywhere is one's own document, or the draft where drafts are checked.
for (const kind of ["dragover", "drop"]) {
  app.addEventListener(kind, (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    if (kind !== "drop") return;
    const room = tabs.find((tab) => tab.getAttribute("aria-selected") === "true").dataset.room;
    if (room === "check") check.take(event.dataTransfer.files);
    else if (room === "compare") compare.take(event.dataTransfer.files);
    else if (begin.own) { enter("shelf"); shelf.take(event.dataTransfer.files); }
  });
}

await shelf.load();
const asked = new URLSearchParams(location.search);
const docs = asked.getAll("doc");
if (docs.length) shelf.choose(docs);
await talk.restore();
// A link holds a question or a clause; a reload of it does not ask once more.
if (asked.has("q") || asked.has("at") || docs.length) {
  const rest = new URLSearchParams(location.search);
  for (const name of ["q", "at", "doc"]) rest.delete(name);
  history.replaceState(history.state, "", `${location.pathname}${rest.size ? `?${rest}` : ""}`);
}
if (asked.has("q") && asked.get("q").trim()) talk.ask(asked.get("q"));
if (asked.has("at")) openClause(asked.get("at"), $("question")).catch(() => {});

// A visitor with documents of their own says that the page is open, and when it closes.
setInterval(() => { if (shelf.hasOwn()) ask("here", {}).catch(() => {}); }, HERE);
addEventListener("pagehide", () => { if (shelf.hasOwn()) navigator.sendBeacon(new URL("page/leave", document.baseURI)); });
app.dataset.ready = "true";
