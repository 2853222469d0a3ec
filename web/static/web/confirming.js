// An act that nothing takes back is asked first, in place: what will happen, and a button that names it.

import { comeBackTo, placeOf } from "../realtime/focus.js";

const words = document.getElementById("toasts").dataset;

// → whether it is to be done. `button` is the one that was pressed, if any.
export function confirm({ title, text, label }, button) {
  const place = button && placeOf(button);
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("role", "alertdialog");
  dialog.setAttribute("aria-labelledby", "confirmation-title");
  dialog.setAttribute("aria-describedby", "confirmation-text");
  const cancel = makeButton("button", words.textCancel, () => dialog.close());
  const go = makeButton("button button--clay", label, () => dialog.close("confirmed"));
  cancel.autofocus = true;
  const ways = document.createElement("div");
  ways.className = "toolbar";
  ways.append(cancel, go);
  dialog.append(line("h2", "confirmation-title", title), line("p", "confirmation-text", text), ways);
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  (button?.closest("dialog, [popover]") ?? document.body).append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (place) comeBackTo(place);
      resolve(dialog.returnValue === "confirmed");
    });
  });
}

function line(tag, id, text) {
  const element = document.createElement(tag);
  element.id = id;
  element.textContent = text;
  return element;
}

function makeButton(look, label, press) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = look;
  button.textContent = label;
  button.addEventListener("click", press);
  return button;
}
