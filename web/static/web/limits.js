// A text field says how much room is left when its limit is near, and by how much it is passed. Nothing is ever cut.
// A file that is too large is not sent in vain.

const NEAR = 0.8; // of the limit

document.addEventListener("input", ({ target }) => count(target));
for (const limit of document.querySelectorAll("[data-limit]")) count(document.getElementById(fieldOf(limit)));

document.addEventListener("change", ({ target }) => {
  if (!target.dataset.most) return;
  const isTooLarge = [...target.files].some((file) => file.size > Number(target.dataset.most));
  target.setCustomValidity(isTooLarge ? target.dataset.textLarge : "");
  target.reportValidity();
});

function count(field) {
  const limit = field?.id && document.getElementById(`${field.id}-limit`);
  if (!limit) return;
  const longest = Number(limit.dataset.limit);
  const left = longest - length(field.value);
  limit.classList.toggle("is-near", left >= 0 && left <= longest * (1 - NEAR));
  limit.classList.toggle("is-over", left < 0);
  limit.setAttribute("aria-live", left < 0 ? "polite" : "off"); // not at every letter
  const words = left < 0 ? limit.dataset.textOver : limit.dataset.textLeft;
  limit.textContent = words.replace("{number}", Math.abs(left));
}

// As the server counts: characters, and the two of a line's end.
function length(text) {
  return [...text.replaceAll("\n", "\r\n")].length;
}

function fieldOf(limit) {
  return limit.id.slice(0, -"-limit".length);
}
