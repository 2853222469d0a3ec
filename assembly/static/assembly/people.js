// Looking for somebody among the people of a meeting. Who is found shows under the field while one types; the key Enter
// presses the first button of whom it is not noted yet. Once that is done the field is empty again, keeps the focus,
// and the person's line shows what was noted, with what undoes it. Without this script the form shows a page.

const PAUSE = 150;
let timer, reading; // of the field in which somebody types
let noting = null; // the form of the results from which an act has left

document.addEventListener("input", ({ target }) => {
  const form = target.closest("form[data-people]");
  if (!form || target.name !== "q") return;
  clearTimeout(timer);
  timer = setTimeout(() => find(form), PAUSE);
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const results = event.submitter?.closest("[data-people] [data-filled]");
  if (results) noting = results.closest("form");
  if (!form.matches("[data-people]")) return;
  event.preventDefault();
  clearTimeout(timer);
  if (await find(form)) form.querySelector("[data-next] button")?.click();
}, true);

document.addEventListener("act:done", async () => {
  if (!noting?.isConnected) return;
  const form = noting;
  noting = null;
  await find(form);
  form.elements.q.value = "";
  form.elements.q.focus();
});

// Shows who is found; true once they are the results of what is typed.
async function find(form) {
  const query = new URLSearchParams(new FormData(form));
  const results = form.querySelector("[data-filled]");
  reading?.abort();
  reading = new AbortController();
  if (!query.get("q").trim()) {
    results.replaceChildren();
    return false;
  }
  try {
    const headers = { "X-Live": "1" };
    const response = await fetch(`${form.action}?${query}`, { headers, redirect: "manual", signal: reading.signal });
    if (!response.ok) return false;
    results.innerHTML = await response.text();
    return true;
  } catch {
    return false; // another letter came meanwhile, or the network is away, which the page says
  }
}
