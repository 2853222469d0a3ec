// Beside the words that somebody selects in a text stand the links that act on them. Each is given the words, what is
// shown before them and the version: the server finds their place in the text.

const MOST = 1500; // characters that an address can hold; for more there is the page of the paragraphs
const acts = document.querySelector("[data-passage-acts]");
let waits;

if (acts) {
  document.addEventListener("selectionchange", () => {
    clearTimeout(waits);
    waits = setTimeout(show, 300); // a tap on a link ends the selection before it is followed
  });
}

function show() {
  if (acts.contains(document.activeElement)) return;
  const selection = document.getSelection();
  const range = selection.rangeCount ? selection.getRangeAt(0) : null;
  const text = range && elementOf(range.commonAncestorContainer).closest("[data-passages]");
  const words = text ? selection.toString().trim() : "";
  acts.hidden = !words || words.length > MOST;
  if (acts.hidden) return;
  for (const link of acts.querySelectorAll("a")) {
    const query = new URLSearchParams({ version: text.dataset.passages, words, before: before(text, range) });
    link.search = query.toString();
  }
  place(range.getBoundingClientRect());
}

function before(text, range) {
  const start = document.createRange();
  start.setStart(text, 0);
  start.setEnd(range.startContainer, range.startOffset);
  return start.toString().slice(-80);
}

function place(words) {
  const around = acts.offsetParent.getBoundingClientRect();
  const most = Math.max(0, around.width - acts.offsetWidth);
  acts.style.top = `${words.bottom - around.top + 12}px`;
  acts.style.left = `${Math.min(most, Math.max(0, words.left - around.left))}px`;
}

function elementOf(node) {
  return node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
}
