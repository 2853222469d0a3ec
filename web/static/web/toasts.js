// What an act answered, said over the page: one thing at a time, the last one, and those before it once it has gone.
//
// What was not acknowledged stays until it is. A refusal goes once it is settled: the same person went on to
// something that was done, or what it was about has changed. So does what a page said when it was loaded.

const toasts = document.getElementById("toasts");
const words = toasts.dataset;
const READ = 7_000;
const UNDO = 10_000; // the act that takes it back stands on the page too
const LEAST = 4_000; // time enough to read a refusal, whatever changes meanwhile
const refusals = new Map(); // each refusal on the screen, with the part of the page that it is about

export function toast({ text, failed = false, stays = failed, button }) {
  document.querySelector(".messages")?.remove(); // what the page said when it was loaded is past
  if (!failed) for (const earlier of toasts.querySelectorAll(".toast:not(.toast--failed)")) earlier.remove();
  const shown = document.createElement("div");
  shown.className = failed ? "toast toast--failed" : "toast";
  if (failed) shown.setAttribute("role", "alert");
  const sentence = document.createElement("p");
  sentence.textContent = text;
  shown.append(sentence);
  if (button) shown.append(makeButton(button.label, button.press));
  if (stays && !button) shown.append(makeButton(words.textClose, () => shown.remove()));
  if (!stays) setTimeout(() => shown.remove(), button ? UNDO : READ);
  toasts.append(shown);
  return shown;
}

// A refusal of what was pressed at `control`, a button or a form.
export function refusal(text, control) {
  const part = control?.closest("[data-region]");
  const shown = toast({ text, failed: true });
  refusals.set(shown, { region: part?.dataset.region, hash: part?.dataset.hash, at: Date.now() });
}

// The person went on: what was refused before is past.
export function settle() {
  for (const shown of refusals.keys()) drop(shown);
}

document.addEventListener("live:shown", () => {
  // What the page said of an act when it was loaded is past once what it was about has moved on.
  const read = performance.now() > LEAST;
  if (read) document.querySelector(".messages:not(:has(.notice--clay, a, button))")?.remove();
  for (const [shown, { region, hash, at }] of refusals) {
    const part = region && document.querySelector(`[data-region="${CSS.escape(region)}"]`);
    if (part && part.dataset.hash !== hash) setTimeout(() => drop(shown), Math.max(0, at + LEAST - Date.now()));
  }
});

function drop(shown) {
  refusals.delete(shown);
  shown.remove();
}

function makeButton(label, press) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = label;
  button.addEventListener("click", press);
  return button;
}
