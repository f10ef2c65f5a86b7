// The conversation. It is kept by this browser, so that neither a reload nor a lost connection loses it.
import { Failure, ask as request, download, sentence } from "./net.js";
import { $, button, copyFrom, linkTo, make, toast } from "./small.js";
import { language, recall, remember, w } from "./words.js";

const KEPT = "talk";
const MAX_HISTORY = 6;

let turns = [];
let editing = null;
let limits = { turns: 100 };
let hooks = { docs: () => [], open: () => {}, answered: () => {}, begin: () => {} };
let unkept = false;

export function startTalk(given, useHooks) {
  limits = given;
  hooks = { ...hooks, ...useHooks };
  $("form").addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  box().addEventListener("keydown", (event) => {
    // While an input method composes, Enter chooses a word.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape" && editing !== null) stopEditing();
  });
  box().addEventListener("input", () => { grow(); remember("draft", box().value); });
  $("clear").addEventListener("click", clear);
  $("edit-cancel").addEventListener("click", stopEditing);
  $("log").addEventListener("click", pressed);
  for (const item of document.querySelectorAll("[data-export-talk]")) {
    item.addEventListener("click", () => exportTalk(item.dataset.exportTalk));
  }
  addEventListener("online", () => turns.filter((turn) => turn.offline).forEach(answer));
  new ResizeObserver(() => {
    $("log").style.setProperty("--yj-log", `${$("log").clientHeight}px`);
  }).observe($("log"));
  box().value = recall("draft") ?? "";
  grow();
}

const box = () => $("question");
const done = () => turns.filter((turn) => turn.answer);
const history = (before) => turns.slice(0, before).filter((turn) => turn.answer)
  .map((turn) => turn.question).slice(-MAX_HISTORY);
const element = (turn) => $("log").querySelector(`[data-turn="${turn.id}"]`);

function grow() {
  box().style.height = "auto";
  box().style.height = `${box().scrollHeight + 2}px`;
}

// Bring back what was kept, shown as the server shows it now.
export async function restore() {
  try { turns = JSON.parse(recall(KEPT) ?? "[]"); } catch (broken) { turns = []; }
  if (!Array.isArray(turns)) turns = [];
  // What can be asked comes while the first question may be typed already.
  if (!turns.length) { welcome(); return undefined; }
  $("log").replaceChildren(...turns.map(drawn));
  scrollToLast();
  const kept = done();
  try {
    const body = { turns: kept.map(({ answer: held, better }) => ({ answer: held, better })) };
    const shown = kept.length ? (await request("turns", body)).turns : [];
    shown.forEach((turn, number) => Object.assign(kept[number], { html: turn.html, stale: turn.stale }));
  } catch (failure) {
    kept.forEach((turn) => Object.assign(turn, { error: failure.said, offline: failure.offline }));
  }
  turns.forEach(paint);
  scrollToLast();
  // What was asked when the page was closed is asked again.
  turns.filter((turn) => !turn.answer && !turn.error).forEach(answer);
  return undefined;
}

export async function welcome() {
  if (turns.length) return;
  if (!$("log").childElementCount) {
    $("log").append(make("section", { class: "yj-welcome" }, make("p", { class: "yj-purpose" }, w("page.purpose"))));
  }
  try {
    const { html } = await request("welcome", { docs: hooks.docs() });
    welcome.html = html;
  } catch (failure) { welcome.html = null; }
  if (!turns.length && welcome.html) $("log").innerHTML = welcome.html[language()];
}

export function repaint() {
  if (turns.length) turns.forEach(paint);
  else if (welcome.html) $("log").innerHTML = welcome.html[language()];
}

function keep() {
  const kept = turns.map(({ id, question, docs, answer: held, better, judged }) => (
    { id, question, docs, answer: held, better, judged }));
  if (!remember(KEPT, JSON.stringify(kept)) && !unkept) {
    unkept = true;
    toast(w("error.storage"));
  }
}

function submit() {
  const question = box().value;
  box().value = "";
  remember("draft", null);
  grow();
  ask(question);
}

export function ask(question, docs = hooks.docs()) {
  hooks.begin();
  if (editing !== null) {
    const before = turns;
    turns = turns.slice(0, editing);
    if (before.length > turns.length + 1) undoable("ask.replaced", before);
    editing = null;
    showEditing();
    $("log").replaceChildren(...turns.map(drawn));
    turns.forEach(paint);
  }
  if (!turns.length) $("log").replaceChildren();
  const turn = { id: crypto.randomUUID?.() ?? String(Math.random()), question, docs };
  turns = [...turns, turn].slice(-limits.turns);
  $("log").append(drawn(turn));
  paint(turn);
  scrollToLast();
  keep();
  return answer(turn);
}

