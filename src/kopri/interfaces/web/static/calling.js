/* The calling screen renews itself, says how old it is, and goes loud when it is out of date. */
"use strict";
(() => {
  const first = document.getElementById("screen");
  const every = Number(first.dataset.every) * 1000, old = Number(first.dataset.old);
  const ROWS = 5;
  let heard = performance.now(), turn = 0;

  const show = () => {
    const main = document.getElementById("screen");
    const seconds = Math.round((performance.now() - heard) / 1000);
    const late = seconds > old;
    if (late) main.classList.add("stale");
    const age = main.querySelector("[data-age]");
    if (age) age.textContent = seconds > every / 500 ? `${seconds} s` : "";
  };

  /* of more vehicles than fit, five at a time */
  const rotate = () => {
    const part = document.querySelector("#screen .go");
    const rows = [...part.querySelectorAll("li")];
    part.classList.toggle("turned", rows.length > ROWS);
    const many = rows.length, from = many > ROWS ? (turn * ROWS) % many : 0;
    rows.forEach((row, number) => row.classList.toggle("shown", (number - from + many) % many < ROWS));
  };

  const renew = async () => {
    try {
      const answer = await fetch(location.href, { cache: "no-store", signal: AbortSignal.timeout(every * 2) });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("screen");
      if (!fresh) throw new Error("no screen");
      document.getElementById("screen").replaceWith(fresh);
      heard = performance.now();
    } catch { /* the age grows, and tells */ }
    turn += 1;
    rotate();
    show();
    setTimeout(renew, every);
  };

  rotate();
  setInterval(show, 1000);
  setTimeout(renew, every);
})();
