// Signing in again without leaving the page: the sign-in pages, one after the other, in a dialog.

import { comeBack } from "./sending.js";

const words = document.getElementById("toasts").dataset;
let dialog = null;

// → "here" (the page's person), "other" (somebody else), "out" (gave up).
export function signIn() {
  dialog?.remove();
  const opened = (dialog = document.createElement("dialog"));
  opened.className = "dialog";
  opened.id = "signing-in";
  opened.setAttribute("aria-label", words.textEnter);
  document.body.append(opened);
  return new Promise((resolve) => {
    const finish = (how) => {
      opened.remove();
      resolve(how);
    };
    const go = (url, sent) => turn(opened, url, sent, finish);
    opened.addEventListener("close", () => finish("out"));
    opened.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      const form = event.target;
      go(form.action, { method: "POST", body: new FormData(form, event.submitter) });
    });
    opened.addEventListener("click", (event) => {
      const link = event.target.closest("a[href]");
      if (!link) return;
      event.preventDefault();
      go(link.href);
    });
    opened.showModal();
    go(words.signIn);
  });
}

// The next page of the way in; at its end, who came in.
async function turn(opened, url, sent, finish) {
  let response, text;
  try {
    response = await fetch(url, { ...sent, cache: "no-store" });
    text = await response.text();
  } catch {
    return show(opened, sentence(words.textOffline));
  }
  const isJson = response.headers.get("Content-Type")?.includes("json");
  const page = new DOMParser().parseFromString(isJson ? "" : text, "text/html");
  if (!isJson && !page.body.dataset.me) return show(opened, ...(page.querySelector("main")?.childNodes ?? []));
  const how = await comeBack();
  if (how === "lost") return show(opened, sentence(words.textOffline));
  finish(how);
}

function sentence(text) {
  const said = document.createElement("p");
  said.setAttribute("role", "alert");
  said.textContent = text;
  return said;
}

function show(opened, ...content) {
  const close = document.createElement("button");
  close.type = "button";
  close.className = "button button--quiet";
  close.textContent = words.textClose;
  close.addEventListener("click", () => opened.close());
  opened.replaceChildren(...content, close);
  (opened.querySelector("[aria-invalid], input:not([type=hidden])") ?? close).focus();
}
