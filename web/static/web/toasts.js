// What an act answered, said over the page: one thing at a time, the last one, and those before it once it has gone.
//
// What was not acknowledged stays until it is. A refusal goes once it is settled: the same person went on to
// something that was done, or what it was about has changed. So does what a page said when it was loaded.

const toasts = document.getElementById("toasts");
const words = toasts.dataset;
const READ = 7_000;
const UNDO = 10_000; // the act that takes it back stands on the page too
const LEAST = 4_000; // time enough to read a refusal, whatever changes meanwhile
const STEP = 24; // pixels by which a toast is lifted where it would lie over something to press
const RISE = 12; // pixels by which it moves as it comes
const SIDES = ["center", "end", "start"];
const CONTROLS = "a[href], button, input, select, textarea, summary, label";
const wide = matchMedia("(min-width: 1000px)");
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
  standClear();
  return shown;
}

addEventListener("scroll", () => requestAnimationFrame(standClear), { passive: true });
addEventListener("resize", standClear);
// Whatever changes on the page may bring something to press under it: a region, one's own part, what is unfolded.
new MutationObserver(standClear).observe(document.querySelector(".page") ?? document.body, {
  childList: true,
  subtree: true,
  attributeFilter: ["open"],
});

// On a wide screen: the lowest place under which nothing is to be pressed, in the middle first, then at a side.
function standClear() {
  const shown = toasts.lastElementChild;
  if (!shown) return;
  place("center", 0);
  if (!wide.matches) return;
  const isInView = (at) => at.width && at.bottom > 0 && at.top < innerHeight;
  const others = [...document.querySelectorAll(CONTROLS)].filter((one) => !toasts.contains(one));
  const controls = others.filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect());
  const taken = controls.filter(isInView);
  const { top, bottom, width } = shown.getBoundingClientRect();
  const frame = toasts.getBoundingClientRect();
  const lefts = { center: (frame.left + frame.right - width) / 2, end: frame.right - width, start: frame.left };
  for (let lift = 0; lift < top; lift += STEP)
    for (const side of SIDES) {
      const [left, right, above, below] = [lefts[side], lefts[side] + width, top - lift - RISE, bottom - lift + RISE];
      const isOver = (at) => at.left < right && at.right > left && at.top < below && at.bottom > above;
      if (!taken.some(isOver)) {
        place(side, lift);
        return;
      }
    }
}

function place(side, lift) {
  toasts.style.justifyItems = side;
  toasts.style.translate = `0 ${-lift}px`;
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
