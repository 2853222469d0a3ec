// A page shown again by "Back" stays hidden until it is known whether its person is still signed in (acts.js asks).
// Where nobody answers, without a network for instance, it shows what it showed.

if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") {
  document.documentElement.hidden = true;
  setTimeout(() => (document.documentElement.hidden = false), 4_000);
}
