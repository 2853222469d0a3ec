// Sends what somebody did, and believes only an answer that says itself that it is done.
//
// A sign-in page, a portal of the network, an answer cut short: whatever else comes back, the act is not
// done. Where the page's person is no longer signed in, they sign in again in place, and it goes out then.

const words = document.getElementById("toasts").dataset;
const me = document.body.dataset.me ?? "";
const TOO_LONG = 20_000;

// → { kind: "done" | "asked" | "refused" | "out" | "other" | "lost", … }
export async function post(url, body) {
  const answer = await ask(url, body);
  if (answer.kind !== "stale") return answer;
  // Signed in again meanwhile, in another tab perhaps: the page's token is from before.
  const kind = await comeBack();
  if (kind !== "here") return { kind };
  body.set("csrfmiddlewaretoken", token());
  const again = await ask(url, body);
  return again.kind === "stale" ? { kind: "lost", status: 403 } : again;
}

// Who is signed in now? "here": this page's person, whose forms then carry a token that holds.
export async function comeBack(within = TOO_LONG) {
  const now = await session(within);
  if (!now) return "lost";
  if (me && now.me !== me) return now.me ? "other" : "out";
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = now.token;
  return "here";
}

// Names one sending: the same one sent again counts once.
export function newKey() {
  // Not randomUUID: in the room the page may come over plain http, where it does not exist.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function token() {
  return document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}

async function ask(url, body) {
  try {
    const response = await fetch(url, {
      method: "POST",
      body,
      headers: { "X-Act": "1", Accept: "application/json" },
      redirect: "manual",
      signal: AbortSignal.timeout(TOO_LONG),
    });
    const isJson = response.headers.get("Content-Type")?.includes("json");
    const told = isJson ? await response.json() : {};
    return { ...told, kind: kindOf(response, told), status: response.status };
  } catch {
    return { kind: "lost" };
  }
}

function kindOf({ ok, status }, told) {
  if (ok && told.confirmation) return "asked";
  if (ok) return told.done === true ? "done" : "lost";
  if (told.signed_out === true) return "out";
  if (told.other === true) return "other";
  if (told.stale === true) return "stale";
  return status >= 400 && status < 500 && status !== 429 && told.message ? "refused" : "lost";
}

async function session(within) {
  try {
    const signal = AbortSignal.timeout(within);
    const response = await fetch(words.session, { cache: "no-store", redirect: "manual", signal });
    const now = await response.json();
    return response.ok && typeof now.token === "string" ? now : null;
  } catch {
    return null;
  }
}
