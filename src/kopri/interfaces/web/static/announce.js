/* The announcement form, more comfortable: headings as you type, drafts kept by themselves. */
"use strict";

/* As it is now: forms.js puts another one here where a sent one was refused. */
const entry_of = (event) => event.target.closest("form[data-saves]");

/* The answer is shown where the button was. */
document.addEventListener("click", (event) => {
  const entry = entry_of(event), button = entry && event.target.closest("button[data-at]");
  if (button) button.formAction = entry.getAttribute("action") + "#" + button.dataset.at;
});

/* Headings of the nomenclature for the words that are typed. */
const language = document.documentElement.lang;
const offers = (field, headings) => {
  const old = field.closest(".item").querySelector(".choices");
  if (old) old.remove();
  if (!headings.length) return;
  const box = document.createElement("div");
  box.className = "choices";
  box.setAttribute("role", "group");
  headings.forEach(({ code, name, title, within }) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button quiet";
    button.textContent = code + " " + (name || title);
    const hint = document.createElement("span");
    hint.className = "hint";
    hint.textContent = name ? title : within || "";
    button.append(hint);
    button.addEventListener("click", () => {
      const goods = document.getElementById(field.id.replace(/-hs$/, "-goods"));
      field.value = code;
      if (goods && !goods.value) goods.value = name || title;
      box.remove();
      field.focus();
      field.dispatchEvent(new Event("input", { bubbles: true, cancelable: true }));
    });
    box.append(button);
  });
  field.closest(".cells").after(box);
};
let asked = 0;
const look = async (field, words) => {
  const mine = ++asked;
  const query = new URLSearchParams({ words, lang: language, limit: 6 });
  try {
    const answer = await fetch("/api/v1/tariff?" + query);
    if (answer.ok && mine === asked) offers(field, (await answer.json()).headings);
  } catch { /* the line is down: the button and the code itself go on to work */ }
};
let typing_stopped;
document.addEventListener("input", (event) => {
  if (!entry_of(event)) return;
  const field = event.target;
  const goods = field.id.endsWith("-goods");
  const code = goods ? document.getElementById(field.id.replace(/-goods$/, "-hs")) : field;
  if (!code || !code.matches("input.hs") || (goods && code.value)) return;
  const words = field.value.trim();
  clearTimeout(typing_stopped);
  asked += 1;
  if (words.length < 3 || /^\d{6,}$/.test(words)) { offers(code, []); return; }
  typing_stopped = setTimeout(() => look(code, words), 250);
});

/* What is typed is kept as a draft, a few seconds after the last key. */
let saving;
const save = async (entry) => {
  const filled = new FormData(entry);
  entry.querySelectorAll("input[type=file]").forEach((field) => filled.delete(field.name));
  filled.set("do", "save");
  try {
    const answer = await fetch(entry.getAttribute("action"), {
      method: "POST", body: filled, headers: { "X-Autosave": "1" },
    });
    if (!answer.ok) return;
    const kept = await answer.json();
    entry.elements.draft.value = kept.draft;
    entry.querySelector("[data-saved]").textContent = kept.text;
  } catch { /* kept in this tab all the same */ }
};
document.addEventListener("input", (event) => {
  const entry = entry_of(event);
  clearTimeout(saving);
  if (entry) saving = setTimeout(save, 4000, entry);
});
document.addEventListener("submit", () => clearTimeout(saving));
