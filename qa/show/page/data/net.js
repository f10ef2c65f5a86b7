// What the page asks of its server: JSON there and back, and work that is followed line by line.
import { language, w } from "./words.js";

// Waits between tries, in milliseconds, where the connection is lost or the server is busy.
const WAITS = [500, 1500, 4000];
const BUSY = 503;

export class Failure extends Error {
  // said: a sentence by language; offline: the server was not reached.
  constructor(said, status = 0) {
    super(said[language()] ?? "");
    this.said = said;
    this.status = status;
    this.offline = status === 0;
  }
}

export function address(path) { return new URL(`page/${path}`, document.baseURI).href; }

function inBoth(key) { return { key }; }

// A sentence of a failure, in the language of now.
export function sentence(said) { return said.key ? w(said.key) : said[language()] ?? w("error.server"); }

const pause = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

async function send(path, options) {
  let response;
  try {
    response = await fetch(address(path), {
      ...options, headers: { "x-yinju": "1", ...options.headers }, credentials: "same-origin",
    });
  } catch (lost) {
    if (lost.name === "AbortError") throw lost;
    throw new Failure(inBoth("error.offline"));
  }
  if (response.ok) return response;
  let said = inBoth("error.server");
  try { said = (await response.json()).error ?? said; } catch (other) { /* a proxy's own page */ }
  throw new Failure(said, response.status);
}

// Ask once, and again where it may help.
export async function ask(path, body, { signal, patient = true } = {}) {
  for (let number = 0; ; number += 1) {
    try {
      const response = await send(path, body === undefined ? { signal } : {
        method: "POST", signal, body: JSON.stringify(body), headers: { "content-type": "application/json" },
      });
      return response.status === 204 ? null : await response.json();
    } catch (failure) {
      const again = failure instanceof Failure && (failure.offline || failure.status === BUSY);
      if (!again || !patient || number >= WAITS.length) throw failure;
      await pause(WAITS[number]);
    }
  }
}

// Send a form and read what comes, a JSON object a line; the last is the result.
export async function follow(path, form, onLine, signal) {
  const response = await send(path, { method: "POST", body: form, signal });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let last = null;
  const take = (line) => {
    if (!line.trim()) return;
    last = JSON.parse(line);
    if (last.error) throw new Failure(last.error, 422);
    onLine(last);
  };
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      const lines = (rest + value).split("\n");
      rest = lines.pop();
      lines.forEach(take);
    }
    take(rest);
  } catch (lost) {
    if (lost instanceof Failure || lost.name === "AbortError") throw lost;
    throw new Failure(inBoth("error.offline"));
  }
  if (!last) throw new Failure(inBoth("error.offline"));
  return last;
}

// Fetch a file and hand it to the browser to keep.
export async function download(path, body, name) {
  const response = await send(path, {
    method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" },
  });
  const url = URL.createObjectURL(await response.blob());
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}
