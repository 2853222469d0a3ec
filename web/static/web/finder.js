// Over a list of people, a field that finds one by letters: a press on a name, or Enter for the first, chooses it in the
// list. Where the list is read at one look, or without this script, there is the list alone.

import { hasName } from "./letters.js";

const FEW = 8;

for (const finder of document.querySelectorAll("[data-finds][hidden]")) {
  const list = document.getElementById(finder.dataset.finds);
  const people = [...list.options].filter((option) => option.value);
  if (people.length > FEW) offer(finder, list, people);
}

function offer(finder, list, people) {
  const [field, found, said] = ["input", "ul", "[role=status]"].map((part) => finder.querySelector(part));
  finder.hidden = false;
  field.addEventListener("input", () => {
    const named = people.filter((option) => hasName(option.text, field.value));
    found.replaceChildren(...named.slice(0, FEW).map(line));
    said.textContent = named.length || !field.value.trim() ? "" : finder.dataset.textNone;
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    found.querySelector("button")?.click();
  });

  function line(option) {
    const [row, button] = [document.createElement("li"), document.createElement("button")];
    button.type = "button";
    button.className = "button";
    button.textContent = option.text;
    button.addEventListener("click", () => choose(option));
    row.append(button);
    return row;
  }

  function choose(option) {
    list.value = option.value;
    list.dispatchEvent(new Event("change", { bubbles: true }));
    field.value = "";
    found.replaceChildren();
    said.textContent = "";
    list.focus();
  }
}
