// Finding words in the text of a document, and marking them without touching it.

const MOST = 5000;

// Pieces of the text that are shown, with the text nodes that they come from.
export class Finder {
  constructor(root) {
    this.nodes = [];
    let text = "";
    for (const holder of root.querySelectorAll(".yj-words, .yj-article, td, h2, h3, h4, h5, h6")) {
      const walker = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        this.nodes.push({ node: walker.currentNode, at: text.length });
        text += walker.currentNode.data;
      }
      // Words of two clauses are no word.
      text += "\u0000";
    }
    this.text = folded(text);
  }

  // The ranges of every place that has the words.
  find(words) {
    const wanted = folded(words.trim());
    const found = [];
    if (!wanted) return found;
    for (let at = this.text.indexOf(wanted); at >= 0 && found.length < MOST;
      at = this.text.indexOf(wanted, at + wanted.length)) {
      found.push(this.range(at, at + wanted.length));
    }
    return found;
  }

  range(start, end) {
    const range = new Range();
    const [first, last] = [this.holding(start), this.holding(end - 1)];
    range.setStart(first.node, start - first.at);
    range.setEnd(last.node, end - last.at);
    return range;
  }

  holding(place) {
    let [low, high] = [0, this.nodes.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.nodes[middle].at <= place) low = middle; else high = middle - 1;
    }
    return this.nodes[low];
  }
}

// Full width and half width, large and small are the same to a reader; the length stays.
function folded(text) {
  let all = "";
  for (let at = 0; at < text.length; at += 1) {
    const same = text[at].normalize("NFKC").toLowerCase();
    all += same.length === 1 ? same : text[at];
  }
  return all;
}

// Have the browser draw ranges; where it cannot, they are only scrolled to.
export function draw(name, ranges) {
  if (!window.CSS?.highlights) return;
  if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
  else CSS.highlights.delete(name);
}

// Wrap what a string of text within an element covers in elements of a tag.
export function wrap(root, start, end, tag) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const touched = [];
  let at = 0;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const [from, to] = [Math.max(start - at, 0), Math.min(end - at, node.data.length)];
    if (from < to) touched.push([node, from, to]);
    at += node.data.length;
  }
  return touched.map(([node, from, to]) => {
    const range = new Range();
    range.setStart(node, from);
    range.setEnd(node, to);
    const element = document.createElement(tag);
    range.surroundContents(element);
    return element;
  });
}

export function unwrap(root, tag) {
  for (const element of root.querySelectorAll(tag)) {
    const parent = element.parentNode;
    element.replaceWith(...element.childNodes);
    parent.normalize();
  }
}
