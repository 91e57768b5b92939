// The editor of the Write page: underlines while one types, cards and verdict once one rests. Open it to change them.
// A real textarea lies over a mirror of its text, which carries the underlines. Places are UTF-16 units.
"use strict";
(() => {
  const GLANCE = 20, REST = 700;
  const $ = (id) => document.getElementById(id);
  const root = $("write"), area = $("text"), mirror = $("mirror"), paper = $("paper"), cards = $("findings");
  const LIVE = Number(root.dataset.live);
  let text = area.value;
  let marks = []; // {id, severity, title, start, end, stands}, as the last answer had them, moved along with the text
  let better = new Map(); // id of a finding → its suggestion {start, end, text}, moved likewise
  let made = new Map(); // id of a finding → the HTML of its card
  let standing = new Set(); // ids of findings that were let stand
  let number = 0; // grows with everything that asks for a new reading; answers to an older one are dropped
  let shown = 50, near = null, composing = false;
  let compared = true; // whether the last answer came from a desk that compares with the client list
  let back = null; // what undoes a change that the browser's own undo does not know: {start, end, old}

  // --- text that changes

  // Give where two texts differ: from `at` on, `out` units became `into` units.
  function difference(before, after) {
    const most = Math.min(before.length, after.length);
    let at = 0, tail = 0;
    while (at < most && before.charCodeAt(at) === after.charCodeAt(at)) { at += 1; }
    while (tail < most - at && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)) { tail += 1; }
    return { at, out: before.length - tail - at, into: after.length - tail - at };
  }

  // Give a stretch moved along with an edit; null where the edit took it away, or, if `whole`, touched it.
  function moved(one, edit, whole) {
    if (one.start === null || one.end <= edit.at && !(one.start === one.end && one.start === edit.at)) { return one; }
    const by = edit.into - edit.out, last = edit.at + edit.out;
    if (one.start >= last) { return { ...one, start: one.start + by, end: one.end + by }; }
    if (whole || one.start >= edit.at && one.end <= last) { return null; }
    const start = one.start < edit.at ? one.start : edit.at + edit.into;
    const end = one.end > last ? one.end + by : edit.at;
    return end > start ? { ...one, start, end } : null;
  }

  function typed() {
    const now = area.value;
    if (now === text) { return; }
    const edit = difference(text, now);
    text = now;
    marks = marks.map((one) => moved(one, edit, false)).filter(Boolean);
    for (const [id, one] of better) {
      const kept = moved(one, edit, true);
      if (kept) { better.set(id, kept); } else { better.delete(id); offer(id, false); }
    }
    $("undo-place").hidden = true;
    turn();
    paint();
    measure.soon();
    ask();
  }

  // Write from the right where the first letter asks for it. (The browser's own dir="auto" takes a minute over a long text.)
  function turn() { paper.dir = /^[^A-Za-z\u00c0-\u024f]*?[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/.test(text.slice(0, 200)) ? "rtl" : "ltr"; }

  function offer(id, possible) {
    const button = $(`f-${id}`)?.querySelector("[data-use]");
    if (button) { button.disabled = !possible; button.title = possible ? "" : root.dataset.gone; }
  }

  // --- the mirror

  const RANK = { block: 0, revise: 1, advise: 2 };
  let painted = []; // what stands in each line of the mirror

  // Give the pieces of a line, each with the severest mark over it.
  function pieces(line, from, over) {
    const cuts = new Set([0, line.length]);
    for (const one of over) { cuts.add(Math.max(0, one.start - from)); cuts.add(Math.min(line.length, one.end - from)); }
    const at = [...cuts].sort((a, b) => a - b);
    return at.slice(0, -1).map((start, i) => {
      const covering = over.filter((one) => one.start - from <= start && one.end - from >= at[i + 1]);
      covering.sort((a, b) => a.stands - b.stands || RANK[a.severity] - RANK[b.severity]);
      return { words: line.slice(start, at[i + 1]), mark: covering[0] };
    });
  }

  function drawn(line, from, over) {
    const row = document.createElement("div");
    if (!line) { row.append(document.createElement("br")); }
    for (const { words, mark } of pieces(line, from, over)) {
      if (!mark) { row.append(words); continue; }
      const piece = document.createElement("mark");
      piece.className = mark.severity + (mark.stands ? " stands" : "") + (mark.id === near ? " near" : "");
      piece.dataset.id = mark.id;
      piece.textContent = words;
      row.append(piece);
    }
    return row;
  }

  // Draw the lines anew that changed, or whose marks did.
  function paint() {
    const long = text.length > LIVE;
    paper.classList.toggle("long", long);
    if (long) { mirror.replaceChildren(); painted = []; return; }
    const placed = marks.filter((one) => one.start !== null && one.end > one.start).sort((a, b) => a.start - b.start);
    let from = 0, next = 0, open = [];
    const wanted = text.split("\n").map((line) => {
      const end = from + line.length;
      open = open.filter((one) => one.end > from);
      while (next < placed.length && placed[next].start <= end) { open.push(placed[next]); next += 1; }
      const over = open.filter((one) => one.start < end && one.end > from);
      const key = over.length ? line + "\u0000" + over.map((o) => [o.start - from, o.end - from, o.severity, o.stands, o.id, o.id === near]).join("|") : line;
      const row = { line, from, over, key };
      from = end + 1;
      return row;
    });
    const most = Math.min(wanted.length, painted.length);
    let head = 0, tail = 0;
    while (head < most && wanted[head].key === painted[head]) { head += 1; }
    while (tail < most - head && wanted[wanted.length - 1 - tail].key === painted[painted.length - 1 - tail]) { tail += 1; }
    for (let i = painted.length - tail - 1; i >= head; i -= 1) { mirror.children[i].remove(); }
    const fresh = document.createDocumentFragment();
    for (const row of wanted.slice(head, wanted.length - tail)) { fresh.append(drawn(row.line, row.from, row.over)); }
    mirror.insertBefore(fresh, mirror.children[head] ?? null);
    painted = wanted.map((row) => row.key);
  }

  // --- asking

  function content() {
    return {
      text: area.value.toWellFormed ? area.value.toWellFormed() : area.value,
      surface: $("surface").value, account: $("account").value,
      in_reply_to: $("in-reply-to").value, platform: $("platform").value,
    };
  }

  // One kind of question: asked after a delay, never twice at a time, answers to what is stale dropped.
  function tier(address, delay, take) {
    let timer = 0, flying = false, again = false;
    async function go() {
      clearTimeout(timer);
      if (flying) { again = true; return; }
      flying = true;
      const asked = number;
      try {
        const { platform, ...sent } = content();
        const said = await desk.ask(address, { ...sent, shown });
        if (asked === number) { take(said); }
      } catch (error) {
        if (asked === number) { unread(error instanceof TypeError ? "" : error.message); }
      }
      flying = false;
      if (again) { again = false; go(); }
    }
    return {
      now: go,
      soon() { clearTimeout(timer); timer = setTimeout(go, delay); },
      stop() { clearTimeout(timer); again = false; },
    };
  }

  const glance = tier("/write/glance", GLANCE, (said) => {
    marks = said.findings.map((one) => ({ ...one, stands: standing.has(one.id) }));
    state("reading", said);
    paint();
  });
  const review = tier("/write/review", REST, (said) => {
    if (said.overtaken) { review.soon(); return; }
    glance.stop();
    answered(said);
  });

  function ask() {
    number += 1;
    glance.stop(); review.stop();
    if (text.length > LIVE) { state("long"); return; }
    if (!composing && !text.trim()) { empty(); return; }
    state("reading");
    if (!composing) { glance.soon(); review.soon(); }
  }

  function askNow() {
    number += 1;
    if (!text.trim()) { empty(); return; }
    state("reading");
    review.now();
  }

  // --- what is said

  // Show a verdict; with the answer that it comes from, whether names were compared for it.
  function state(name, said) {
    const bar = $("verdict");
    if (said) { compared = said.compared === true; }
    bar.dataset.state = name;
    for (const one of bar.querySelectorAll("[data-when]")) { one.hidden = one.dataset.when !== name; }
    $("apart").hidden = compared || !["reading", "hold", "consult", "revise"].includes(name);
    if (said && !compared && document.body.dataset.open) { desk.locked(); } // before the page looks by itself
  }

  const gone = $("unread-why").textContent;
  function unread(why) {
    $("unread-why").textContent = why || gone;
    state("unread");
  }

  function none(name) {
    $("none").hidden = name === "";
    for (const one of $("none").children) { one.hidden = one.dataset.none !== name; }
  }

  function empty() {
    marks = []; better = new Map(); made = new Map(); standing = new Set();
    cards.replaceChildren(); $("more").replaceChildren();
    $("found-title").textContent = $("found-title").dataset.name;
    state("empty"); none("empty"); paint();
  }

  function answered(said) {
    marks = said.findings.map(({ suggestion, ...one }) => one);
    standing = new Set(marks.filter((one) => one.stands).map((one) => one.id));
    better = new Map(said.findings.filter((one) => one.suggestion).map((one) => [one.id, one.suggestion]));
    deal(said.cards);
    $("more").innerHTML = said.more;
    $("found-title").innerHTML = said.count;
    const named = said.verdict === "clear" && said.compared !== true ? "apart" : said.verdict;
    none(marks.length ? "" : named);
    state(named, said);
    if ($("heard").textContent !== said.heard) { $("heard").textContent = said.heard; }
    paint();
  }

  // Put the cards in place; one that says the same as before stays as it is, with what is typed or open in it.
  function deal(given) {
    const focused = document.activeElement?.closest?.(".finding")?.id;
    const holder = document.createElement("template"), newer = new Map();
    holder.innerHTML = given;
    const wanted = [...holder.content.children].map((card) => {
      const id = card.id.slice(2), html = card.outerHTML, old = $(card.id);
      newer.set(id, html);
      if (old && made.get(id) === html) { offer(id, better.has(id)); return old; }
      htmx.process(card);
      return old ? renewed(old, card) : card;
    });
    made = newer;
    const keep = new Set(wanted);
    for (const old of [...cards.children]) { if (!keep.has(old)) { old.remove(); } }
    wanted.forEach((card, i) => { if (cards.children[i] !== card) { cards.insertBefore(card, cards.children[i] ?? null); } });
    if (focused && !document.activeElement?.closest?.(".finding")) { $(focused)?.focus({ preventScroll: true }); }
  }

  // Give a card what a newer one says; its form stays as it is, with what is typed in it.
  function renewed(old, card) {
    const kept = old.querySelector(":scope > .let"), place = card.querySelector(":scope > .let");
    if (!kept || !place) { return card; }
    const opened = old.querySelector(":scope > details:not(.let)")?.open;
    for (const child of [...old.children]) { if (child !== kept) { child.remove(); } }
    let before = true;
    for (const child of [...card.children]) {
      if (child === place) { before = false; } else if (before) { kept.before(child); } else { old.append(child); }
    }
    old.className = card.className;
    old.querySelector(":scope > details:not(.let)").open = opened;
    return old;
  }

  // --- changing the text, so that the browser's own undo takes it back

  function put(start, end, words) {
    area.focus();
    area.setSelectionRange(start, end);
    const done = text.length > LIVE ? false : words ? document.execCommand("insertText", false, words) : document.execCommand("delete");
    back = done ? null : replaced(start, end, words);
    $("undo-place").hidden = false;
  }

  // Put words in the place of others past the browser's own undo; gives what undoes it.
  function replaced(start, end, words) {
    const before = area.value;
    area.setRangeText(words, start, end, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
    return { start, end: end + area.value.length - before.length, old: before.slice(start, end) };
  }

  function undo() {
    const before = area.value;
    area.focus();
    if (back) { replaced(back.start, back.end, back.old); } else { document.execCommand("undo"); }
    back = null;
    $("undo-place").hidden = true;
    if (area.value !== before) { desk.say(root.dataset.undone); }
  }

  function insert(words) {
    const at = area.selectionEnd;
    const before = text.slice(0, at), after = text.slice(at);
    const lead = !before.trim() || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    const trail = !after.trim() || after.startsWith("\n") ? "" : "\n\n";
    put(at, at, lead + words + trail);
  }

  // --- from the words to their cards and back

  function point(id, how) {
    near = id;
    paint();
    for (const card of cards.children) { card.classList.toggle("near", card.id === `f-${id}`); }
    const card = $(`f-${id}`), column = $("found");
    if (card && how === "focus") { card.focus(); }
    else if (card && column.scrollHeight > column.clientHeight) { column.scrollTop = card.offsetTop - column.offsetTop - 60; }
  }

  function under(at) { return marks.filter((one) => one.start !== null && one.start <= at && at <= one.end).sort((a, b) => RANK[a.severity] - RANK[b.severity])[0]; }

  function show(id) {
    const mark = marks.find((one) => one.id === id);
    if (!mark || mark.start === null) { area.focus(); return; }
    area.focus();
    area.setSelectionRange(mark.start, mark.end);
    mirror.querySelector(`mark[data-id="${id}"]`)?.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const all = marks.filter((one) => !one.stands);
    if (!all.length) { desk.say(root.dataset.none); return; }
    const known = all.findIndex((one) => one.id === near);
    const at = known < 0 ? (by > 0 ? 0 : all.length - 1) : (known + by + all.length) % all.length;
    const one = all[at];
    if (one.start === null) { point(one.id, "focus"); } else { show(one.id); point(one.id, ""); }
    desk.say(filled(root.dataset.nth, { number: at + 1, all: all.length, title: one.title }));
  }

  function filled(words, values) { return words.replace(/\{(\w+)\}/g, (_, name) => values[name]); }

  // --- length, as each platform counts

  const signs = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  const LINK = /\bhttps?:\/\/\S+|\bwww\.\S+|\b(?:[a-z0-9-]+\.)+(?:com|org|net|info|edu|gov|health|care|co|us|ca|uk)\b(?:\/\S*)?/gi;
  const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u;
  const light = (c) => c <= 4351 || c >= 8192 && c <= 8205 || c >= 8208 && c <= 8223 || c >= 8242 && c <= 8247;
  const bytes = (words) => new TextEncoder().encode(words).length;
  const total = (words, weight) => { let sum = 0; for (const { segment } of signs.segment(words)) { sum += weight(segment); } return sum; };
  const COUNTS = {
    characters: (words) => words.length,
    bytes,
    graphemes: (words) => total(words, () => 1),
    threads: (words) => total(words, (sign) => EMOJI.test(sign) ? bytes(sign) : 1),
    mastodon: (words) => total(words.replace(/\bhttps?:\/\/\S+/gi, "x".repeat(23)).replace(/(@\w+)@[\w.-]+\w/g, "$1"), () => 1),
    x: (words) => {
      let links = 0;
      const rest = words.normalize("NFC").replace(LINK, () => { links += 1; return ""; });
      return 23 * links + total(rest, (sign) => EMOJI.test(sign) ? 2 : [...sign].reduce((sum, one) => sum + (light(one.codePointAt(0)) ? 1 : 2), 0));
    },
  };
  const measure = {
    soon() { clearTimeout(measure.timer); measure.timer = setTimeout(measure.now, text.length > 5000 ? 250 : 0); },
    now() {
      const chosen = $("platform").selectedOptions[0], limit = Number(chosen.dataset.limit || 0);
      const way = text.length > LIVE ? "characters" : chosen.dataset.counts || "graphemes";
      const count = COUNTS[way](text.trimEnd());
      const over = limit > 0 && count > limit;
      const words = over ? root.dataset.over : limit ? root.dataset.of : root.dataset.plain;
      const told = (n) => n.toLocaleString(document.documentElement.lang);
      $("length").textContent = filled(words, { count: told(count), limit: told(limit), over: told(count - limit) });
      $("length").classList.toggle("over", over);
    },
  };

  // --- pictures: held here while they are looked at, sent to nobody but this desk

  let picture = null;
  async function send(address, file) {
    const answer = await fetch(address, { method: "POST", headers: { "X-Circumspect": desk.csrf, "Content-Type": "application/octet-stream" }, body: file });
    if (!answer.ok) { throw new Error((await answer.json().catch(() => ({}))).error || root.dataset.pictureGone); }
    return answer;
  }
  async function look(file) {
    picture = file;
    $("pictures").open = true;
    $("picture-found").replaceChildren();
    $("picture-said").textContent = root.dataset.looking;
    try {
      const place = new URLSearchParams({ surface: $("surface").value, account: $("account").value });
      const html = await (await send(`/write/picture?${place}`, file)).text();
      if (picture !== file) { return; }
      $("picture-said").textContent = "";
      $("picture-found").innerHTML = html;
      const shownAs = $("picture-found").querySelector("img");
      if (!shownAs) { return; }
      shownAs.addEventListener("error", () => { shownAs.closest(".frame").hidden = true; $("picture-found").querySelector(".cannot").hidden = false; });
      shownAs.addEventListener("load", () => URL.revokeObjectURL(shownAs.src));
      shownAs.src = URL.createObjectURL(file);
      $("picture-found").querySelector("[data-focus]").focus();
    } catch (error) {
      if (picture === file) { $("picture-said").textContent = error instanceof TypeError ? root.dataset.pictureGone : error.message; }
    }
  }
  async function clean() {
    try {
      const answer = await send("/write/picture/clean", picture);
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await answer.blob());
      link.download = `picture-clean${answer.headers.get("X-Suffix")}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    } catch (error) { $("picture-said").textContent = error instanceof TypeError ? root.dataset.pictureGone : error.message; }
  }
  const pictureIn = (items) => [...items ?? []].find((one) => one.type.startsWith("image/"));

  // --- what one does

  area.addEventListener("input", typed);
  area.addEventListener("compositionstart", () => { composing = true; });
  area.addEventListener("compositionend", () => { composing = false; typed(); ask(); });
  area.addEventListener("click", () => { const one = under(area.selectionStart); if (one || near) { point(one?.id ?? null, ""); } });
  area.addEventListener("paste", (event) => {
    const file = pictureIn(event.clipboardData?.files);
    if (file && !event.clipboardData.getData("text/plain")) { event.preventDefault(); look(file); }
  });
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.altKey) {
      const one = under(area.selectionStart) ?? under(area.selectionEnd);
      if (one) { event.preventDefault(); point(one.id, "focus"); }
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "F8") { event.preventDefault(); step(event.shiftKey ? -1 : 1); }
    const card = event.target.closest?.(".finding");
    if (event.key === "Escape" && card) { event.preventDefault(); show(card.id.slice(2)); }
  });
  cards.addEventListener("focusin", (event) => {
    const id = event.target.closest(".finding").id.slice(2);
    if (near !== id) { point(id, "stay"); }
  });
  $("found").addEventListener("click", (event) => {
    const card = event.target.closest(".finding"), id = card?.id.slice(2);
    if (event.target.closest("[data-show]")) { show(id); }
    if (event.target.closest("[data-more]")) { shown += 50; askNow(); }
    if (event.target.closest("[data-use]")) {
      const one = better.get(id);
      if (!one) { desk.say(root.dataset.gone); return; }
      put(one.start, one.end, one.text);
      desk.say(root.dataset.used);
    }
  });
  $("undo").addEventListener("click", undo);
  for (const one of document.querySelectorAll("[data-insert]")) { one.addEventListener("click", () => insert(one.dataset.insert)); }
  $("read-now").addEventListener("click", askNow);
  $("try-again").addEventListener("click", askNow);
  document.body.addEventListener("read-again", askNow);
  for (const name of ["desk:locked", "desk:unlocked"]) {
    document.body.addEventListener(name, () => { if ($("verdict").dataset.state !== "long") { askNow(); } });
  }
  document.body.addEventListener("desk:unlocked", () => {
    setTimeout(() => { $("vault-here").replaceChildren(); area.focus(); }); // once the form there has its answer
  });
  window.addEventListener("beforeunload", (event) => {
    const now = content();
    if (now.text.trim() && JSON.stringify(now) !== window.write.kept) { event.preventDefault(); }
  });
  for (const name of ["surface", "account"]) { $(name).addEventListener("change", () => { answers(); ask(); }); }
  $("in-reply-to").addEventListener("input", ask);
  $("platform").addEventListener("change", measure.now);
  $("picture").addEventListener("change", () => { if ($("picture").files[0]) { look($("picture").files[0]); } });
  for (const place of [$("drop"), paper]) {
    place.addEventListener("dragover", (event) => { if ([...event.dataTransfer.types].includes("Files")) { event.preventDefault(); place.classList.add("over"); } });
    place.addEventListener("dragleave", () => place.classList.remove("over"));
    place.addEventListener("drop", (event) => {
      place.classList.remove("over");
      const file = event.dataTransfer.files[0];
      if (file) { event.preventDefault(); look(file); }
    });
  }
  $("picture-found").addEventListener("click", (event) => { if (event.target.closest("[data-clean]")) { clean(); } });

  // What answers something shows where the message goes.
  function answers() {
    const wanted = ["reply", "review-response", "comment", "dm"].includes($("surface").value);
    if (wanted || $("in-reply-to").value) { $("answered").open = true; } else { $("answered").open = false; }
  }

  // Put another text in its place, as drafts do.
  function load(given) {
    for (const [name, id] of [["surface", "surface"], ["account", "account"], ["platform", "platform"], ["in_reply_to", "in-reply-to"]]) {
      if (given[name] !== undefined && given[name] !== null) { $(id).value = given[name]; }
    }
    answers();
    area.value = given.text ?? "";
    near = null;
    typed();
    measure.now();
    ask();
  }

  window.write = { content, load, kept: "" }; // kept: the content that the desk kept last, as JSON; drafts.js writes it
  $("found-title").dataset.name = $("found-title").textContent;
  answers();
  paint();
  measure.now();
  ask();
})();
