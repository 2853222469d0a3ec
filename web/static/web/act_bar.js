// The sheet of one's own part goes down once an act in it is done: the bar says what was counted, and what comes next.
// It stays where something else is being typed in it, and where a receipt is to be kept. What an act answers is said
// over the sheet too; what a form of another page answered, before it came back here, passes as they do.

//
// How high the bar stands is measured: what is said over the page, and the end of the page, keep clear of it.

import { isBusy } from "../realtime/morph.js";
import { toast } from "./toasts.js";

const measured = new ResizeObserver((bars) => {
  const height = bars.at(-1).target.offsetHeight;
  if (height) document.documentElement.style.setProperty("--bar", `${height}px`);
  else document.documentElement.style.removeProperty("--bar");
});

function measure() {
  measured.disconnect();
  const bar = document.querySelector(".act-bar");
  if (bar) measured.observe(bar, { box: "border-box" });
  else document.documentElement.style.removeProperty("--bar");
}

document.addEventListener("live:shown", measure);
measure();

const toasts = document.getElementById("toasts");
const answered = document.querySelector("main > .messages > .notice--leaf:only-child");
if (answered) toast({ text: answered.textContent.trim() });

document.addEventListener("act:done", ({ detail }) => {
  const sheet = detail.form.closest("[popover]");
  if (!sheet?.matches(":popover-open") || detail.form.querySelector("[data-receipt]")) return;
  const fields = [...sheet.querySelectorAll("input, textarea, select")];
  if (!fields.some((field) => !detail.form.contains(field) && isBusy(field))) sheet.hidePopover();
});

document.addEventListener(
  "toggle",
  ({ target, newState }) => {
    if (!target.matches(".sheet[popover]")) return;
    toasts.popover = newState === "open" ? "manual" : null;
    if (newState === "open") toasts.showPopover();
  },
  true,
);
