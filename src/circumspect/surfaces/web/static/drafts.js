// Drafts beside the editor: kept as one types, found again, gone on with. Needs window.write of write.js.
"use strict";
(() => {
  const REST = 4000;  // milliseconds without a key after which the desk keeps the text
  let draft = null, resting = null, last = "", keeping = Promise.resolve();
  const place = () => document.getElementById("drafts");
  const said = () => document.getElementById("kept");
  function keep(kept) {
    const content = window.write.content(), now = JSON.stringify(content);
    if (!said() || (!kept && (now === last || !content.text.trim()))) { return keeping; }
    last = now;
    keeping = keeping.then(async () => {
      try {
        const answer = await desk.ask("/drafts/save", { ...content, draft, kept });
        draft = answer.draft;
        said().textContent = `${said().dataset.kept} ${answer.at}`;
        if (kept) { htmx.ajax("GET", "/drafts", "#drafts"); }
      } catch (error) {
        last = "";
        desk.say(error.message);
      }
    });
    return keeping;
  }
  async function open(number, version) {
    await keep(false);
    const answer = await fetch(`/drafts/${number}${version ? `?version=${version}` : ""}`);
    if (!answer.ok) { desk.say((await answer.json().catch(() => ({}))).error || ""); return; }
    const content = await answer.json();
    draft = content.draft;
    window.write.load(content);
    last = JSON.stringify(window.write.content());
  }
  document.addEventListener("input", () => {
    clearTimeout(resting);
    resting = setTimeout(() => keep(false), REST);
  });
  document.addEventListener("click", async (event) => {
    const asked = event.target.closest("[data-draft], #keep, #begin");
    if (!asked || !place().contains(asked)) { return; }
    if (asked.id === "keep") { keep(true); }
    if (asked.id === "begin") {
      await keep(false);
      draft = null;
      window.write.load({ ...window.write.content(), text: "", in_reply_to: "" });
      last = "";
      desk.say(said().dataset.began);
    }
    if (asked.dataset.draft) { open(Number(asked.dataset.draft)); }
  });
  window.addEventListener("pagehide", () => keep(false));
  document.addEventListener("DOMContentLoaded", () => {
    const asked = new URLSearchParams(location.search);
    if (asked.get("draft")) { open(Number(asked.get("draft")), Number(asked.get("version") || 0)); }
  });
})();
