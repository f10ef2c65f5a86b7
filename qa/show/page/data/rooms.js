// The rooms beside the conversation: checking, documents, evaluating, about.
import { Failure, address, ask, follow, sentence } from "./net.js";
import { $, dropZone, make, toast } from "./small.js";
import { language, recall, remember, w } from "./words.js";

const MINUTE = 60000;

// Keeps what a room shows in both languages, so that it can be switched without asking again.
class Shown {
  constructor(name) { this.name = name; this.html = null; this.said = null; }

  set(html) { Object.assign(this, { html, said: null }); this.paint(); }

  fail(said) { Object.assign(this, { html: null, said }); this.paint(); }

  paint() {
    const room = $(this.name);
    if (this.html) room.innerHTML = this.html[language()];
    else if (this.said) room.replaceChildren(make("p", { class: "yj-notice", role: "alert" }, sentence(this.said)));
    else room.replaceChildren();
    this.after?.();
  }
}

// Work that is followed, with a button that stops it. Returns the result, or nothing.
async function work(path, form, { run, stop, progress, line, failed }) {
  const stopping = new AbortController();
  const button = $(run);
  const halt = () => stopping.abort();
  $(stop).hidden = false;
  $(stop).addEventListener("click", halt);
  if (button) button.disabled = true;
  try {
    return await follow(path, form, (told) => { $(progress).textContent = line(told); }, stopping.signal);
  } catch (failure) {
    if (failure instanceof Failure) failed(failure.said);
    else if (failure.name !== "AbortError") throw failure;
    return null;
  } finally {
    $(stop).removeEventListener("click", halt);
    $(stop).hidden = true;
    $(progress).textContent = "";
    if (button) button.disabled = false;
  }
}

function links(files, names) {
  const made = Object.entries(files).filter(([name]) => names[name]).map(([name, path]) => (
    make("a", { class: "yj-button", href: address(path), download: true }, w(names[name]))));
  return make("p", { class: "yj-downloads" }, ...made);
}

export function startCheck(limits, types, docs) {
  const shown = new Shown("matrix");
  let files = {};
  const drop = dropZone("check", { types: types.drafts, size: limits.upload_mb, label: "check.file" });
  const keep = dropZone("keep", { types: [".xlsx"], size: limits.upload_mb, label: "check.keep_file" });
  const area = $("claims");
  area.value = recall("claims") ?? "";
  area.addEventListener("input", () => remember("claims", area.value || null));
  shown.after = () => {
    if (shown.html && Object.keys(files).length) {
      $("matrix").prepend(links(files, { xlsx: "check.xlsx", html: "check.html", docx: "check.docx" }));
    }
  };
  $("matrix").addEventListener("click", (event) => {
    const chip = event.target.closest("[data-filter]");
    if (!chip) return;
    for (const other of $("matrix").querySelectorAll("[data-filter]")) {
      other.setAttribute("aria-pressed", String(other === chip));
    }
    for (const row of $("matrix").querySelectorAll("tr[data-verdict]")) {
      row.hidden = Boolean(chip.dataset.filter) && row.dataset.verdict !== chip.dataset.filter;
    }
  });
  $("check").addEventListener("click", async () => {
    const [file] = drop.files();
    if (file && area.value.trim()) return shown.fail({ key: "check.both" });
    if (!file && !area.value.trim()) return shown.fail({ key: "check.empty" });
    const form = new FormData();
    form.set("lang", language());
    docs().forEach((doc) => form.append("docs", doc));
    if (file) form.set("file", file); else form.set("text", area.value);
    if (keep.files().length) form.set("keep", keep.files()[0]);
    shown.set(null);
    const result = await work("check", form, {
      run: "check", stop: "check-stop", progress: "check-progress",
      line: ({ done, total }) => w("check.progress", { done, total }), failed: (said) => shown.fail(said),
    });
    if (!result) return undefined;
    files = result.files;
    return shown.set(result.html);
  });
  return { repaint: () => { shown.paint(); drop.show(); keep.show(); }, take: drop.take };
}

