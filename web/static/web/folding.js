// What a phone folds (the `fold` component) stands open on a wide screen, where its title is no button. The page's style
// shows it without this script: it says so to those who do not see it, and folds again when the screen becomes narrow.

const wide = matchMedia("(min-width: 1000px)");

unfold();
wide.addEventListener("change", unfold);
document.addEventListener("live:shown", () => wide.matches && unfold());

function unfold() {
  for (const details of document.querySelectorAll(".fold > details")) {
    details.open = wide.matches;
    if (wide.matches) details.firstElementChild.tabIndex = -1;
    else details.firstElementChild.removeAttribute("tabindex");
  }
}
