// The projector: a text, or a result in words, is written as large as it fits, the whole screen may be taken, and Escape leaves.

const LARGEST = 64; // pixels
const SMALLEST = 32; // what the last row still reads
const STEP = 4;

const leaving = document.querySelector("[data-leave]");
const filling = document.querySelector("[data-full-screen]");

filling.hidden = !document.fullscreenEnabled;
filling.addEventListener("click", () => document.documentElement.requestFullscreen());
document.addEventListener("fullscreenchange", () => (filling.hidden = Boolean(document.fullscreenElement)));

// A window that was opened for the projector closes; in any other the link leads back to the meeting.
leaving.addEventListener("click", () => window.close());
addEventListener("keydown", (event) => event.key === "Escape" && !document.fullscreenElement && leaving.click());

document.addEventListener("live:shown", fit);
addEventListener("resize", fit);
document.addEventListener("fullscreenchange", fit);
fit();

function fit() {
  for (const text of document.querySelectorAll("[data-fit]")) {
    const rest = text.nextElementSibling;
    rest.hidden = true;
    let size = Number(text.dataset.fit) || LARGEST;
    do text.style.fontSize = `${size}px`;
    while (isCut(text) && (size -= STEP) >= SMALLEST);
    text.classList.toggle("is-cut", isCut(text));
    rest.hidden = !isCut(text);
  }
}

function isCut(text) {
  return text.scrollHeight > text.clientHeight + 1;
}
