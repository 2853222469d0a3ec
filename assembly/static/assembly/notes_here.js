// The notes of the current item, written in the meeting's own page.
//
// They open for whoever takes them, and for whoever presses "Write the notes"; what was typed for an item and not kept
// yet opens with the page. When the meeting goes on to another item its notes open; the former ones stay as long as
// somebody is at work in them: what was typed for an item is kept as that item's.

import { choiceOf, isUnsent, place, readNotes, start } from "./notes.js";

const notes = document.getElementById("notes");
let isWriting = false; // whether this person writes the notes here
let reading = null; // the page of the notes, on its way

if (notes) {
  document.addEventListener("click", write);
  document.addEventListener("live:shown", turn);
  document.addEventListener("notes:kept", turn);
  document.addEventListener("act:done", turn);
  notes.addEventListener("focusout", () => setTimeout(turn));
  takeUpDrafts();
  turn();
}

async function write(event) {
  const link = event.target.closest("[data-write-notes]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  isWriting = true;
  await turn();
  const section = sectionOf(current());
  if (section) section.querySelector("textarea").focus();
  else location.assign(link.href);
}

// The item that the meeting is at; empty between two.
function current() {
  return document.querySelector("[data-written]")?.dataset.written ?? "";
}

function sectionOf(item) {
  return document.getElementById(`item-${item}`);
}

async function turn() {
  const item = current();
  isWriting ||= document.querySelector("#mine [data-takes-notes]") !== null;
  for (const section of [...notes.children]) if (section.id !== `item-${item}` && !isAtWork(section)) section.remove();
  if (!isWriting || !item || sectionOf(item)) return;
  reading ??= readNotes().finally(() => (reading = null));
  const page = await reading;
  if (page && current() === item) show(page, item);
  else if (page) await turn();
}

function isAtWork(section) {
  const form = section.querySelector("form[data-note]");
  return section.contains(document.activeElement) || isUnsent(form) || choiceOf(form).childElementCount > 0;
}

function show(page, item) {
  const fresh = page.getElementById(`item-${item}`);
  if (!fresh || sectionOf(item)) return;
  notes.append(document.importNode(fresh, true));
  start(sectionOf(item).querySelector("form[data-note]"));
}

// What was typed here and never arrived, for whatever item of this meeting.
async function takeUpDrafts() {
  const mine = place("");
  const items = Object.keys(localStorage).filter((name) => name.startsWith(mine)).map((name) => name.slice(mine.length));
  const page = items.length ? await readNotes() : null;
  if (page) items.forEach((item) => show(page, item));
}
