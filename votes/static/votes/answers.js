// What somebody has ticked so far, added up: how many, or what it costs; or the points that they have given. The page
// says the same of what was recorded; this follows the fields. Nothing is refused here: the server says what does not fit.

document.addEventListener("input", (event) => {
  const sum = event.target.closest("[data-tally]")?.querySelector("[data-sum]");
  if (sum) add(sum);
});
document.addEventListener("reset", () => setTimeout(addAll));

const panel = document.getElementById("mine") ?? document.body;
new MutationObserver(addAll).observe(panel, { childList: true, subtree: true });
addAll();

function addAll() {
  for (const sum of panel.querySelectorAll("[data-sum]")) add(sum);
}

function add(sum) {
  const given = [...sum.closest("[data-tally]").querySelectorAll("input:checked, input[type=number]")];
  const total = given.reduce((before, field) => before + Number(field.dataset.adds ?? field.value), 0);
  const shown = total.toLocaleString(document.documentElement.lang).replaceAll("\u202f", "\u00a0"); // as the server writes it
  if (sum.textContent !== shown) sum.textContent = shown;
  sum.closest("output").classList.toggle("is-over", total > Number(sum.dataset.sum));
}
