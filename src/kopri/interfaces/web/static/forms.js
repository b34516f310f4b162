/* Forms keep what is typed, and are sent again until the post answers: once, by their own key. */
"use strict";

(() => {
  const PREFIX = "kopri:", PATIENCE = 15000, LONGEST = 30000, SLOWEST = 8; // bytes in a millisecond
  const person = document.body.dataset.person || "";
  const here = () => location.pathname + location.search;
  const note = document.getElementById("unsent");
  let pending = null, timer = 0, tries = 0;

  /* What is kept: per tab and form, for the one person who typed it. */
  const place = (form) => PREFIX + form.getAttribute("action") + " " + (valueOf(form, "form") || "");
  const valueOf = (form, name) => form.elements[name] && form.elements[name].value;
  const kept = (form) => [...form.elements].filter((field) =>
    field.name && !["password", "file", "submit"].includes(field.type) && field.name !== "csrfmiddlewaretoken");
  const read = (name) => JSON.parse(sessionStorage.getItem(name) || "null");
  const write = (name, draft) => {
    try { sessionStorage.setItem(name, JSON.stringify(draft)); } catch { /* no room: it is sent all the same */ }
  };
  const files_of = (form) => [...form.elements].filter((field) => field.type === "file")
    .flatMap((field) => [...field.files].map((file) => [field.name, file]));
  const keep = (form, more) => write(place(form), {
    person, fields: kept(form).map((field) => [field.name, field.value, field.checked === true]),
    held: files_of(form).length > 0, ...more,
  });
  const forget = (name) => sessionStorage.removeItem(name);

  /* A form with other rows, or about another thing, is another form: half of it would be worse than none. */
  const same = (form, fields) => fields.every(([name]) => form.elements[name]) && kept(form).every((field) =>
    field.type !== "hidden" || form.matches("[data-saves]") || ["key", "seen"].includes(field.name)
    || fields.some(([name, value]) => name === field.name && value === field.value));
  const fill = (form, fields) => {
    if (!same(form, fields)) return false;
    /* the case has moved on: this may be done already, so what is sent now is an act of its own */
    const moved = fields.some(([name, value]) => name === "seen" && value !== valueOf(form, "seen"));
    kept(form).filter((field) => !(moved && field.name === "key")).forEach((field) => {
      const chosen = ["checkbox", "radio"].includes(field.type);
      const found = fields.find(([name, value]) => name === field.name && (!chosen || value === field.value));
      if (!found) return;
      if (chosen) field.checked = found[2];
      else field.value = found[1];
    });
    const fold = form.closest("details");
    if (fold) fold.open = true;
    return true;
  };

  /* The line */
  const line = () => {
    const down = document.getElementById("line-down");
    if (down) down.hidden = navigator.onLine || !note.hidden;
  };

  /* The note on top: what has not been sent, why, and what can be done. */
  const say = (state) => {
    note.hidden = !state;
    line();
    if (!state) return;
    note.querySelector("[data-words]").textContent = pending.words;
    note.querySelectorAll("[data-when]").forEach((part) => {
      part.hidden = !part.dataset.when.split(" ").includes(state);
    });
    note.querySelectorAll("a[data-to]").forEach((link) => {
      link.href = state === "elsewhere" ? pending.page : "/sign-in?" + new URLSearchParams({ next: here() });
    });
  };
  const release = () => {
    clearTimeout(timer);
    document.querySelectorAll("form[inert]").forEach((form) => { form.inert = false; });
    pending = null;
    say("");
  };

  /* Sent, and sent again: the key in the form makes it one act, however often it arrives. */
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
  const body = () => {
    const filled = new FormData();
    pending.sent.forEach(([name, value]) => filled.append(name, value));
    pending.files.forEach(([name, file]) => filled.append(name, file));
    filled.set("csrfmiddlewaretoken", token());
    return filled;
  };
  const ask = async (item) => {
    const patience = new AbortController(), files = item.files.reduce((sum, [, file]) => sum + file.size, 0);
    const end = setTimeout(() => patience.abort(), PATIENCE + files / SLOWEST);
    try {
      const answer = await fetch(item.action, {
        method: "POST", body: body(), signal: patience.signal,
      });
      return answer.status < 500 || answer.redirected ? [answer, await answer.text()] : [];
    } catch { return []; /* no answer: it may have arrived, or not */ } finally { clearTimeout(end); }
  };
  const send = async () => {
    clearTimeout(timer);
    const item = pending;
    if (!item || item.asking) return;
    item.asking = true;
    if (tries) say("asking");
    const [answer, text] = await ask(item);
    item.asking = false;
    if (pending !== item) return;
    if (!answer) later();
    else if (answer.redirected && new URL(answer.url).pathname === "/sign-in") sign_in(item);
    else if (answer.redirected) arrive(item, answer.url);
    else show(item, text);
  };
  /* Done. A long form leaves the history: what was sent is no draft any more. */
  const arrive = (item, url) => {
    forget(item.place);
    if (item.saves) location.replace(url);
    else location.assign(url);
  };
  const later = () => {
    say("unsent");
    tries += 1;
    timer = setTimeout(send, Math.min(1000 * 2 ** (tries - 1), LONGEST));
  };
  const draft_again = (item) => {
    const { page, sent, action, words, ...draft } = read(item.place) || {};
    if (draft.fields) write(item.place, draft);
  };
  const sign_in = (item) => {
    draft_again(item);
    say("signed-out");
  };

  /* Refused: the page that came back, with the form and what was typed. */
  const show = (item, text) => {
    const came = new DOMParser().parseFromString(text, "text/html");
    const main = came.querySelector("main");
    if (!main) { later(); return; }
    release();
    if (main.querySelector("form .faults, [data-unplaced], [data-saves]")) forget(item.place);
    else draft_again(item); /* refused by a page without the form: what was typed waits for it */
    document.title = came.title;
    document.querySelector("main").replaceWith(main);
    if (window.htmx) window.htmx.process(main);
    main.querySelectorAll("form[data-keep]").forEach((form) => {
      if (form.querySelector(".faults")) keep(form);
      const draft = form.matches("[data-saves]") && valueOf(form, "draft");
      if (draft) history.replaceState(null, "", form.getAttribute("action") + "?" + new URLSearchParams({ draft }));
    });
    const faults = document.getElementById("faults");
    if (faults) faults.focus();
    else scrollTo(0, 0);
  };

  const words_of = (form, button) => (button || form.querySelector("button:not(.away)")).textContent.trim();
  const begin = (form, button) => {
    const filled = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
    if (button && button.name) filled.push([button.name, button.value]);
    const texts = filled.filter(([, value]) => typeof value === "string");
    const more = {
      page: here(), action: (button && button.getAttribute("formaction")) || form.getAttribute("action"),
      words: words_of(form, button), sent: texts,
      saves: form.matches("[data-saves]"),
    };
    keep(form, more);
    pending = { ...more, place: place(form), files: files_of(form) };
    tries = 0;
    form.inert = true;
    send();
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches("form[data-keep]")) return; /* or boosted: sent already */
    if (form.matches("[data-saves]") && !(event.submitter && event.submitter.value === "send")) {
      keep(form, { gone: navigator.onLine });
      if (!navigator.onLine) { event.preventDefault(); line(); }
      return;
    }
    event.preventDefault();
    if (pending) note.focus();
    else begin(form, event.submitter);
  });
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-keep]");
    if (!form) return;
    keep(form);
    if (!pending && event.target.type === "file") say(""); /* it was asked for */
  });
  note.addEventListener("click", (event) => {
    if (event.target.matches("[data-again]")) send();
    if (event.target.matches("[data-change]")) {
      const draft = read(pending.place);
      if (draft) write(pending.place, { person, fields: draft.fields });
      const form = document.querySelector("form[inert]");
      release();
      if (form) (form.querySelector("input:not([type=hidden]), textarea, select") || form.querySelector("button")).focus();
    }
  });

  /* A page that has come: what was typed comes back; what waits is sent. */
  const entries = performance.getEntriesByType("navigation");
  const came_back = entries.length > 0 && ["back_forward", "reload"].includes(entries[0].type);
  const drafts = Object.keys(sessionStorage).filter((name) => name.startsWith(PREFIX));
  const tell = (state, item) => {
    pending = item;
    say(state);
    pending = null;
  };
  const resume = (name, draft) => {
    pending = { ...draft, place: name, files: [] };
    const form = [...document.querySelectorAll("form[data-keep]")].find((each) => place(each) === name);
    if (draft.page !== here()) { tell("elsewhere", pending); return; }
    if (draft.held) { tell("file", pending); return; }
    if (form) form.inert = true;
    tries = 1;
    send();
  };
  document.querySelectorAll("form[data-keep]").forEach((form) => {
    const draft = read(place(form));
    const mine = draft && draft.person === person && (came_back || !draft.gone);
    const back = mine && !form.querySelector(".faults") && fill(form, draft.fields);
    if (back && draft.held && !draft.sent) tell("file", { words: words_of(form) });
  });
  if (person) drafts.forEach((name) => {
    const draft = read(name);
    if (draft.person !== person || (draft.gone && !came_back)) forget(name);
    else if (draft.sent && !pending) resume(name, draft);
  });

  addEventListener("online", () => { line(); send(); });
  addEventListener("offline", line);
  line();
})();