// Two editions. docs: which documents are asked; the old edition may be the only one of them.
export function startCompare(limits, types, docs) {
  const shown = new Shown("changes");
  let files = {};
  const [older, newer] = ["old", "new"].map((name) => (
    dropZone(name, { types: types.documents, size: limits.upload_mb, label: `compare.${name}` })));
  shown.after = () => {
    if (!shown.html) return;
    if (Object.keys(files).length) $("changes").prepend(links(files, { html: "compare.html", xlsx: "compare.xlsx" }));
    // What changed is looked for first; what did not is a click away.
    const kept = $("show-kept");
    if (kept && $("changes").querySelector("tbody tr:not(.yj-kept)")) kept.checked = false;
  };
  $("compare").addEventListener("click", async () => {
    const [[before], [after], asked] = [older.files(), newer.files(), docs()];
    if (!after || (!before && asked.length !== 1)) return shown.fail({ key: "compare.empty" });
    const form = new FormData();
    form.set("lang", language());
    form.set("new", after);
    if (before) form.set("old", before); else form.set("doc", asked[0]);
    shown.set(null);
    const result = await work("compare", form, {
      run: "compare", stop: "compare-stop", progress: "compare-progress",
      line: () => w("compare.progress"), failed: (said) => shown.fail(said),
    });
    if (!result) return undefined;
    files = result.files;
    return shown.set(result.html);
  });
  return { repaint: () => { shown.paint(); older.show(); newer.show(); }, take: newer.take };
}

export function startEvaluate(limits, types) {
  const shown = new Shown("figures");
  let files = {};
  let run = "";
  const drop = dropZone("sets", { types: types.sets, size: limits.upload_mb, label: "evaluate.file", several: true });
  shown.after = () => {
    if (shown.html && Object.keys(files).length) {
      $("figures").prepend(links(files, {
        "report.html": "evaluate.report", "per_question.xlsx": "evaluate.questions",
      }));
    }
  };
  $("run").addEventListener("click", async () => {
    if (!drop.files().length) return shown.fail({ key: "evaluate.empty" });
    const form = new FormData();
    form.set("lang", language());
    form.set("lenient", $("lenient").checked ? "1" : "");
    form.set("previous", run);
    drop.files().forEach((file) => form.append("file", file));
    const result = await work("evaluate", form, {
      run: "run", stop: "run-stop", progress: "run-progress",
      line: ({ done, total }) => w("evaluate.progress", { done, total }), failed: (said) => shown.fail(said),
    });
    if (!result) return undefined;
    files = result.files;
    run = result.run ?? run;
    return shown.set(result.html);
  });
  return { repaint: () => { shown.paint(); drop.show(); } };
}

export function startAbout() {
  const shown = new Shown("about");
  return {
    show: async () => {
      try { shown.set((await ask("about")).html); } catch (failure) { shown.fail(failure.said ?? {}); }
    },
    repaint: () => shown.paint(),
  };
}

