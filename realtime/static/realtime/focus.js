// Where the focus goes when what had it is gone: to what took its place, else to the title of its part of the page.

const PARTS = "[data-region], #mine, main";
const KEYED = "[data-key], [data-person], [id]";

// What there is to know of an element before it may go: itself, and how to find what follows it.
export function placeOf(element) {
  const part = element.closest(PARTS);
  const around = element.parentElement?.closest(KEYED);
  return {
    element,
    part,
    around: around && part?.contains(around) && around !== part ? selectorOf(around) : "",
    act: actOf(element),
    value: element.value ?? "",
  };
}

export function comeBackTo(place) {
  const { element, part } = place;
  if (element.isConnected && isShown(element)) return element.focus({ preventScroll: true });
  if (!part?.isConnected) return;
  const next = successorIn(part, place) ?? titleOf(part);
  next.focus({ preventScroll: true });
}

function successorIn(part, { act, value, around }) {
  const controls = [...part.querySelectorAll("button, a[href], summary, input, select, textarea")].filter(isShown);
  const same = act ? controls.filter((one) => actOf(one) === act) : [];
  const near = around ? part.querySelector(around) : null;
  return same.find((one) => (one.value ?? "") === value) ?? same[0] ?? controls.find((one) => near?.contains(one));
}

function titleOf(part) {
  const title = [...part.querySelectorAll("h1, h2, h3, h4")].find(isShown) ?? part;
  if (!title.hasAttribute("tabindex")) title.tabIndex = -1;
  return title;
}

function actOf(element) {
  return element.getAttribute("formaction") || element.form?.getAttribute("action") || "";
}

function selectorOf({ id, dataset }) {
  if (dataset.key) return `[data-key="${CSS.escape(dataset.key)}"]`;
  if (dataset.person) return `[data-person="${CSS.escape(dataset.person)}"]`;
  return `#${CSS.escape(id)}`;
}

function isShown(element) {
  return element.checkVisibility?.({ visibilityProperty: true }) ?? element.getClientRects().length > 0;
}
