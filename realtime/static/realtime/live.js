// Follows a live page: one socket that only pushes, regions that are swapped in place, a line that
// says how it goes. Whatever fails, the page keeps showing what it showed. What changed for everybody (an
// element's `data-announce`) is told once, politely, to whoever does not see the page.

import { morph } from "./morph.js";
import { setClock, tick } from "./ticking.js";

const line = document.getElementById("live");
const words = line.dataset;
const announced = document.getElementById("announced");
const QUIET = 30_000; // The server says something every 20 seconds.
const ANSWERS = 4_000; // A socket that is not let in by then leads nowhere.
const READ_EVERY = 15_000;
const READ_WITHIN = 5_000;
const TRIES_BEFORE_READING = 3;
const LONGEST_WAIT = 30_000;
const FIRST_WAIT = 400;
const LET_GO = 100; // until the click that follows a press has been heard
const LONGEST_PRESS = 2_000;

let ticket = words.ticket;
let socket = null;
let tries = 0; // Since the server last let us in.
let lostAt = null;
let retry, reading, silence, called;
let saidBefore = null; // What the page announces as it stands.
let isOver = false; // Refused, or gone: nothing more to try.
let shownFor = null; // What the regions called for when the personal panel was last read.
let isReadingMine = false;
let readMineAgain = false;
let pressed = null; // Ends the wait for a press that is under way.
const undrawn = []; // What came meanwhile.

setClock(Number(words.now));
connect();
dress();
setInterval(tick, 1000);
addEventListener("online", check);
addEventListener("offline", drop);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && check());
document.addEventListener("act:done", () => (isLive() ? readMine() : readPage()));
document.addEventListener("signed-out", () => !isOver && readPage()); // an act heard of it first
document.addEventListener("signed-in", begin);
addEventListener("pointerdown", press, true);
for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => pressed && letGo(LET_GO), true);

function connect() {
  clearTimeout(retry);
  const address = new URL(words.url, location.href);
  address.protocol = address.protocol.replace("http", "ws");
  const opened = (socket = new WebSocket(address));
  opened.onopen = () => opened.send(JSON.stringify({ ticket, hashes: hashes() }));
  opened.onmessage = (event) => opened === socket && hear(JSON.parse(event.data));
  opened.onclose = (event) => opened === socket && lose(event.code);
  clearTimeout(silence);
  silence = setTimeout(drop, ANSWERS);
}

// A socket over which nothing comes any more may take minutes to say so itself.
function drop() {
  if (!socket) return;
  const dead = socket;
  lose(0);
  dead.close();
}

// Seen again, or online again: the socket may have died unheard. A new one gets only what differs.
function check() {
  if (isOver) return;
  const former = socket;
  connect();
  former?.close();
  if (lostAt) tell("joining");
}

function hashes() {
  return Object.fromEntries(regions().map((region) => [region.dataset.region, region.dataset.hash]));
}

function regions() {
  return [...document.querySelectorAll("[data-region]")];
}

function hear({ now, regions: news, ticket: fresh }) {
  clearTimeout(silence);
  silence = setTimeout(drop, QUIET);
  if (now) {
    setClock(now);
    tries = 0;
    lostAt = null;
    clearTimeout(reading);
    reading = null;
    tell("live");
  }
  if (news) show(news);
  if (fresh) ticket = fresh;
}

async function lose(code) {
  socket = null;
  clearTimeout(silence);
  lostAt ??= new Date();
  tries += 1;
  // 44xx: our ticket is no longer taken. Only the page itself can say what may be seen now.
  if (code >= 4400) await readPage();
  if (isOver) return;
  if (tries > 1 || !navigator.onLine) tell(reading ? "reloading" : "offline");
  if (tries >= TRIES_BEFORE_READING && !reading) readAgainAndAgain();
  retry = setTimeout(connect, Math.min(FIRST_WAIT * 2 ** (tries - 1), LONGEST_WAIT) * (0.5 + Math.random()));
}

function isLive() {
  return socket?.readyState === WebSocket.OPEN && tries === 0;
}

// Without the socket the page is read again by itself.

async function readAgainAndAgain() {
  await readPage();
  if (!isOver && tries) reading = setTimeout(readAgainAndAgain, READ_EVERY * (0.8 + 0.4 * Math.random()));
}

