// The receipt code of a secret ballot is made here, by the browser: the server meets it for the first time
// with the ballot itself. It is remembered as long as this page is open, and kept only by whoever keeps it.

import { toast } from "../web/toasts.js";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const codes = new Map(); // By form: what this page made for it.
const cast = new Set(); // The forms whose ballot is in the box.
const sent = new WeakMap(); // Which form's ballot an act carries.

document.addEventListener("submit", ({ target }) => sent.set(target, nameOf(target)), true);
document.addEventListener("act:done", ({ detail }) => {
  if (sent.get(detail?.form)) cast.add(sent.get(detail.form));
  dress();
});
document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-keeping] button");
  if (button) keep(button, button.closest("[data-kept]"));
});
new MutationObserver(dress).observe(document.body, {
  childList: true,
  subtree: true,
  attributeFilter: ["value", "hidden"],
});
dress();

function dress() {
  for (const shown of document.querySelectorAll("[data-receipt]")) {
    const code = codeOf(shown.dataset.receipt);
    const field = shown.querySelector("[name=code]");
    if (field.value !== code) field.value = code;
    write(shown, code);
    for (const words of shown.querySelectorAll("[data-made]")) hide(words, words.dataset.made !== "browser");
  }
  for (const kept of document.querySelectorAll("[data-kept]")) {
    const name = kept.dataset.kept;
    if (cast.has(name)) write(kept, codes.get(name));
    hide(kept, !textOf(kept));
    hide(kept.querySelector("[data-keeping]"), false);
  }
  for (const words of document.querySelectorAll("[data-not-kept]")) hide(words, cast.has(words.dataset.notKept));
}

function nameOf(form) {
  return form.querySelector("[data-receipt]")?.dataset.receipt;
}

function codeOf(name) {
  // 80 bits: of each random byte the five that make one character.
  if (!codes.has(name)) {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    codes.set(name, Array.from(bytes, (byte) => ALPHABET[byte & 31]).join(""));
  }
  return codes.get(name);
}

function write(shown, code) {
  const output = shown.querySelector(".receipt__code");
  const text = code.match(/.{4}/g).join("-");
  if (output.textContent !== text) output.textContent = text;
}

function textOf(shown) {
  return shown.querySelector(".receipt__code").textContent.trim();
}

function hide(element, isHidden) {
  if (element.hidden !== isHidden) element.hidden = isHidden;
}

async function keep(button, kept) {
  if (button.matches("[data-print]")) return print();
  if (button.matches("[data-download]")) return download(kept);
  try {
    await navigator.clipboard.writeText(textOf(kept));
    toast({ text: kept.dataset.textCopied });
  } catch {
    // Over plain http there is no clipboard: the code is marked, for the person's own keys.
    getSelection().selectAllChildren(kept.querySelector(".receipt__code"));
  }
}

function download(kept) {
  const { textFile, textHow, textName } = kept.dataset;
  const file = new Blob([`${textFile}\n\n${textOf(kept)}\n\n${textHow}\n`], { type: "text/plain" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `${textName}.txt`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