export const lastQuestion = () => turns.at(-1)?.question;

async function answer(turn) {
  Object.assign(turn, { answer: undefined, error: undefined, offline: false, stale: false });
  paint(turn);
  const body = { question: turn.question, history: history(turns.indexOf(turn)), docs: turn.docs ?? [] };
  try {
    Object.assign(turn, await request("ask", body));
    keep();
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure;
    Object.assign(turn, { error: failure.said, offline: failure.offline });
  }
  paint(turn);
  hooks.answered(turn);
}

function drawn(turn) {
  return make("div", { class: "yj-turn", "data-turn": turn.id });
}

function paint(turn) {
  const shown = element(turn);
  if (!shown) return;
  const words = make("p", { dir: "auto" }, turn.question.length > 600 ? `${turn.question.slice(0, 600)}…` : turn.question);
  const tools = make("span", { class: "yj-question-tools" });
  tools.append(
    button("ask.edit", "yj-link", () => edit(turn)),
    button("ask.link", "yj-link", (event) => copyFrom(event.target, questionLink(turn), "ask.linked")),
  );
  const question = make("div", { class: "yj-question" },
    make("span", { class: "yj-sr" }, `${w("ask.you")}: `), words, tools);
  const body = make("div", { class: "yj-body" });
  if (turn.error) {
    body.append(make("div", { class: "yj-notice", role: "alert" },
      make("strong", { "aria-hidden": "true" }, "!"), " ", make("span", {}, sentence(turn.error)), " ",
      button("page.retry", "yj-button", () => answer(turn))));
  } else if (turn.stale) {
    body.append(make("div", { class: "yj-notice" }, make("span", {}, w("ask.stale")), " ",
      button("ask.again", "yj-button", () => answer(turn))));
  } else if (turn.html) {
    body.innerHTML = turn.html[language()];
    hooks.dress?.(body, turn);
  } else {
    body.append(make("p", { class: "yj-thinking" }, w("ask.thinking")));
  }
  shown.replaceChildren(question, body);
}

export const save = keep;

function questionLink(turn) {
  const link = new URL(linkTo({ q: turn.question }));
  for (const doc of turn.docs ?? []) link.searchParams.append("doc", doc);
  return link.href;
}

function scrollToLast() {
  const last = $("log").lastElementChild;
  if (last) $("log").scrollTo({ top: last.offsetTop - $("log").offsetTop - 8 });
}

function edit(turn) {
  editing = turns.indexOf(turn);
  box().value = turn.question;
  grow();
  showEditing();
  box().focus();
}

function stopEditing() {
  editing = null;
  box().value = "";
  grow();
  showEditing();
}

function showEditing() {
  $("editing").hidden = editing === null;
  turns.forEach((turn, number) => {
    element(turn)?.classList.toggle("yj-dimmed", editing !== null && number >= editing);
  });
}

function clear() {
  if (!turns.length) return;
  const before = turns;
  turns = [];
  editing = null;
  showEditing();
  keep();
  $("log").replaceChildren();
  welcome();
  undoable("ask.cleared", before);
  box().focus();
}

function undoable(key, before) {
  toast(w(key), { key: "page.undo", run: () => {
    turns = before;
    keep();
    $("log").replaceChildren(...turns.map(drawn));
    turns.forEach(paint);
    scrollToLast();
  } });
}

function pressed(event) {
  const example = event.target.closest("[data-ask]");
  if (example) ask(example.dataset.ask);
}

export function turnOf(inside) {
  const id = inside.closest(".yj-turn")?.dataset.turn;
  return turns.find((turn) => turn.id === id);
}

export function historyOf(turn) { return history(turns.indexOf(turn)); }

async function exportTalk(form, of = done()) {
  try {
    const kept = of.map(({ question, answer: held }) => ({ question, answer: held }));
    await download("export", { turns: kept, form, lang: language() }, `yinju.${form}`);
  } catch (failure) {
    if (failure instanceof Failure) toast(sentence(failure.said));
    else throw failure;
  }
}

export function exportTurn(turn, form) { return exportTalk(form, [turn]); }
