// Makes an element's content what the given HTML says, and leaves alone what somebody is using:
// a field with the focus or with something typed in it, an opened <details>, the scroll, and what a script fills
// (`data-filled`).

import { comeBackTo, placeOf } from "./focus.js";

export function morph(element, html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const place = element.contains(document.activeElement) ? placeOf(document.activeElement) : null;
  matchChildren(element, template.content);
  if (place && document.activeElement !== place.element) comeBackTo(place);
}

function matchChildren(old, fresh) {
  const keyed = new Map();
  for (const child of old.children) if (keyOf(child)) keyed.set(keyOf(child), child);
  let at = old.firstChild;
  for (const wanted of [...fresh.childNodes]) {
    const found = partnerOf(wanted, at, keyed);
    if (!found) {
      old.insertBefore(wanted, at);
      continue;
    }
    if (found === at) at = at.nextSibling;
    else move(found, old, at);
    matchNode(found, wanted);
  }
  while (at) {
    const next = at.nextSibling;
    if (!isInUse(at)) at.remove();
    at = next;
  }
}

function keyOf(node) {
  return node.id || node.dataset?.key || node.dataset?.person || "";
}

function partnerOf(wanted, from, keyed) {
  const key = wanted.nodeType === Node.ELEMENT_NODE ? keyOf(wanted) : "";
  if (key) {
    const found = keyed.get(key);
    keyed.delete(key);
    return found?.nodeName === wanted.nodeName ? found : null;
  }
  for (let node = from; node; node = node.nextSibling) {
    if (node.nodeName === wanted.nodeName && !keyOf(node)) return node;
    if (wanted.nodeType !== Node.ELEMENT_NODE) return null;
  }
  return null;
}

function move(node, parent, before) {
  // moveBefore, where there is one, keeps the focus and the state of what is moved.
  if (parent.moveBefore) parent.moveBefore(node, before);
  else parent.insertBefore(node, before);
}

function matchNode(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    return;
  }
  if ((isControl(old) && isBusy(old)) || old.hasAttribute("data-filled")) return;
  matchAttributes(old, fresh);
  matchChildren(old, fresh);
  if (isControl(old)) putBack(old);
}

// What the person, or a script that shows an act on its way, has set on the element.
const KEPT = new Set(["aria-busy", "data-sending"]);

function matchAttributes(old, fresh) {
  const keepsOpen = old.nodeName === "DETAILS" || old.nodeName === "DIALOG";
  const isKept = (name) => KEPT.has(name) || (keepsOpen && name === "open");
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && !isKept(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) {
    if (!isKept(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}

function isControl(node) {
  return ["INPUT", "TEXTAREA", "SELECT"].includes(node.nodeName);
}

function putBack(control) {
  if (control.type === "checkbox" || control.type === "radio") control.checked = control.defaultChecked;
  else if (control.nodeName !== "SELECT" && control.type !== "file") control.value = control.defaultValue;
}

function isInUse(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return false;
  return [node, ...node.querySelectorAll("input, textarea, select")].some((one) => isControl(one) && isBusy(one));
}

export function isBusy(control) {
  if (control.type === "hidden") return false;
  if (control === document.activeElement) return true;
  if (control.type === "checkbox" || control.type === "radio") return control.checked !== control.defaultChecked;
  if (control.nodeName !== "SELECT") return control.value !== control.defaultValue;
  const options = [...control.options];
  const hasDefault = options.some((option) => option.defaultSelected);
  return options.some((option, i) => option.selected !== (hasDefault ? option.defaultSelected : !control.multiple && i === 0));
}
