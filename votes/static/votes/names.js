// A field that finds members by their letters, above a text of names: what is chosen there becomes a line.

import { hasName } from "../web/letters.js";

for (const finder of document.querySelectorAll("[data-names]")) {
  const [text, field] = [document.getElementById(finder.dataset.names), finder.querySelector("input")];
  const names = [...finder.querySelectorAll("option")].map((option) => option.value);

  finder.hidden = false;
  finder.querySelector("button").addEventListener("click", () => take());
  field.addEventListener("input", () => names.includes(field.value) && add(field.value));
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    take();
  });

  // Somebody who is no member may be a candidate too; between several members the list still asks which one.
  function take() {
    const fitting = names.filter((name) => hasName(name, field.value));
    if (fitting.length < 2) add(fitting[0] ?? field.value.trim());
    else field.focus();
  }

  function add(name) {
    const lines = text.value.split("\n").filter((line) => line.trim());
    if (name && !lines.includes(name)) text.value = [...lines, name].join("\n") + "\n";
    text.dispatchEvent(new Event("input", { bubbles: true }));
    field.value = "";
    field.focus();
  }
}
