// The sheet of one's own part goes down once an act in it is done: the bar says what was counted, and what comes next.
// It stays where something else is being typed in it.

import { isBusy } from "../realtime/morph.js";

document.addEventListener("act:done", ({ detail }) => {
  const sheet = detail.form.closest("[popover]");
  if (!sheet?.matches(":popover-open")) return;
  const fields = [...sheet.querySelectorAll("input, textarea, select")];
  if (!fields.some((field) => !detail.form.contains(field) && isBusy(field))) sheet.hidePopover();
});
