// What is typed is kept until it is sent: on this device at each letter, under the number of whoever typed it; and of
// the long forms (`{% draft %}`) on the server too, at each pause, so that it is found again on any device. Nothing of
// a secret ballot is ever kept.

import { post } from "./sending.js";

const me = document.body.dataset.me || (document.querySelector("[data-draft]") ? "link" : ""); // a letter's link
const FIELDS = ":is(form[data-act], form:has([data-draft])) :is(textarea, input[type=text])";
const KEPT = 30 * 24 * 3600 * 1000;
const PAUSE = 3_000;
const acknowledged = new WeakMap(); // what the server has of a field, where it is not what the page came with
const waiting = new Map(); // the forms that changed since the server kept them, with what will keep them

if (me) {
  dropOld();
  restore();
  document.addEventListener("input", ({ target }) => target.matches(FIELDS) && keep(target));
  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, ({ target }) => target.form?.querySelector("[data-draft]") && later(target.form));
  }
  document.addEventListener("live:shown", restore);
  document.addEventListener("act:acknowledged", ({ detail }) => forget(detail.form));
  document.addEventListener("submit", sent);
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
}

function keep(field) {
  if (field.form.querySelector("[data-receipt]")) return;
  const over = acknowledged.get(field) ?? field.defaultValue;
  if (field.value === over) return localStorage.removeItem(place(field));
  localStorage.setItem(place(field), JSON.stringify({ text: field.value, over, at: Date.now() }));
}

function restore() {
  for (const field of document.querySelectorAll(FIELDS)) {
    if (field.value !== field.defaultValue || field === document.activeElement) continue;
    const draft = JSON.parse(localStorage.getItem(place(field)));
    if (draft && draft.over === field.defaultValue) field.value = draft.text;
  }
}

function forget(form) {
  clearTimeout(waiting.get(form));
  waiting.delete(form);
  for (const field of form.querySelectorAll("textarea, input[type=text]")) localStorage.removeItem(place(field));
}

function place({ form, name }) {
  const kept = form.querySelector("[data-draft]")?.dataset.draft; // tells apart forms that a page sends to itself
  const action = form.getAttribute("action") ?? kept ?? location.pathname + location.search;
  return `draft-${me}-${action}-${form.querySelector("button[value]")?.value ?? ""}-${name}`;
}

function dropOld() {
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith("draft-") && JSON.parse(localStorage.getItem(name)).at < Date.now() - KEPT) {
      localStorage.removeItem(name);
    }
  }
}

// On the server.

function later(form) {
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => save(form), PAUSE));
}

async function save(form) {
  const line = form.querySelector("[data-draft]");
  if (!waiting.delete(form) || !form.isConnected) return;
  const fields = [...form.querySelectorAll("textarea, input[type=text]")];
  const texts = fields.map((field) => field.value);
  const answer = await post(line.dataset.draft, new FormData(form));
  if (form.dataset.sent) return;
  const isKept = answer.kind === "done";
  line.querySelector("[role=status]").textContent = isKept ? answer.message : (answer.message ?? line.dataset.textLost);
  if (answer.kind === "lost") return later(form);
  if (!isKept) return;
  for (const [number, field] of fields.entries()) {
    acknowledged.set(field, texts[number]);
    keep(field);
  }
}

function leave() {
  for (const [form, timer] of waiting) {
    clearTimeout(timer);
    const { draft } = form.querySelector("[data-draft]").dataset;
    navigator.sendBeacon(`${draft}&leaving=1`, new FormData(form)); // nobody waits for the answer
  }
  waiting.clear();
}

// Sent by the browser itself: what arrives is no draft any more, and what does not is shown again by its page.
function sent(event) {
  const { target: form, submitter } = event;
  const line = form.querySelector("[data-draft]");
  if (event.defaultPrevented) return;
  if (!line) return leave(); // what is typed into the other forms of the page
  clearTimeout(waiting.get(form));
  waiting.delete(form);
  if (submitter?.getAttribute("formaction") === line.dataset.draft) {
    event.preventDefault();
    waiting.set(form, 0);
    save(form);
    return;
  }
  form.dataset.sent = "";
  forget(form);
  leave();
}
