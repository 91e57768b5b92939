// Drafts beside the editor: kept as one types, found again, gone on with. Needs window.write of write.js.
"use strict";
(() => {
  const REST = 4000;  // milliseconds without a key after which the desk keeps the text
  let draft = null, version = null, resting = null, keeping = Promise.resolve(true);
  const place = () => document.getElementById("drafts");
  const said = () => document.getElementById("kept");
  const blank = (content) => !content.text.trim();
  // Keep the text; gives whether it is kept now, or needs no keeping.
  function keep(kept) {
    keeping = keeping.then(async () => {
      const content = window.write.content(), now = JSON.stringify(content);
      if (blank(content) || (!kept && now === window.write.kept)) { return true; }
      if (!said()) { return false; }  // the vault was locked when the list was shown
      try {
        const answer = await desk.ask("/drafts/save", { ...content, draft, after: version, kept });
        ({ draft, version } = answer);
        window.write.kept = now;
        said().textContent = `${said().dataset.kept} ${answer.at}`;
        if (kept) { htmx.ajax("GET", "/drafts", "#drafts"); }
        return true;
      } catch (error) {
        desk.say(error.message);
        return false;
      }
    });
    return keeping;
  }
  function show(content) {
    draft = content.draft ?? null;
    version = content.version ?? null;
    window.write.load(content);
    window.write.kept = JSON.stringify(window.write.content());
  }
  async function open(number, from) {
    if (!await keep(false)) { return; }  // what stands there is not lost for another text
    const answer = await fetch(`/drafts/${number}${from ? `?version=${from}` : ""}`, { headers: { "Content-Type": "application/json" } });
    const content = await answer.json().catch(() => ({}));
    if (answer.ok) { show(content); } else { desk.say(content.error || answer.statusText); }
  }
  document.addEventListener("input", () => {
    clearTimeout(resting);
    resting = setTimeout(() => keep(false), REST);
  });
  document.addEventListener("click", async (event) => {
    const asked = event.target.closest("[data-draft], #keep, #begin");
    if (!asked || !place().contains(asked)) { return; }
    if (asked.id === "keep") { keep(true); }
    if (asked.id === "begin" && await keep(false)) {
      show({ ...window.write.content(), text: "", in_reply_to: "" });
      desk.say(said().dataset.began);
    }
    if (asked.dataset.draft) { open(Number(asked.dataset.draft)); }
  });
  document.body.addEventListener("desk:unlocked", () => htmx.ajax("GET", "/drafts", "#drafts").then(() => keep(false)));
  window.addEventListener("pagehide", () => keep(false));
  document.addEventListener("DOMContentLoaded", () => {
    const asked = new URLSearchParams(location.search);
    if (asked.get("draft")) { open(Number(asked.get("draft")), Number(asked.get("version") || 0)); }
  });
})();
