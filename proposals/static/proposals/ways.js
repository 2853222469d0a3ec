// On the page where a proposal is written: the templates of the way that is chosen, and the steps of the template. The
// style sheet shows what each way asks for; without this script the steps follow once the form was sent.

const template = document.querySelector('select[name="template"]');
const ways = [...document.querySelectorAll('[name="process"]')];
const steps = [...document.querySelectorAll(".way[data-template]")];

for (const control of [...ways, template]) control?.addEventListener("change", show);
show();

function show() {
  const way = ways.find((one) => one.checked)?.value;
  if (template) offer(way);
  const chosen = template?.value ?? "";
  for (const block of steps) {
    block.hidden = block.dataset.template !== (wayOf(chosen) === block.dataset.way ? chosen : "");
  }
  const readers = document.querySelectorAll('[name="audience"]');
  if (way === "information" && readers[0]?.value === "public" && readers[0].checked) readers[1].checked = true;
}

function offer(way) {
  for (const option of template.options) {
    option.disabled = option.hidden = option.value !== "" && wayOf(option.value) !== way;
  }
  if (template.selectedOptions[0]?.disabled) template.value = "";
}

function wayOf(key) {
  return steps.find((block) => key && block.dataset.template === key)?.dataset.way;
}
