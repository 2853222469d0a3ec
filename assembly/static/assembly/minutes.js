// The minutes on paper: the button that prints them, and nothing folded there.

const button = document.querySelector("[data-print-page]");
const folded = () => document.querySelectorAll("main details:not([open])");
let opened = [];

button.hidden = false;
button.addEventListener("click", () => print());
addEventListener("beforeprint", () => {
  opened = [...folded()];
  for (const one of opened) one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of opened) one.open = false;
});
