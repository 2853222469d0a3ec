// Whether every word of what was typed begins a word of the name, whatever the accents and the capitals.

export function hasName(name, typed) {
  const words = plain(typed).split(" ").filter(Boolean);
  return words.length > 0 && words.every((word) => ` ${plain(name)}`.includes(` ${word}`));
}

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[-’']/g, " ").trim();
}
