// The archive: a file that is dropped goes over in pieces, boxes are ticked together, a file is made and saved.
"use strict";
(() => {
  const PIECE = 8 * 1024 * 1024;
  const drop = document.getElementById("drop");
  if (drop) {
    const chosen = document.getElementById("files");
    const copying = document.getElementById("copying");
    const bar = copying.querySelector("progress");
    const told = document.getElementById("copied");
    const arrived = document.getElementById("arrived");
    let stop = null;
    let here = "";
    const asked = (address, options) => fetch(address, { ...options, headers: { "X-Circumspect": desk.csrf, ...options.headers } });
    const remove = (name) => asked(`/archive/arrive/${name}`, { method: "DELETE", keepalive: true });
    const show = (share) => {
      bar.value = share;
      told.textContent = drop.dataset.sending.replace("{share}", share);
    };
    const refuse = (words) => {
      const place = document.createElement("p");
      place.className = "said trouble";
      place.textContent = words;
      arrived.replaceChildren(place);
    };
    async function send(files, signal) {
      const given = await desk.ask("/archive/arrive", { files: files.map(({ name, size }) => ({ name, size })) });
      here = given.id;
      const all = files.reduce((sum, file) => sum + file.size, 0) || 1;
      let sent = 0;
      for (const [number, file] of files.entries()) {
        for (let at = 0; at < file.size; at += PIECE) {
          const piece = file.slice(at, at + PIECE);
          const answer = await asked(`/archive/arrive/${here}/${number}?at=${at}`, {
            method: "PUT", body: piece, signal, headers: { "Content-Type": "application/octet-stream" },
          });
          if (!answer.ok) { throw new Error((await answer.json().catch(() => ({}))).error || drop.dataset.broken); }
          sent += piece.size;
          show(Math.floor((sent / all) * 100));
        }
      }
      htmx.ajax("GET", `/archive/arrived/${here}`, { target: "#arrived", swap: "innerHTML" });
      here = "";
    }
    async function take(list) {
      const files = [...list];
      if (!files.length || stop) { return; }
      stop = new AbortController();
      arrived.replaceChildren();
      show(0);
      copying.hidden = false;
      try {
        await send(files, stop.signal);
      } catch (error) {
        if (here) { remove(here); }
        here = "";
        if (error.name !== "AbortError") { refuse(error instanceof TypeError ? drop.dataset.broken : error.message); }
      }
      copying.hidden = true;
      stop = null;
      chosen.value = "";
    }
    chosen.addEventListener("change", () => take(chosen.files));
    document.getElementById("leave").addEventListener("click", () => stop && stop.abort());
    for (const kind of ["dragenter", "dragover"]) {
      drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
    }
    for (const kind of ["dragleave", "drop"]) { drop.addEventListener(kind, () => drop.classList.remove("over")); }
    drop.addEventListener("drop", (event) => { event.preventDefault(); take(event.dataTransfer.files); });
    // A file that misses the place would be opened by the browser, and the desk would be gone.
    for (const kind of ["dragover", "drop"]) { window.addEventListener(kind, (event) => event.preventDefault()); }
    window.addEventListener("pagehide", () => { if (here) { remove(here); } });
    document.addEventListener("click", (event) => {
      const leave = event.target.closest("[data-leave]");
      if (leave) { remove(leave.dataset.leave).then(() => arrived.replaceChildren()); }
    });
  }
  const count = () => {
    const place = document.getElementById("ticked");
    if (!place) { return; }
    const number = document.querySelectorAll("#several [name=numbers]:checked").length;
    place.textContent = number === 0 ? "" : number === 1 ? place.dataset.one : place.dataset.many.replace("{number}", number);
  };
  document.addEventListener("change", (event) => { if (event.target.name === "numbers") { count(); } });
  document.addEventListener("click", (event) => {
    const tick = event.target.closest("[data-tick]");
    if (tick) {
      for (const box of document.querySelectorAll("#several [name=numbers]")) { box.checked = tick.dataset.tick === "all"; }
      count();
    }
  });
  // What is sealed is pressed for: Enter in a field would take the first of several answers.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("form[data-deliberate] input")) { event.preventDefault(); }
  });
  // A file that takes long to make: say so, and save it when it is here.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-fetch]");
    const said = document.getElementById("making");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    event.preventDefault();
    if (link.getAttribute("aria-disabled")) { return; }
    link.setAttribute("aria-disabled", "true");
    said.textContent = said.dataset.making;
    try {
      const answer = await fetch(link.href);
      if (!answer.ok) {
        const told = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".notice p");
        throw new Error(told ? told.textContent : said.dataset.broken);
      }
      const name = /filename="([^"]+)"/.exec(answer.headers.get("content-disposition") || "");
      const save = document.createElement("a");
      save.href = URL.createObjectURL(await answer.blob());
      save.download = name ? name[1] : "";
      save.click();
      setTimeout(() => URL.revokeObjectURL(save.href), 60000);
      said.textContent = said.dataset.made;
    } catch (error) {
      said.textContent = error instanceof TypeError ? said.dataset.broken : error.message;
    }
    link.removeAttribute("aria-disabled");
  });
  // What is done now, read aloud when it changes and not every second.
  let stage = document.getElementById("progress")?.dataset.stage;
  document.addEventListener("htmx:afterSwap", () => {
    const now = document.getElementById("progress")?.dataset.stage;
    if (now && now !== stage) {
      stage = now;
      document.getElementById("stage").textContent = document.getElementById("doing").textContent.trim();
    }
  });
})();
