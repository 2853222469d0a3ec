// The minutes: on a phone each item is folded under its title, except for whoever is about to sign them; on paper
// nothing is. The button prints them.

const button = document.querySelector("[data-print-page]");
const signs = document.querySelector("form[action$='/signatures/']") !== null;
let opened = [];

if (!signs && matchMedia("(max-width: 40rem)").matches) {
  for (const part of document.querySelectorAll(".minutes__part")) part.open = false;
}

button.hidden = false;
button.addEventListener("click", () => print());
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("main details:not([open])")];
  for (const one of opened) one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of opened) one.open = false;
});
