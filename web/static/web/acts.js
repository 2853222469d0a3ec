// Acts leave by fetch, so that the page stays and nobody doubts whether theirs arrived.
//
// A button of `form#act` (by its form= attribute) or a `form[data-act]` is one act; after one that stands beside the
// page (`data-act="aside"`) the page stays as it is; after one that changes what no region holds (`data-act="whole"`)
// the whole page is read again. It is sent with
// one request_key, kept when it is tried again, so that an act whose answer was lost counts once.
// What the server did not acknowledge stays on the screen until it is; after signing in again, in
// place, it goes out by itself. One that nothing takes back is asked first. Without this script the same forms post
// and redirect.

import { confirm } from "./confirming.js";
import { comeBack, newKey, post, token } from "./sending.js";
import { refusal, settle, toast } from "./toasts.js";

const words = document.getElementById("toasts").dataset;
const SOON = 3_000; // a page waits no longer for the network to show what it showed
const pending = new Map(); // What is on its way, by the act's name.
const unanswered = new Map(); // What was sent and not acknowledged, by name: the last of each.
let signedOut = null; // What says so on the screen.

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !(form.id === "act" || form.matches("[data-act]"))) return;
  event.preventDefault();
  send(makeAct(form, event.submitter));
});

addEventListener("beforeunload", (event) => {
  if (unanswered.size) event.preventDefault();
});

function makeAct(form, button) {
  const body = new FormData(form, button);
  const url = button?.getAttribute("formaction") || form.getAttribute("action") || location.href;
  const label = (button?.dataset.label || button?.textContent || "").trim().replace(/\s+/g, " ");
  const name = `${url} ${button?.name ?? ""}=${button?.value ?? ""}`;
  // Pressed once more, unchanged, where the answer was lost: the same act, so the same key.
  const before = unanswered.get(name)?.body;
  body.set("request_key", before && said(before) === said(body) ? before.get("request_key") : newKey());
  return { form, button, body, url, label, name };
}

function said(body) {
  const parts = [...body].filter(([name]) => !["request_key", "csrfmiddlewaretoken", "confirmed"].includes(name));
  return new URLSearchParams(parts).toString();
}

async function send(act) {
  if (pending.has(act.name)) return;
  pending.set(act.name, act);
  unanswered.get(act.name)?.toast?.remove();
  markBusy();
  const answer = await post(act.url, act.body);
  pending.delete(act.name);
  markBusy();
  if (["done", "asked", "refused"].includes(answer.kind)) unanswered.delete(act.name);
  else unanswered.set(act.name, act);
  act.waits = answer.kind === "out";
  ({ done, asked, refused, lost, out, other })[answer.kind](act, answer);
}

async function asked(act, { confirmation }) {
  if (!(await confirm(confirmation, act.button))) return;
  act.body.set("confirmed", "yes");
  send(act);
}

function done(act, { message, to, undo }) {
  clearErrors(act.form);
  settle();
  const isWhole = isAsSent(act); // somebody may have typed on while it was under way
  if (isWhole) document.dispatchEvent(new CustomEvent("act:acknowledged", { detail: { form: act.form } }));
  if (act.form.dataset.act === "aside") {
    document.dispatchEvent(new CustomEvent("act:done", { detail: { url: act.url, form: act.form } }));
    thank(message, undo);
    return;
  }
  const there = to ? new URL(to, location.href) : location;
  const stays = there.pathname === location.pathname && there.search === location.search;
  if (stays && act.form.dataset.act !== "whole" && document.querySelector("[data-region]")) {
    if (isWhole && act.form.id !== "act" && act.form.isConnected) act.form.reset();
    act.form.closest("dialog")?.close();
    document.dispatchEvent(new CustomEvent("act:done", { detail: { url: act.url, form: act.form } }));
    thank(message, undo);
    return;
  }
  const takesBack = undo && { ...undo, act: act.form.dataset.act };
  if (message) sessionStorage.setItem("toast", JSON.stringify({ message, undo: takesBack }));
  if (stays) location.reload();
  else location.assign(there);
}

function thank(message, undo) {
  if (message) toast({ text: message, button: undo && { label: words.textUndo, press: () => takeBack(undo) } });
}

// What takes an act back is an act too, of the page's person.
function takeBack({ url, fields, act }) {
  const form = document.createElement("form");
  form.action = url;
  if (act === "whole") form.dataset.act = act;
  const values = { ...fields, csrfmiddlewaretoken: token(), written_by: document.body.dataset.me ?? "" };
  for (const [name, value] of Object.entries(values)) form.append(Object.assign(document.createElement("input"), { name, value }));
  send(makeAct(form, null));
}

