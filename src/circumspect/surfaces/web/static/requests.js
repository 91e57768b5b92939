// The Requests and Record pages: a file dropped anywhere in the marked place is chosen, as if by hand; printing.
"use strict";
document.addEventListener("dragover", (event) => {
  const place = event.target.closest("[data-drop]");
  if (place) { event.preventDefault(); place.classList.add("over"); }
});
document.addEventListener("dragleave", (event) => {
  const place = event.target.closest("[data-drop]");
  if (place && !place.contains(event.relatedTarget)) { place.classList.remove("over"); }
});
document.addEventListener("drop", (event) => {
  const place = event.target.closest("[data-drop]");
  if (!place) { return; }
  event.preventDefault();
  place.classList.remove("over");
  const chosen = document.querySelector(place.dataset.drop);
  chosen.files = event.dataTransfer.files;
  chosen.focus();
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) { window.print(); }
});
