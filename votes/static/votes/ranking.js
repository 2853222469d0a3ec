// A ranking, three ways in step: the number of each option (which is what is sent, and all that a page
// without this script has), its two buttons, and dragging it by its grip. The rows stand in the order of
// their numbers; those without one come last. Nothing is kept here: everything is read from the numbers.

const LISTS = "[data-ranking]";

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-move]");
  if (button) press(button);
});
document.addEventListener("change", (event) => {
  const list = event.target.closest(LISTS);
  if (list) choose(list, event.target);
});
document.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest("[data-grip]");
  if (grip && event.isPrimary && event.button === 0) hold(grip, event);
});
document.addEventListener("reset", (event) => setTimeout(() => sortAll(event.target)));

// Another part of the page may draw the list again: it takes its order back from what was typed.
const panel = document.getElementById("mine") ?? document.body;
new MutationObserver(() => sortAll(panel)).observe(panel, {
  childList: true,
  subtree: true,
  attributes: true,
  attributeFilter: ["selected", "aria-disabled"],
});
sortAll(panel);

function rows(list) {
  return [...list.children];
}

function numberOf(row) {
  return row.querySelector("select");
}

function rankOf(row) {
  return Number(numberOf(row).value) || Infinity;
}

// The places in order, each an array of rows: two where they are equal.
function placesOf(list, but = null) {
  const ranked = rows(list).filter((row) => row !== but && rankOf(row) < Infinity);
  const ranks = [...new Set(ranked.map(rankOf))].sort((one, other) => one - other);
  return ranks.map((rank) => ranked.filter((row) => rankOf(row) === rank));
}

function write(places) {
  places.forEach((place, at) => place.forEach((row) => (numberOf(row).value = String(at + 1))));
}

// One step up or down. Who shares a place leaves it; who is alone changes places with the neighbours.
function press(button) {
  const row = button.closest("li");
  const list = row.closest(LISTS);
  const places = placesOf(list);
  const at = places.findIndex((place) => place.includes(row));
  const isUp = button.dataset.move === "up";
  if (button.getAttribute("aria-disabled") === "true") return say(list, row);
  if (at < 0) places.push([row]);
  else if (places[at].length > 1) {
    const others = places[at].filter((one) => one !== row);
    places.splice(at, 1, ...(isUp ? [[row], others] : [others, [row]]));
  } else if (isUp) places.splice(at - 1, 2, [row], places[at - 1]);
  else places.splice(at, 2, places[at + 1], [row]);
  write(places);
  sort(list);
  say(list, row);
}

// A number was chosen. Where nothing can be equal, whoever had it makes room.
function choose(list, number) {
  const row = number.closest("li");
  if (!list.hasAttribute("data-equal") && rankOf(row) < Infinity) {
    const places = placesOf(list, row);
    places.splice(rankOf(row) - 1, 0, [row]);
    write(places);
  }
  sort(list);
  say(list, row);
}

// Dragging: the others make room; the row that is held never leaves the page, and so keeps the pointer.
function hold(grip, down) {
  const row = grip.closest("li");
  const list = row.closest(LISTS);
  const top = row.getBoundingClientRect().top;
  const before = row.previousElementSibling;
  down.preventDefault();
  grip.setPointerCapture(down.pointerId);
  row.classList.add("is-held");
  list.classList.add("is-moving");
  const follow = (event) => {
    makeRoom(row, event.clientY);
    row.style.translate = "";
    row.style.translate = `0 ${top + event.clientY - down.clientY - row.getBoundingClientRect().top}px`;
  };
  const release = (event) => {
    grip.removeEventListener("pointermove", follow);
    for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) grip.removeEventListener(name, release);
    row.classList.remove("is-held");
    list.classList.remove("is-moving");
    row.style.translate = "";
    if (event.type === "pointerup" && row.previousElementSibling !== before) drop(list, row);
    sort(list);
  };
  grip.addEventListener("pointermove", follow);
  for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) grip.addEventListener(name, release);
}

function makeRoom(row, y) {
  const middle = (one) => one.getBoundingClientRect().top + one.offsetHeight / 2;
  let other;
  while ((other = row.previousElementSibling) && y < middle(other)) row.after(other);
  while ((other = row.nextElementSibling) && y > middle(other)) row.before(other);
}

// Between two equals it is their equal; below something without a number it has none either.
function drop(list, row) {
  const [over, under] = [row.previousElementSibling, row.nextElementSibling];
  if (over && rankOf(over) === Infinity) numberOf(row).value = "";
  else {
    const places = placesOf(list, row);
    const at = places.findIndex((place) => place.includes(over));
    if (over && under && rankOf(over) === rankOf(under)) places[at].push(row);
    else places.splice(at + 1, 0, [row]);
    write(places);
  }
  say(list, row);
}

function sortAll(within) {
  for (const list of within.querySelectorAll(LISTS)) if (!list.classList.contains("is-moving")) sort(list);
}

function sort(list) {
  const compare = (one, other) => (one === other ? 0 : one - other);
  const ordered = rows(list).sort((a, b) => compare(rankOf(a), rankOf(b)) || a.dataset.index - b.dataset.index);
  const focused = list.contains(document.activeElement) ? document.activeElement : null;
  ordered.forEach((row, at) => {
    if (list.children[at] !== row) list.insertBefore(row, list.children[at]);
  });
  if (focused && document.activeElement !== focused) focused.focus({ preventScroll: true });
  dress(list);
}

// A button that would change nothing says so, and keeps the focus.
function dress(list) {
  const places = placesOf(list);
  for (const row of rows(list)) {
    const at = places.findIndex((place) => place.includes(row));
    const isAlone = at >= 0 && places[at].length === 1;
    turnOff(row.querySelector("[data-move=up]"), at === 0 && isAlone);
    turnOff(row.querySelector("[data-move=down]"), at < 0 || (at === places.length - 1 && isAlone));
  }
}

function turnOff(button, isOff) {
  if (button.getAttribute("aria-disabled") !== String(isOff)) button.setAttribute("aria-disabled", isOff);
}

function say(list, row) {
  const words = list.dataset;
  const text = rankOf(row) === Infinity ? words.textOut : words.textPlaced;
  const line = document.getElementById(words.line);
  line.textContent = text
    .replace("{option}", row.querySelector("label").textContent.trim())
    .replace("{place}", rankOf(row))
    .replace("{count}", placesOf(list).length);
}
