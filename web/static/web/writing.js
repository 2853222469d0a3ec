// Writing without knowing Markdown: a row of buttons over a long text puts its marks around what is selected, and shows
// how the text will look, as our side lays it out. Without this script the row is not there.

import { post, token } from "./sending.js";
import { refusal } from "./toasts.js";

const LINES = { title: "## ", list: "- ", quote: "> " };

reveal();
document.addEventListener("live:shown", reveal);

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-mark]");
  if (!button) return;
  const field = document.getElementById(button.closest(".prose-tools").dataset.prose);
  if (button.dataset.mark === "preview") preview(field, button);
  else mark(field, button.dataset.mark);
});

document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && key.toLowerCase() === "b" && toolsOf(target)) {
    event.preventDefault();
    mark(target, "bold");
  }
  if (target.matches("[data-mark]")) walk(event);
});

function reveal() {
  for (const tools of document.querySelectorAll(".prose-tools[hidden]")) {
    tools.hidden = false;
    for (const button of [...tools.querySelectorAll("[data-mark]")].slice(1)) button.tabIndex = -1;
  }
}

// One stop of the tab key; the arrows walk within.
function walk(event) {
  const buttons = [...event.target.closest(".prose-tools").querySelectorAll("[data-mark]")];
  const place = buttons.indexOf(event.target);
  const last = buttons.length - 1;
  const next = { ArrowRight: place === last ? 0 : place + 1, ArrowLeft: place ? place - 1 : last, Home: 0, End: last };
  if (!(event.key in next)) return;
  event.preventDefault();
  event.target.tabIndex = -1;
  buttons[next[event.key]].tabIndex = 0;
  buttons[next[event.key]].focus();
}

function mark(field, kind) {
  if (field.hidden) return;
  const { selectionStart: start, selectionEnd: end, value } = field;
  const selected = value.slice(start, end);
  if (kind === "bold") around(field, start, end, "**", selected, "**");
  if (kind === "link") around(field, start, end, "[", selected, "](https://)");
  if (kind in LINES) lines(field, start, end, LINES[kind]);
}

function around(field, start, end, before, selected, after) {
  put(field, start, end, before + selected + after);
  const inside = start + before.length;
  if (!selected) field.setSelectionRange(inside, inside);
  else if (before === "[") field.setSelectionRange(inside + selected.length + 2, inside + selected.length + after.length - 1);
  else field.setSelectionRange(inside, inside + selected.length);
}

// Each line of what is selected bears the mark, or none does any more where each did.
function lines(field, start, end, sign) {
  const from = field.value.lastIndexOf("\n", start - 1) + 1;
  const next = field.value.indexOf("\n", end);
  const to = next < 0 ? field.value.length : next;
  const rows = field.value.slice(from, to).split("\n");
  const isMarked = rows.every((row) => row.startsWith(sign));
  const text = rows.map((row) => (isMarked ? row.slice(sign.length) : sign + row)).join("\n");
  // A list or a quotation begins after an empty line.
  const gap = isMarked || from === 0 || field.value.slice(0, from).endsWith("\n\n") ? "" : "\n";
  put(field, from, to, gap + text);
  field.setSelectionRange(from + gap.length + text.length, from + gap.length + text.length);
}

// As if it were typed, so that the browser can undo it.
function put(field, start, end, text) {
  field.focus();
  field.setSelectionRange(start, end);
  if (!document.execCommand("insertText", false, text)) {
    field.setRangeText(text, start, end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

async function preview(field, button) {
  const shown = document.getElementById(`${field.id}-preview`);
  if (!shown.hidden) return show(field, shown, button, false);
  const body = new FormData();
  body.set("csrfmiddlewaretoken", token());
  body.set("text", field.value);
  const answer = await post(button.closest(".prose-tools").dataset.preview, body);
  if (answer.kind !== "done") return refusal(document.getElementById("toasts").dataset.textOffline, button);
  shown.innerHTML = answer.html;
  show(field, shown, button, true);
}

function show(field, shown, button, isPreview) {
  shown.hidden = !isPreview;
  field.hidden = isPreview;
  button.setAttribute("aria-pressed", isPreview);
  for (const other of button.closest(".prose-tools").querySelectorAll("[data-mark]:not([data-mark=preview])")) {
    other.disabled = isPreview;
  }
  if (isPreview) shown.focus();
  else field.focus();
}

function toolsOf(field) {
  return field.id && document.querySelector(`.prose-tools[data-prose="${CSS.escape(field.id)}"]`);
}
