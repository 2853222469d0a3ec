// A second tap in the same place, on what has become another button meanwhile, is a slip: it is not taken.

const SOON = 500; // milliseconds
const NEAR = 24; // pixels
let last = null;

addEventListener("click", (event) => {
  const button = event.target.closest?.("button, a.button");
  if (!button || !event.detail) return; // from the keyboard
  const press = { at: event.timeStamp, x: event.clientX, y: event.clientY, act: actOf(button) };
  if (last && press.act !== last.act && isAgain(event, press)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  last = press;
}, true);

// A mouse counts its own clicks; a finger has only its time and its place.
function isAgain({ pointerType, detail }, { at, x, y }) {
  if (pointerType === "mouse") return detail > 1;
  return at - last.at < SOON && Math.hypot(x - last.x, y - last.y) < NEAR;
}

function actOf(button) {
  const action = button.getAttribute("formaction") ?? button.getAttribute("href") ?? button.form?.getAttribute("action");
  return `${action} ${button.name}=${button.value} ${button.type}`;
}
