// Improvements only: every page works without this file. Leaving fast, covering an idle page, keeping what was typed.
(function () {
  "use strict";
  var root = document.documentElement, exit = document.querySelector("a.exit"), say = document.getElementById("announce");
  root.classList.add("js");

  function tell(text) { say.textContent = text || ""; }

  // Leave: blank first, then our own address ends the session and sends us on. `replace` leaves no way back to this page.
  function leave() {
    root.classList.add("gone");
    document.title = "";
    location.replace(exit.href);
  }
  document.querySelectorAll("[data-exit]").forEach(function (link) {
    link.addEventListener("click", function (event) { event.preventDefault(); leave(); });
  });

  // Shift three times, each within five seconds of the one before; any other key between begins anew.
  var presses = 0, timer = 0, alone = false;
  function forget() { if (presses) { tell(exit.dataset.stopped); } presses = 0; }
  document.addEventListener("keydown", function (event) { alone = event.key === "Shift" && !event.repeat; if (event.key !== "Shift") { presses = 0; } });
  document.addEventListener("keyup", function (event) {
    if (!exit || event.key !== "Shift" || !alone) { return; }
    alone = false;
    clearTimeout(timer);
    timer = setTimeout(forget, 5000);
    presses += 1;
    if (presses === 3) { tell(exit.dataset.leaving); leave(); } else { tell(presses === 1 ? exit.dataset.once : exit.dataset.twice); }
  });

  // A page that the browser kept in memory must not show an old state: fetch it again.
  addEventListener("pageshow", function (event) { if (event.persisted) { location.reload(); } });

  // Keep what was typed, sealed on the server, whenever the page is left alone or left.
  var form = document.querySelector("form[data-autosave]"), dirty = false;
  function save() {
    if (!form || !dirty) { return; }
    dirty = false;
    var data = new FormData(form);
    data.append("save", "yes");
    data.delete("go");
    try { fetch(form.action, { method: "POST", body: new URLSearchParams(data), keepalive: true, credentials: "same-origin" }).catch(function () { dirty = true; }); } catch (_) { dirty = true; }
  }
  if (form) {
    form.addEventListener("input", function () { dirty = true; });
    form.addEventListener("submit", function () { dirty = false; });
    addEventListener("pagehide", function () { if (!root.classList.contains("gone")) { save(); } });
    document.addEventListener("visibilitychange", function () { if (document.hidden && !root.classList.contains("gone")) { save(); } });
    setInterval(save, 20000);
    document.querySelectorAll("[data-keep]").forEach(function (link) {
      link.addEventListener("click", function (event) {
        if (!dirty) { return; }
        event.preventDefault();
        var data = new FormData(form), go = function () { location.href = link.href; };
        data.append("save", "yes");
        dirty = false;
        fetch(form.action, { method: "POST", body: new URLSearchParams(data), credentials: "same-origin" }).then(go, go);
      });
    });
  }

  // Left alone, the page covers itself; one press shows it again and nothing is lost.
  var cover = document.querySelector(".cover"), idle = 0, minutes = Number(root.dataset.idle) || 5, focused = null;
  function awake() {
    clearTimeout(idle);
    if (!root.classList.contains("away")) { idle = setTimeout(rest, minutes * 60000); }
  }
  function rest() { save(); focused = document.activeElement; root.classList.add("away"); cover.focus(); }
  if (cover) {
    cover.addEventListener("click", function (event) {
      event.preventDefault();
      root.classList.remove("away");
      if (focused) { focused.focus(); }
      awake();
    });
    ["keydown", "pointerdown", "pointermove", "scroll", "input"].forEach(function (name) { addEventListener(name, awake, { passive: true }); });
    awake();
  }

  // Go to what needs a look first.
  var first = document.querySelector("[data-focus]");
  if (first) { first.focus(); }

  // A code is easier to read in groups of four; where the cursor is in the middle, leave it alone.
  document.querySelectorAll("[data-code]").forEach(function (box) {
    box.addEventListener("input", function () {
      if (box.selectionEnd !== box.value.length) { return; }
      var digits = box.value.replace(/[\s-]/g, "");
      if (/^\d*$/.test(digits)) { box.value = digits.replace(/(\d{4})(?=\d)/g, "$1 "); }
    });
  });

  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { print(); });
  });

  // Waiting when many write at once: a small puzzle (about a thousand hashes) instead of the wait.
  var puzzle = document.querySelector("[data-puzzle]");
  if (puzzle && window.crypto && crypto.subtle) {
    (async function () {
      var bits = Number(puzzle.dataset.bits), text = new TextEncoder();
      for (var n = 0; n < 200000; n += 1) {
        var hash = new DataView(await crypto.subtle.digest("SHA-256", text.encode(puzzle.dataset.puzzle + ":" + n)));
        if (hash.getUint32(0) >>> (32 - bits) === 0) { puzzle.elements.found.value = n; puzzle.submit(); return; }
      }
    })();
  }
})();
