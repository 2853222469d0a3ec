// Finds one's own ballot in the published list, here: the code is never sent.

const form = document.querySelector("form[data-find]");
const status = form?.querySelector("[role=status]");
const ALIKE = { O: "0", I: "1", L: "1" };

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  const typed = form.elements.code.value.toUpperCase().replace(/[^0-9A-Z]/g, "");
  const code = typed.replace(/[OIL]/g, (letter) => ALIKE[letter]);
  document.querySelector(".published .is-found")?.classList.remove("is-found");
  const row = Array.from(document.querySelectorAll("[data-code]")).find((one) => one.dataset.code === code);
  status.replaceChildren(...(row ? here(row) : [status.dataset.missing]));
  status.classList.toggle("tone--clay", !row);
});

function here(row) {
  row.classList.add("is-found");
  row.scrollIntoView({ block: "nearest" });
  const shown = document.createElement("strong");
  shown.textContent = row.cells[0].textContent.trim();
  return [`${status.dataset.found} `, shown, ` · ${row.cells[1].textContent.trim()}`];
}
