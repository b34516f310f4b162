/* What is more comfortable with JavaScript; every page is whole without it. */
"use strict";

/* Finder: "/" or a scanner's burst lands in it wherever the focus is; arrows walk the rows. A burst is
   keys less than 30 ms apart that end in Enter: no hand is as fast. Out of a field that is written in
   only a reference or a driver's card is taken again: numbers of seals and papers are scanned as well. */
let finder = null; // of the page as it is now: forms.js may have put another one here
const FIELDS = "input, textarea, select, [contenteditable]", TICKS = "[type=checkbox], [type=radio]";
const OURS = /^(\S{4}-\S{4}-\S{2}|https?:\S+\/d\/\S+)$/i, GAP = 30, LEAST = 6;
let burst = { text: "", at: 0, field: null, before: "" };
const read = (event, field) => {
  if (event.timeStamp - burst.at > GAP) burst = { text: "", at: 0, field, before: field ? field.value : "" };
  burst.text += event.key;
  burst.at = event.timeStamp;
};
const scanned = (event) => {
  const { text, at, field, before } = burst, own = field === finder;
  burst = { text: "", at: 0, field: null, before: "" };
  if (event.timeStamp - at > GAP || text.length < LEAST) return;
  if (field && !own && !field.matches("select") && !OURS.test(text)) return;
  event.preventDefault();
  if (field && !own) {
    field.value = before;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  finder.value = text;
  finder.form.requestSubmit();
};
const walk = (event) => {
  const links = [...document.querySelectorAll("[data-rows] .names a")];
  const here = links.indexOf(document.activeElement);
  const next = event.key === "ArrowDown" ? links[here + 1] : here === 0 ? finder : links[here - 1];
  if (next) { next.focus(); event.preventDefault(); }
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  finder = document.querySelector("[data-scanner]");
  const found = event.target.closest(FIELDS), field = found && !found.matches(TICKS) ? found : null;
  if (event.key.startsWith("Arrow")) {
    if (/Up|Down/.test(event.key) && (!found || found === finder)) walk(event);
  } else if (finder && event.key === "Enter") {
    scanned(event);
  } else if (finder && event.key.length === 1) {
    read(event, field);
    const slash = event.key === "/" && burst.text === "/";
    if (field && !(slash && field.matches("select"))) return;
    if (!slash && !/[\p{L}\p{N}]/u.test(event.key)) return;
    finder.focus();
    finder.value = slash ? "" : event.key;
    event.preventDefault();
  }
});

/* Rows that are fetched again leave the walker where he was. */
let walked = null;
document.addEventListener("htmx:beforeSwap", () => {
  const link = document.activeElement?.closest("[data-rows] .names a");
  walked = link && link.getAttribute("href");
});
document.addEventListener("htmx:afterSwap", () => {
  const link = walked && document.querySelector(`[data-rows] .names a[href="${CSS.escape(walked)}"]`);
  if (link) link.focus({ preventScroll: true });
});

/* An error summary takes the focus, so that it is read first. */
const faults = document.getElementById("faults");
if (faults) faults.focus();

/* A link into a frame brings the frame into view. */
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[target]");
  const frame = link && document.querySelector(`iframe[name="${link.target}"]`);
  if (frame) frame.scrollIntoView({ block: "nearest" });
});

/* A page that renews itself says so when it no longer does: a screen on a wall must not look fresh. */
let renewed = Date.now();
document.addEventListener("htmx:afterSwap", () => { renewed = Date.now(); });
setInterval(() => {
  const note = document.querySelector("[data-late]");
  if (note) note.hidden = Date.now() - renewed < 1000 * note.dataset.late;
}, 5000);
