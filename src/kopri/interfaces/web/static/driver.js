/* The driver's card renews itself each minute, and says when it no longer can. For phones of 2015. */
(function () {
  "use strict";
  function late(yes) { document.documentElement.className = yes ? "late" : ""; }
  function part(page) {
    var start = page.indexOf("<main"), end = page.lastIndexOf("</main>");
    return start < 0 || end < 0 ? "" : page.slice(page.indexOf(">", start) + 1, end);
  }
  function renew() {
    var ask = new XMLHttpRequest();
    ask.open("GET", location.href, true);
    ask.timeout = 20000;
    ask.onload = function () {
      var card = part(ask.responseText);
      if (card && (ask.status === 200 || ask.status === 410)) {
        document.getElementById("card").innerHTML = card;
        late(false);
      } else late(true);
    };
    ask.onerror = ask.ontimeout = function () { late(true); };
    ask.send();
  }
  setInterval(function () { if (!document.hidden) renew(); }, 60000);
  document.addEventListener("visibilitychange", function () { if (!document.hidden) renew(); });
  window.addEventListener("online", renew);
  window.addEventListener("offline", function () { late(true); });
  if ("serviceWorker" in navigator) navigator.serviceWorker.register("/d/keeper.js")["catch"](function () {});
})();
