// Acts leave by fetch, so that the page stays and nobody doubts whether theirs arrived.
//
// A button of `form#act` (by its form= attribute) or a `form[data-act]` is one act. It is sent with
// one request_key, kept when it is tried again, so that an act whose answer was lost counts once.
// What the server did not acknowledge stays on the screen until it is. Without this script the
// same forms post and redirect.

const toasts = document.getElementById("toasts");
const words = toasts.dataset;
const TOO_LONG = 20_000;
const READ = 7_000;
const pending = new Map(); // What is on its way: the act's name → how often it was tried.
let unacknowledged = 0;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !(form.id === "act" || form.matches("[data-act]"))) return;
  event.preventDefault();
  send(makeAct(form, event.submitter));
});

addEventListener("beforeunload", (event) => {
  if (unacknowledged) event.preventDefault();
});

function makeAct(form, button) {
  const body = new FormData(form, button);
  body.set("request_key", key());
  const url = button?.getAttribute("formaction") || form.getAttribute("action") || location.href;
  const label = (button?.dataset.label || button?.textContent || "").trim().replace(/\s+/g, " ");
  return { form, body, url, label, name: `${url} ${button?.name ?? ""}=${button?.value ?? ""}` };
}

function key() {
  // Not randomUUID: in the room the page may come over plain http, where it does not exist.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function send(act) {
  if (pending.has(act.name)) return;
  pending.set(act.name, act);
  act.toast?.remove();
  markBusy();
  const answer = await ask(act);
  pending.delete(act.name);
  markBusy();
  if (act.failed) unacknowledged -= 1;
  act.failed = answer.kind === "lost";
  if (act.failed) unacknowledged += 1;
  ({ done, refused, lost, out })[answer.kind](act, answer);
}

async function ask(act) {
  try {
    const response = await fetch(act.url, {
      method: "POST",
      body: act.body,
      headers: { "X-Act": "1", Accept: "application/json" },
      signal: AbortSignal.timeout(TOO_LONG),
    });
    const isJson = response.headers.get("Content-Type")?.includes("json");
    if (!isJson && response.redirected) return { kind: "out", to: response.url };
    if (response.status >= 500 || response.status === 429 || !isJson) return { kind: "lost", status: response.status };
    return { kind: response.ok ? "done" : "refused", ...(await response.json()) };
  } catch {
    return { kind: "lost" };
  }
}

function done(act, { message, to }) {
  clearErrors(act.form);
  const there = to ? new URL(to, location.href) : location;
  const stays = there.pathname === location.pathname && there.search === location.search;
  if (stays && document.querySelector("[data-region]")) {
    if (act.form.id !== "act" && act.form.isConnected) act.form.reset();
    act.form.closest("dialog")?.close();
    document.dispatchEvent(new CustomEvent("act:done", { detail: { url: act.url, form: act.form } }));
    if (message) toast({ text: message });
    return;
  }
  if (message) sessionStorage.setItem("toast", message);
  if (stays) location.reload();
  else location.assign(there);
}

function refused(act, { message, errors }) {
  clearErrors(act.form);
  for (const [name, texts] of Object.entries(errors ?? {})) showError(act.form, name, texts);
  act.form.querySelector("[aria-invalid]")?.focus();
  toast({ text: message || words.textLost, failed: true });
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

function out(act, { to }) {
  toast({ text: words.textOut, failed: true, button: { label: words.textEnter, press: () => location.assign(to) } });
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

export function toast({ text, failed = false, stays = failed, button }) {
  document.querySelector(".messages")?.remove(); // what the page said when it was loaded is past
  const shown = document.createElement("div");
  shown.className = failed ? "toast toast--failed" : "toast";
  if (failed) shown.setAttribute("role", "alert");
  const sentence = document.createElement("p");
  sentence.textContent = text;
  shown.append(sentence);
  if (button) shown.append(makeButton(button.label, button.press));
  else if (stays) shown.append(makeButton(words.textClose, () => shown.remove()));
  toasts.append(shown);
  if (!stays) setTimeout(() => shown.remove(), READ);
  return shown;
}

function makeButton(label, press) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = label;
  button.addEventListener("click", press);
  return button;
}

const told = sessionStorage.getItem("toast");
if (told) {
  sessionStorage.removeItem("toast");
  toast({ text: told });
}