// The documents, and which of them are asked. changed: called when that changes.
export function startShelf(limits, types, own, { read, changed, gone, askNow }) {
  const shown = new Shown("shelf");
  let documents = [];
  let picked = [];
  try { picked = JSON.parse(recall("docs") ?? "[]"); } catch (broken) { picked = []; }
  const publics = () => documents.filter((document) => !document.own).map(({ doc }) => doc);
  // A document is being read: the head of the page says how far it is, whichever room one is in.
  let adding = false;
  const isDefault = () => !picked.length;
  const asked = () => (isDefault() ? publics() : picked);

  const titleOf = (doc, name = "title") => documents.find((document) => document.doc === doc)?.[name] ?? doc;

  const choose = (docs) => {
    const all = publics();
    const same = docs.length === all.length && all.every((doc) => docs.includes(doc));
    picked = same ? [] : docs;
    remember("docs", picked.length ? JSON.stringify(picked) : null);
    tick();
    changed();
  };
  const tick = () => {
    for (const box of $("shelf").querySelectorAll("[data-pick]")) box.checked = asked().includes(box.dataset.pick);
    const names = asked().map(titleOf);
    if (adding) return;
    $("scope").textContent = names.length === 1 ? w("page.asking_of", { name: titleOf(asked()[0], "short") })
      : w(names.length === documents.length ? "page.asking_all" : "page.asking_some", { n: names.length });
    $("scope").title = names.join("\n");
  };
  const take = (result) => {
    documents = result.documents;
    const here = documents.map(({ doc }) => doc);
    picked = picked.filter((doc) => here.includes(doc));
    shown.set(result.html);
  };
  shown.after = tick;

  const add = async ([file]) => {
    if (!file) return;
    drop.forget();
    const form = new FormData();
    form.set("file", file);
    const steps = { wait: "shelf.waiting", restore: "shelf.restoring", embed: "shelf.embedding" };
    const tell = (text) => { $("scope").textContent = text; $("scope").title = file.name; return text; };
    const began = {};
    const line = ({ step, done, total }) => {
      const said = w(steps[step] ?? "shelf.reading", { done, total, name: file.name });
      began[step] ??= { at: performance.now(), done: done ?? 0 };
      const since = (performance.now() - began[step].at) / MINUTE;
      const left = (since * (total - done)) / (done - began[step].done);
      // Half a minute tells how fast it goes.
      return tell(since > 0.5 && left >= 1 ? `${said}${w("shelf.left", { n: Math.ceil(left) })}` : said);
    };
    adding = true;
    $("own-progress").textContent = tell(w("shelf.reading", { name: file.name }));
    const result = await work("shelf/add", form, {
      stop: "own-stop", progress: "own-progress", run: "own-none", line,
      failed: (said) => {
        const text = `${w("shelf.not_added", { name: file.name })} ${sentence(said)}`;
        $("own-error").replaceChildren(make("p", { class: "yj-notice", role: "alert" }, text));
        if ($("room-shelf").hidden) toast(text);
      },
    });
    adding = false;
    tick();
    if (!result) return;
    take(result);
    choose([result.doc]);
    toast(w("shelf.added", { name: result.doc }), { key: "shelf.ask_now", run: askNow });
  };
  const drop = dropZone("own", { types: types.documents, size: limits.upload_mb, label: "shelf.add_note", onChange: (files) => {
    $("own-error").replaceChildren();
    add(files);
  } });
  $("add").hidden = !own;

  $("shelf").addEventListener("change", (event) => {
    const box = event.target.closest("[data-pick]");
    if (!box) return;
    const chosen = [...$("shelf").querySelectorAll("[data-pick]:checked")].map((one) => one.dataset.pick);
    if (!chosen.length) { toast(w("shelf.none_chosen")); box.checked = true; return; }
    choose(chosen);
  });
  $("shelf").addEventListener("click", async (event) => {
    const reading = event.target.closest("[data-read]");
    if (reading) { read(reading.dataset.read, reading); return; }
    const removing = event.target.closest("[data-remove]");
    if (!removing) return;
    try {
      take(await ask("shelf/remove", { doc: removing.dataset.remove }));
      gone(removing.dataset.remove);
      choose(picked);
      toast(w("shelf.removed", { name: removing.dataset.name }));
    } catch (failure) { toast(sentence(failure.said ?? {})); }
  });
  return {
    docs: () => picked,
    asked,
    load: async () => {
      try { take(await ask("shelf")); } catch (failure) { shown.fail(failure.said ?? {}); }
    },
    first: () => asked()[0],
    choose,
    take: drop.take,
    repaint: () => { shown.paint(); drop.show(); },
    hasOwn: () => documents.some((document) => document.own),
  };
}