async function readPage() {
  let response, text;
  try {
    response = await ask(location.href);
    text = await response.text();
  } catch {
    return tell("offline");
  }
  if (response.status === 401 || isForAnother(response)) return leave(response);
  const page = new DOMParser().parseFromString(text, "text/html");
  const fresh = page.getElementById("live");
  if (response.status >= 500) return tell("offline");
  if (!fresh) {
    isOver = true;
    return tell(response.status === 404 ? "gone" : "refused");
  }
  ticket = fresh.dataset.ticket;
  setClock(Number(fresh.dataset.now));
  const read = [...page.querySelectorAll("[data-region]")];
  show(Object.fromEntries(read.map((r) => [r.dataset.region, { html: r.innerHTML, hash: r.dataset.hash }])));
  for (const part of document.querySelectorAll("#mine, [data-own]")) {
    const own = page.getElementById(part.id);
    if (own) showOwn(part, own.innerHTML);
  }
  if (tries >= TRIES_BEFORE_READING) tell("reloading");
}

function ask(url) {
  return fetch(url, { headers: { "X-Live": "1" }, cache: "no-store", redirect: "manual" });
}

// Somebody else has signed in in this browser: what they may see is not for this page.
function isForAnother(response) {
  const { me } = document.body.dataset;
  return response.ok && Boolean(me) && response.headers.get("X-Me") !== me;
}

// The page's person is signed out. It stays as it is until they are back.
function leave(response) {
  isOver = true;
  clearTimeout(retry);
  tell(response.status === 401 ? "out" : "other");
  if (response.status === 401 && document.body.dataset.me) document.dispatchEvent(new CustomEvent("signed-out"));
}

async function begin() {
  isOver = false;
  await readPage();
  if (!socket && !isOver) connect();
}

// What is shown

// While a button is pressed nothing moves under the finger: a click belongs to what it began on.

function press() {
  letGo(LONGEST_PRESS);
}

function letGo(after) {
  clearTimeout(pressed);
  pressed = setTimeout(() => {
    pressed = null;
    for (const change of undrawn.splice(0)) change();
  }, after);
}

function draw(change) {
  if (pressed) undrawn.push(change);
  else change();
}

function show(news) {
  draw(() => showRegions(news));
}

function showRegions(news) {
  for (const region of regions()) {
    const fresh = news[region.dataset.region];
    if (!fresh || fresh.hash === region.dataset.hash) continue;
    morph(region, fresh.html);
    region.dataset.hash = fresh.hash;
  }
  dress();
  document.dispatchEvent(new CustomEvent("live:shown"));
}

function dress() {
  announce();
  markMe();
  tick();
  const calls = callsForMine();
  if (shownFor !== null && calls !== shownFor) readMine();
  shownFor = calls;
}

function announce() {
  const said = [...document.querySelectorAll(":is([data-region], #mine) [data-announce]")].map((one) => one.dataset.announce);
  const news = saidBefore ? said.filter((sentence) => !saidBefore.includes(sentence)) : [];
  saidBefore = said;
  if (news.length) announced.textContent = news.join(" ");
}

function markMe() {
  const me = document.body.dataset.me;
  for (const marked of document.querySelectorAll("[data-person]")) {
    marked.classList.toggle("is-me", Boolean(me) && marked.dataset.person === me);
  }
}

// The personal panel is read again when a region says that something concerns everybody, or me: by its own address, or
// with the page, where it is most of it. Whatever else on a page is one's own (`data-own`) comes with the page.

function callsForMine() {
  const me = document.body.dataset.me;
  const calls = [...document.querySelectorAll("[data-region] [data-mine]")];
  return calls
    .filter((call) => (call.closest("[data-person]")?.dataset.person ?? me) === me)
    .map((call) => call.dataset.mine)
    .join("\n");
}

// All who have such a page open hear at once: they do not all ask at once.

function readPageSoon() {
  called ??= setTimeout(() => {
    called = null;
    readPage();
  }, READ_WITHIN * Math.random());
}

async function readMine() {
  const mine = document.getElementById("mine");
  if (!mine) return;
  if (!mine.dataset.mineUrl) return readPageSoon();
  if (isReadingMine) {
    readMineAgain = true;
    return;
  }
  isReadingMine = true;
  try {
    const response = await ask(mine.dataset.mineUrl);
    if (response.status === 401 || isForAnother(response)) leave(response);
    else if (response.ok) showOwn(mine, await response.text());
  } catch {
    // The socket's own loss says that there is no connection.
  }
  isReadingMine = false;
  if (readMineAgain) {
    readMineAgain = false;
    readMine();
  }
}

function showOwn(part, html) {
  draw(() => showPart(part, html));
}

function showPart(part, html) {
  morph(part, html);
  announce();
  markMe();
  tick();
}

function tell(state) {
  if (line.dataset.state === state) return;
  line.dataset.state = state;
  const name = `text${state[0].toUpperCase()}${state.slice(1)}`;
  const time = (lostAt ?? new Date()).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  line.textContent = words[name].replace("{time}", time).replace("{seconds}", READ_EVERY / 1000);
}
