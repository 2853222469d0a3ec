// Times that move: the server gives instants, the browser counts, corrected by the server's clock.
//   <time data-tick="up" data-from="2026-11-24T19:02:11Z" data-base="120" data-limit="1500">
//   <time data-tick="down" data-until="2026-11-24T19:30:00Z" data-over="time over by {} min">
// `base` (seconds already spent) and `limit` (beyond which it is .is-over) may be left out;
// `over` too: what a time that is over by a minute or more says instead.

let ahead = 0; // How far the server's clock is ahead of ours, in milliseconds.

export function setClock(serverNow) {
  ahead = serverNow - Date.now();
}

export function tick() {
  const now = Date.now() + ahead;
  for (const shown of document.querySelectorAll("[data-tick]")) {
    const { tick: way, from, until, base, limit, over } = shown.dataset;
    const seconds =
      way === "down" ? (Date.parse(until) - now) / 1000 : Number(base ?? 0) + Math.max(0, now - Date.parse(from)) / 1000;
    if (Number.isNaN(seconds)) continue;
    shown.classList.toggle("is-over", seconds < 0 || (limit !== undefined && seconds > Number(limit)));
    const text = over && seconds <= -60 ? over.replace("{}", Math.trunc(-seconds / 60)) : clockText(seconds);
    if (shown.textContent !== text) shown.textContent = text;
  }
}

export function clockText(seconds) {
  const whole = Math.abs(Math.trunc(seconds));
  const [hours, minutes, rest] = [Math.trunc(whole / 3600), Math.trunc(whole / 60) % 60, whole % 60];
  const two = (number) => String(number).padStart(2, "0");
  return `${seconds <= -1 ? "+" : ""}${hours ? `${hours}:${two(minutes)}` : minutes}:${two(rest)}`;
}
