// Whoever conducts a meeting sees within seconds, on whatever page they are, that somebody waits for their answer.

const asked = document.getElementById("asked"); // A meeting's own page says it by itself.
const EVERY = 15_000;
let shown = null;

async function look() {
  if (document.visibilityState !== "visible") return;
  try {
    const response = await fetch(asked.dataset.url, { headers: { "X-Live": "1" }, cache: "no-store", redirect: "manual" });
    if (!response.ok || response.headers.get("X-Me") !== document.body.dataset.me) return;
    const html = await response.text();
    if (html !== shown) asked.innerHTML = shown = html;
  } catch {
    // No connection: the next look may have one.
  }
}

if (asked) {
  setInterval(look, EVERY);
  document.addEventListener("visibilitychange", look);
  document.addEventListener("act:done", look);
}
