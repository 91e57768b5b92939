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
document.addEventListener("htmx:sendError", () => desk.say(document.body.dataset.gone || "The desk does not answer. Is it still running?"));
document.addEventListener("click", (event) => {
  const asks = event.target.closest("[data-copy]");
  if (asks) {
    const from = document.querySelector(asks.dataset.copy);
    navigator.clipboard.writeText(from.value ?? from.textContent).then(() => desk.say(asks.dataset.copied || ""));
  }
});
