// A card of the board is carried by its grip, with a finger or the mouse: to another column, or to one of the places
// that stand at the bottom of the screen meanwhile. Dropping it presses the card's own button, which does the same by
// keyboard and without this script. What a card may not do, it cannot be carried to.

const LEADS = { "/taking/": "taken", "/giving-back/": "wanted", "/finishing/": "done" };
const board = document.querySelector(".board");

board.classList.add("is-ready");
document.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest(".board [data-grip]");
  if (grip && event.isPrimary && event.button === 0) hold(grip, event);
});

function buttonsOf(card) {
  return [...card.querySelectorAll("button[formaction]")].filter((button) => button.offsetParent !== null);
}

// The words of a button, without what they are about: that is said to those who do not see the card.
function wordsOf(button) {
  const copy = button.cloneNode(true);
  for (const hidden of copy.querySelectorAll(".visually-hidden")) hidden.remove();
  return copy.textContent.trim();
}

function columnOf(button) {
  const url = button.getAttribute("formaction");
  const event = Object.keys(LEADS).find((end) => url.endsWith(end));
  return event ? document.querySelector(`[data-region="${LEADS[event]}"]`) : null;
}

// Where each button of the card is pressed by dropping it there.
function placesOf(card, bar) {
  const places = [];
  for (const button of buttonsOf(card)) {
    const place = document.createElement("span");
    place.className = "board__place";
    place.textContent = wordsOf(button);
    bar.append(place);
    places.push({ button, on: place });
    const column = columnOf(button);
    if (column && !column.contains(card)) places.push({ button, on: column });
  }
  return places;
}

function isOver(element, { clientX, clientY }) {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;
}

function hold(grip, down) {
  const card = grip.closest(".task");
  const bar = document.createElement("div");
  bar.className = "board__places";
  bar.setAttribute("aria-hidden", "true");
  const places = placesOf(card, bar);
  if (!places.length) return;
  down.preventDefault();
  grip.setPointerCapture(down.pointerId);
  card.classList.add("is-held");
  document.body.append(bar);
  const from = { x: down.pageX, y: down.pageY };
  let over;
  const follow = (event) => {
    card.style.translate = `${event.pageX - from.x}px ${event.pageY - from.y}px`;
    over = places.find(({ on }) => isOver(on, event));
    for (const { on } of places) on.classList.toggle("is-over", on === over?.on);
  };
  const release = (event) => {
    grip.removeEventListener("pointermove", follow);
    for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) grip.removeEventListener(name, release);
    for (const { on } of places) on.classList.remove("is-over");
    card.classList.remove("is-held");
    card.style.translate = "";
    bar.remove();
    if (event.type === "pointerup" && over && over.button.isConnected) over.button.click();
  };
  grip.addEventListener("pointermove", follow);
  for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) grip.addEventListener(name, release);
}
