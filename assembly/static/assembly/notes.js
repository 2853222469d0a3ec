// The notes: each text is kept as one types, and never lost.
//
// A text leaves a moment after the last key, and at once when the page is left. Until the server has said that it is
// kept, a copy stays in this browser, and comes back with the page. When somebody else wrote meanwhile, the server keeps
// both texts, and both are shown under ours, in which we go on typing, until somebody chooses. A text that
// nobody changes here follows what the others write.

import { morph } from "../realtime/morph.js";
import { newKey, post } from "../web/sending.js";

const PAUSE = 900;
const RETRY = 4000;
const kept = new Map(); // item → the text that the server has, as this page knows it
const notes = document.getElementById("notes"); // where they are written, in the page of the notes and in the meeting's

if (notes) {
  forms().forEach(start);
  document.addEventListener("live:shown", follow);
  document.addEventListener("signed-in", () => forms().filter(isUnsent).forEach((form) => later(form, 0)));
  document.addEventListener("act:done", ({ detail }) => settled(detail.form));
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
}

function forms() {
  return [...notes.querySelectorAll("form[data-note]")];
}

export function start(form) {
  const { note } = form.dataset;
  const text = form.elements.text;
  kept.set(note, text.value);
  // On a phone its tools come with the pen, and stay: nothing moves under a finger that leaves the field.
  form.addEventListener("focusin", () => form.closest(".notes")?.classList.add("is-used"));
  const draft = JSON.parse(localStorage.getItem(place(note)));
  if (draft && draft.text !== text.value) {
    text.value = draft.text;
    form.elements.base.value = draft.base;
    if (draft.key) Object.assign(form, { said: said(draft.text, draft.base, form.elements.rival.value), key: draft.key });
    later(form, 0);
  } else localStorage.removeItem(place(note));
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

// Whether something typed here is kept by this browser, and not by the server yet.
export function isUnsent(form) {
  return localStorage.getItem(place(form.dataset.note)) !== null;
}

export function place(note) {
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
  tell(form, form.dataset.textSaving);
  const answer = await post(form.action, named(form, new FormData(form)));
  form.isSending = false;
  if (answer.kind === "lost") {
    tell(form, form.dataset.textLost, true);
    return later(form, RETRY);
  }
  if (answer.kind === "out") {
    document.dispatchEvent(new CustomEvent("signed-out"));
    return tell(form, form.dataset.textOut, true);
  }
  if (answer.kind === "other") return tell(form, form.dataset.textOther, true);
  if (answer.kind === "refused") return tell(form, answer.message, true);
  taken(form, sent, answer);
}

// Nobody waits for the answer: where it did not arrive, it is sent again, under its key, when the page comes back.
function leave() {
  for (const form of forms().filter((one) => isUnsent(one) && !one.isSending)) {
    const body = named(form, new FormData(form));
    const copy = { text: body.get("text"), base: body.get("base"), key: form.key };
    localStorage.setItem(place(form.dataset.note), JSON.stringify(copy));
    navigator.sendBeacon(form.action, body);
  }
}

// One key for one text: tried again it counts once, and the next text has its own.
function named(form, body) {
  const words = said(body.get("text"), body.get("base"), body.get("rival"));
  if (form.said !== words) Object.assign(form, { said: words, key: newKey() });
  body.set("request_key", form.key);
  return body;
}

function taken(form, sent, { version, rival }) {
  const { note } = form.dataset;
  kept.set(note, sent);
  if (rival) {
    form.elements.rival.value = rival;
    tell(form, form.dataset.textRival, true);
    showTexts();
  } else {
    form.elements.base.value = version;
    tell(form, form.dataset.textKept);
  }
  if (form.elements.text.value === sent) localStorage.removeItem(place(note));
  else later(form, PAUSE);
  follow(); // others may have written since it was sent from here before
  document.dispatchEvent(new CustomEvent("notes:kept"));
}

function said(text, base, rival) {
  return [text, base, rival].join("\n");
}

// What the others wrote: taken over where nothing of ours waits.
function follow() {
  for (const written of document.querySelectorAll("[data-written]")) {
    const form = notes.querySelector(`form[data-note="${written.dataset.written}"]`);
    if (form) followOne(form, written);
  }
}

function followOne(form, written) {
  const { text, base, rival } = form.elements;
  const { version, disagreement, by } = written.dataset;
  if (choiceOf(form).dataset.disagreement !== disagreement) showTexts();
  if (disagreement.split(" ").some((one) => one.startsWith(`${rival.value}-`))) form.shownRival = rival.value;
  else if (form.shownRival === rival.value) rival.value = ""; // somebody has chosen
  if (rival.value || isUnsent(form) || text.value !== kept.get(form.dataset.note)) return;
  if (Number(version) < Number(base.value)) return;
  base.value = version;
  if (text.value === written.textContent) return;
  writeOver(text, written.textContent);
  kept.set(form.dataset.note, text.value);
  tell(form, by);
}

// The caret stays where it is.
function writeOver(text, fresh) {
  const { selectionStart, selectionEnd } = text;
  text.value = fresh;
  if (text === document.activeElement) text.setSelectionRange(selectionStart, selectionEnd);
}

// The texts that disagree, as they stand now, with what may become of them.

async function showTexts() {
  const page = await readNotes();
  for (const form of page ? forms() : []) {
    const fresh = page.querySelector(`form[data-note="${form.dataset.note}"]`);
    if (!fresh) continue;
    const choice = choiceOf(form);
    morph(choice, choiceOf(fresh).innerHTML);
    choice.dataset.disagreement = choiceOf(fresh).dataset.disagreement;
  }
}

export function choiceOf(form) {
  return form.parentElement.querySelector(".notes__choice");
}

// The page of the notes, read again; null when it cannot be, or is somebody else's.
export async function readNotes() {
  try {
    const response = await fetch(notes.dataset.url, { headers: { "X-Live": "1" }, cache: "no-store", redirect: "manual" });
    if (response.status === 401) document.dispatchEvent(new CustomEvent("signed-out"));
    if (!response.ok || response.headers.get("X-Me") !== document.body.dataset.me) return null;
    return new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    return null;
  }
}

// Somebody has chosen here: the choice goes, and the work goes on in the text that was kept.
async function settled(chosen) {
  const choice = chosen?.closest(".notes__choice");
  if (!choice) return;
  const form = choice.parentElement.querySelector("form[data-note]");
  choice.replaceChildren();
  form.elements.rival.value = "";
  form.elements.text.focus();
  const page = await readNotes();
  const written = page?.querySelector(`[data-written="${form.dataset.note}"]`);
  if (written) followOne(form, written);
}

function tell(form, message, isWrong = false) {
  const state = form.querySelector(".notes__state");
  state.textContent = message ?? "";
  state.classList.toggle("tone--clay", isWrong);
}
