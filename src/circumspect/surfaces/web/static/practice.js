// My practice and Duties: printing, rows that are taken out, files that are given in, the switch that blurs names.
"use strict";
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) { window.print(); }
  const out = event.target.closest("[data-remove]");
  if (out) {
    const row = out.closest(".one"), form = row.closest("form"), before = row.previousElementSibling;
    row.remove();
    (before?.querySelector("input, select") || form.querySelector("[data-add]"))?.focus();
    form.dispatchEvent(new Event("change", { bubbles: true }));
  }
});
// A row that is added bears the next number, so that none stands in for another.
document.addEventListener("htmx:configRequest", (event) => {
  const adds = event.detail.elt.closest("[data-add]");
  if (adds) {
    const next = Number(adds.dataset.next ?? adds.dataset.add);
    event.detail.path = event.detail.path.replace(/\d+$/, next);
    adds.dataset.next = next + 1;
  }
});
// A file goes to the desk as it is, and is held in memory alone.
async function give(area, file) {
  const said = area.querySelector(".answer");
  if (!file) { return; }
  if (file.size > Number(area.dataset.most)) { said.textContent = area.dataset.large; return; }
  said.textContent = area.dataset.reading;
  area.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(area.dataset.give, {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream", "X-Circumspect": desk.csrf, "HX-Request": "true" },
      body: file,
    });
    const target = document.querySelector(area.dataset.target);
    target.innerHTML = await answer.text();
    htmx.process(target);
    said.textContent = "";
    (target.querySelector("[data-focus]") || target).focus();
  } catch {
    said.textContent = area.dataset.failed;
  } finally {
    area.removeAttribute("aria-busy");
  }
}
for (const area of document.querySelectorAll("[data-give]")) {
  const input = area.querySelector("input[type=file]");
  input.addEventListener("change", () => give(area, input.files[0]).then(() => { input.value = ""; }));
  for (const name of ["dragenter", "dragover"]) {
    area.addEventListener(name, (event) => { event.preventDefault(); area.classList.add("over"); });
  }
  for (const name of ["dragleave", "drop"]) { area.addEventListener(name, () => area.classList.remove("over")); }
  area.addEventListener("drop", (event) => { event.preventDefault(); give(area, event.dataTransfer.files[0]); });
}
