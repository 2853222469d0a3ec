// What is typed into the form of an act is kept on this device, under the number of whoever typed it, until the
// server has acknowledged it. The fields of a secret ballot are never kept.

const me = document.body.dataset.me;
const FIELDS = "form[data-act] textarea, form[data-act] input[type=text]";
const KEPT = 30 * 24 * 3600 * 1000;

if (me) {
  dropOld();
  restore();
  document.addEventListener("input", ({ target }) => target.matches(FIELDS) && keep(target));
  document.addEventListener("live:shown", restore);
  document.addEventListener("act:acknowledged", ({ detail }) => forget(detail.form));
}

function keep(field) {
  if (field.form.querySelector("[data-receipt]")) return;
  if (field.value === field.defaultValue) return localStorage.removeItem(place(field));
  const draft = { text: field.value, over: field.defaultValue, at: Date.now() };
  localStorage.setItem(place(field), JSON.stringify(draft));
}

function restore() {
  for (const field of document.querySelectorAll(FIELDS)) {
    if (field.value !== field.defaultValue || field === document.activeElement) continue;
    const draft = JSON.parse(localStorage.getItem(place(field)));
    if (draft && draft.over === field.defaultValue) field.value = draft.text;
  }
}

function forget(form) {
  for (const field of form.querySelectorAll("textarea, input[type=text]")) localStorage.removeItem(place(field));
}

function place({ form, name }) {
  return `draft-${me}-${form.getAttribute("action")}-${form.querySelector("button[value]")?.value ?? ""}-${name}`;
}

function dropOld() {
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith("draft-") && JSON.parse(localStorage.getItem(name)).at < Date.now() - KEPT) {
      localStorage.removeItem(name);
    }
  }
}