function isAsSent({ form, body }) {
  return [...form.querySelectorAll("textarea, input[type=text]")].every(
    ({ name, value }) => body.getAll(name).map(plain).includes(plain(value)),
  );
}

function plain(text) {
  return String(text).replaceAll("\r\n", "\n"); // how a form sends the ends of lines
}

function refused(act, { message, errors, read_from }) {
  clearErrors(act.form);
  if (read_from) act.form.elements.read_from.value = read_from; // both were shown: pressed again, it is a choice
  for (const [name, texts] of Object.entries(errors ?? {})) showError(act.form, name, texts);
  act.form.querySelector("[aria-invalid]")?.focus();
  refusal(message || words.textLost, act.button ?? act.form);
}

function lost(act, { status }) {
  const text = status ? words.textBroken : words.textLost;
  act.toast = toast({
    text: text.replace("{act}", act.label || "…"),
    failed: true,
    stays: true,
    button: { label: words.textRetry, press: () => send(act) },
  });
}

function out() {
  document.dispatchEvent(new CustomEvent("signed-out"));
  enter();
}

function other(act) {
  act.toast = toast({ text: words.textOther, failed: true });
}

// A page that the browser kept, whole or as it came (back.js), shown again by "Back": only to whoever it was for.

addEventListener("pageshow", ({ persisted }) => persisted && document.body.dataset.me && showToItsPerson());
if (document.documentElement.hidden) showToItsPerson();

async function showToItsPerson() {
  document.documentElement.hidden = true;
  if (["out", "other"].includes(await comeBack(SOON))) location.reload();
  else document.documentElement.hidden = false;
}

// Signing in again, in a dialog; or in another tab, which is noticed when one comes back to this one.

document.addEventListener("signed-out", sayOut);
addEventListener("focus", () => signedOut && look());
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && signedOut && look());

function sayOut() {
  if (signedOut?.isConnected) return;
  signedOut = toast({ text: words.textOut, failed: true, button: { label: words.textEnter, press: enter } });
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-enter]")) return;
  event.preventDefault();
  enter();
});

async function enter() {
  sayOut();
  if (document.getElementById("signing-in")) return;
  const { signIn } = await import(words.signingIn);
  cameIn(await signIn());
}

async function look() {
  cameIn(await comeBack());
}

function cameIn(how) {
  if (how === "other") toast({ text: words.textOther, failed: true });
  if (how !== "here") return;
  document.getElementById("signing-in")?.close();
  signedOut?.remove();
  signedOut = null;
  document.querySelector("[data-enter]")?.remove();
  document.dispatchEvent(new CustomEvent("signed-in"));
  for (const act of unanswered.values()) {
    if (!act.waits) continue;
    act.body.set("csrfmiddlewaretoken", token());
    send(act);
  }
}

// Buttons are marked by name, not kept by reference: a live region may have been drawn again meanwhile.
function markBusy() {
  for (const busy of document.querySelectorAll("[aria-busy][data-sending]")) {
    busy.removeAttribute("aria-busy");
    delete busy.dataset.sending;
  }
  for (const { form, url, name } of pending.values()) {
    const buttons = form.id === "act" ? document.querySelectorAll("button[form=act]") : form.querySelectorAll("button");
    for (const button of buttons) {
      const own = `${button.getAttribute("formaction") || url} ${button.name}=${button.value}`;
      if (own !== name) continue;
      button.setAttribute("aria-busy", "true");
      button.dataset.sending = "";
    }
  }
}

new MutationObserver(() => pending.size && markBusy()).observe(document.body, { childList: true, subtree: true });

function showError(form, name, texts) {
  const control = form.elements[name];
  const field = (control instanceof Element ? control : control?.[0])?.closest(".field");
  if (!field) return;
  const shown = document.createElement("p");
  shown.className = "field__error";
  shown.id = `${form.id || "form"}-${name}-refusal`;
  shown.textContent = texts.join(" ");
  field.append(shown);
  field.classList.add("field--wrong");
  for (const input of field.querySelectorAll(`[name="${name}"]`)) {
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-errormessage", shown.id);
  }
}

function clearErrors(form) {
  for (const shown of form.querySelectorAll(".field__error")) shown.remove();
  for (const field of form.querySelectorAll(".field--wrong")) field.classList.remove("field--wrong");
  for (const input of form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
}

const kept = sessionStorage.getItem("toast");
if (kept) {
  sessionStorage.removeItem("toast");
  const { message, undo } = JSON.parse(kept);
  thank(message, undo);
}
