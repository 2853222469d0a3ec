// The notes: each text is kept as one types, and never lost.
//
// A text leaves a moment after the last key. Until the server has said that it is kept, a copy stays
// in this browser, and comes back with the page. When somebody else wrote meanwhile, the server keeps
// both texts; we go on typing in ours. A text that nobody touches here follows what the others write.

import { newKey, post } from "../web/sending.js";

const PAUSE = 900;
const RETRY = 4000;
const kept = new Map(); // item → the text that the server has, as this page knows it

for (const form of document.querySelectorAll("form[data-note]")) start(form);
document.addEventListener("live:shown", follow);
document.addEventListener("signed-in", () => unsent().forEach((form) => later(form, 0)));

function start(form) {
  const { note } = form.dataset;
  const text = form.elements.text;
  kept.set(note, text.value);
  const draft = JSON.parse(localStorage.getItem(place(note)));
  if (draft && draft.text !== text.value) {
    text.value = draft.text;
    form.elements.base.value = draft.base;
    later(form, 0);
  }
  text.addEventListener("input", () => {
    const { base } = form.elements;
    localStorage.setItem(place(note), JSON.stringify({ text: text.value, base: base.value }));
    later(form, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    later(form, 0);
  });
}

// What is kept here, and not by the server yet.
function unsent() {
  const forms = [...document.querySelectorAll("form[data-note]")];
  return forms.filter((form) => localStorage.getItem(place(form.dataset.note)) !== null);
}

function place(note) {
  return `note-${document.body.dataset.me}-${note}`;
}

function later(form, delay) {
  clearTimeout(form.timer);
  form.timer = setTimeout(() => keep(form), delay);
}

async function keep(form) {
  if (form.isSending) return later(form, PAUSE);
  const sent = form.elements.text.value;
  form.isSending = true;
  tell(form, form.dataset.saving);
  const answer = await post(form.action, named(form, new FormData(form)));
  form.isSending = false;
  if (answer.kind === "lost") {
    tell(form, form.dataset.lost, true);
    return later(form, RETRY);
  }
  if (answer.kind === "out") {
    document.dispatchEvent(new CustomEvent("signed-out"));
    return tell(form, form.dataset.out, true);
  }
  if (answer.kind === "other") return tell(form, form.dataset.other, true);
  if (answer.kind === "refused") return tell(form, answer.message, true);
  taken(form, sent, answer);
}

// One key for one text: tried again it counts once, and the next text has its own.
function named(form, body) {
  const said = [body.get("text"), body.get("base"), body.get("rival")].join("\n");
  if (form.said !== said) Object.assign(form, { said, key: newKey() });
  body.set("request_key", form.key);
  return body;
}

function taken(form, sent, { version, rival }) {
  const { note } = form.dataset;
  if (rival) {
    form.elements.rival.value = rival;
    tell(form, form.dataset.rival, true);
  } else {
    form.elements.base.value = version;
    kept.set(note, sent);
    tell(form, form.dataset.kept);
  }
  if (form.elements.text.value === sent) localStorage.removeItem(place(note));
  else later(form, PAUSE);
}

// What the others wrote: taken over where nothing of ours waits.
function follow() {
  for (const written of document.querySelectorAll("[data-written]")) {
    const form = document.querySelector(`form[data-note="${written.dataset.written}"]`);
    if (!form || Number(written.dataset.version) <= Number(form.elements.base.value)) continue;
    const { text, base, rival } = form.elements;
    if (rival.value || text === document.activeElement || text.value !== kept.get(form.dataset.note)) continue;
    text.value = written.textContent;
    base.value = written.dataset.version;
    kept.set(form.dataset.note, text.value);
    tell(form, written.dataset.by);
  }
}

function tell(form, message, isWrong = false) {
  const state = form.querySelector(".notes__state");
  state.textContent = message ?? "";
  state.classList.toggle("tone--clay", isWrong);
}
