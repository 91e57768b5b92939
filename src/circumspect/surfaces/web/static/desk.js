// What every page needs: the key of this run with each request, words for screen readers, focus after a change.
"use strict";
const desk = {
  csrf: document.querySelector('meta[name="csrf"]').content,
  // Say something to everybody: it is shown for a while and read aloud.
  say(words) {
    const place = document.getElementById("said");
    place.textContent = words;
    clearTimeout(desk.fading);
    desk.fading = setTimeout(() => { place.textContent = ""; }, 6000);
  },
  // Ask the desk; gives the answer as JSON, or throws with the desk's own words.
  async ask(address, content, options = {}) {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Circumspect": desk.csrf },
      body: JSON.stringify(content),
      ...options,
    });
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok) { throw new Error(said.error || answer.statusText); }
    return said;
  },
};
document.addEventListener("htmx:afterSwap", (event) => {
  const first = event.target.querySelector("[data-focus]");
  if (first) { first.focus(); }
});
document.addEventListener("htmx:sendError", () => desk.say(document.body.dataset.gone));
document.addEventListener("click", (event) => {
  const asks = event.target.closest("[data-copy]");
  if (asks) {
    const from = document.querySelector(asks.dataset.copy);
    navigator.clipboard.writeText(from.value ?? from.textContent).then(() => desk.say(asks.dataset.copied || ""));
  }
});
// Names are blurred for sharing the screen, or shown again: at once where one presses, on other pages when they load.
desk.blur = async () => {
  const page = document.documentElement, on = !page.classList.contains("blurred");
  if (on) { page.classList.add("blurred"); } // before the desk answers: the screen may be shared already
  const said = await desk.ask("/practice/blur", { on });
  page.classList.toggle("blurred", said.blurred);
  for (const one of document.querySelectorAll("[data-blur][aria-pressed]")) { one.setAttribute("aria-pressed", said.blurred); }
  desk.say(said.words);
};
document.addEventListener("keydown", (event) => {
  if (event.shiftKey && event.altKey && event.code === "KeyB") { event.preventDefault(); desk.blur(); }
});
document.addEventListener("click", (event) => { if (event.target.closest("[data-blur]")) { desk.blur(); } });
// When the vault locks, a page that shows something of it goes; one with words of the writer stays, without what came from it.
desk.stays = () => document.getElementById("write") !== null;
desk.locked = () => {
  delete document.body.dataset.open;
  if (!desk.stays()) { location.reload(); return; }
  htmx.ajax("GET", "/vault/top", "#state");
  document.body.dispatchEvent(new Event("desk:locked"));
  desk.say(document.body.dataset.locked);
};
desk.others = new BroadcastChannel("desk");
desk.others.addEventListener("message", (event) => { if (event.data === "locked" && document.body.dataset.open) { desk.locked(); } });
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.path === "/vault/lock" && desk.stays()) { event.detail.parameters.set("after", "here"); }
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.pathInfo?.requestPath === "/vault/lock") { desk.others.postMessage("locked"); }
});
document.body.addEventListener("desk:unlocked", () => {
  document.body.dataset.open = "yes";
  htmx.ajax("GET", "/vault/top", "#state");
});
setInterval(async () => {
  if (!document.body.dataset.open) { return; }
  const answer = await fetch("/vault/state").then((said) => (said.ok ? said.json() : null)).catch(() => null);
  if (answer && !answer.open) { desk.locked(); }
}, 20000);
