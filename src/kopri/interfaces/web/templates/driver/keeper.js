/* Keeps the last card on this phone, to be read where there is no line. It says so then. */
"use strict";
var KEPT = "card-1", FILES = [{% for file in files %}"{{ file }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
self.addEventListener("install", function (event) {
  event.waitUntil(caches.open(KEPT).then(function (kept) { return kept.addAll(FILES); }));
});
function keep(asked, answer) {
  caches.open(KEPT).then(function (kept) {
    if (answer.ok) return kept.put(asked.url, answer);
    if (answer.status === 404 || answer.status === 410) return kept["delete"](asked.url);
  });
}
function old(asked) {
  return caches.match(asked.url).then(function (kept) {
    if (!kept) return Response.error();
    if (asked.mode !== "navigate") return kept;
    return kept.text().then(function (page) {
      return new Response(page.replace("<html ", '<html class="late" '), { headers: kept.headers });
    });
  });
}
self.addEventListener("fetch", function (event) {
  var asked = event.request, file = FILES.some(function (each) { return asked.url.slice(-each.length) === each; });
  if (asked.method !== "GET" || asked.url.indexOf(self.location.origin) !== 0) return;
  event.respondWith(fetch(asked).then(function (answer) {
    keep(asked, answer.clone());
    return answer;
  }, function () {
    return file || asked.mode === "navigate" ? old(asked) : Response.error();
  }));
});
