// The desk: single keys, drafts that keep themselves, news without stealing focus, searches that go on. All of it optional.
(() => {
  "use strict";
  const KEYS_OFF = "besa-desk-keys-off";
  const lines = () => [...document.querySelectorAll("[data-line]")];
  const page = document.getElementById("page");
  const $ = (selector) => document.querySelector(selector);

  keys();
  focusAfterAct();
  if (page) { keepDrafts(); templates(); }
  news();
  search();
  goOn();

  // ---- single keys; they can be switched off (WCAG 2.1.4), and never fire while somebody types
  function keys() {
    const dialog = $("#keys"), toggle = $("#keys-on");
    if (!dialog) return;
    const off = () => { try { return localStorage.getItem(KEYS_OFF) === "1"; } catch { return false; } };
    toggle.checked = !off();
    toggle.addEventListener("change", () => { try { localStorage.setItem(KEYS_OFF, toggle.checked ? "0" : "1"); } catch { /* no storage: on */ } });
    for (const button of document.querySelectorAll("[data-keys-help]")) {
      button.hidden = false;
      button.addEventListener("click", () => dialog.showModal());
    }
    const go = (selector) => { const link = $(selector); if (link) link.click(); return Boolean(link); };
    const focus = (selector) => {
      const field = $(selector);
      if (!field) return false;
      const closed = field.closest("details:not([open])");
      if (closed) closed.open = true;
      field.focus();
      field.scrollIntoView({ block: "nearest" });
      return true;
    };
    const move = (by) => {
      const all = lines();
      if (!all.length) return false;
      const at = all.indexOf(document.activeElement.closest?.(".line")?.querySelector("[data-line]"));
      const next = all[at < 0 ? 0 : Math.max(0, Math.min(all.length - 1, at + by))];
      next.focus();
      next.closest(".line").scrollIntoView({ block: "nearest" });
      return true;
    };
    const claim = () => {
      const button = document.activeElement.closest?.(".line")?.querySelector("button[name=report]") || $("[data-claim]");
      if (button) button.click();
      return Boolean(button);
    };
    const acts = {
      j: () => move(1), ArrowDown: () => move(1), k: () => move(-1), ArrowUp: () => move(-1), c: claim,
      "/": () => focus("#id_words") || go('a[href$="/search"]'),
      "?": () => { dialog.showModal(); return true; },
      r: () => focus("#answer"), n: () => focus("#note"), l: () => focus("#labels input"),
      t: () => focus("#together"), v: () => focus("#view-name"), f: () => focus("#f-state"), b: () => go("[data-back]") || go('.places a[href*="/queue"]'),
    };
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || dialog.open || off()) return;
      const here = event.target;
      if (here.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(here.tagName)) return;
      // Arrows scroll as ever, unless a line of the queue has the focus.
      if (event.key.startsWith("Arrow") && !here.closest?.(".line")) return;
      const act = Object.hasOwn(acts, event.key) ? acts[event.key] : null;
      if (act && act()) event.preventDefault();
    });
  }

  // ---- after an act the same place has the focus again; if its line has left the queue, the one now in its place
  function focusAfterAct() {
    const KEY = "besa-desk-line";
    document.addEventListener("submit", () => {
      const at = lines().indexOf(document.activeElement.closest?.(".line")?.querySelector("[data-line]"));
      try { sessionStorage.setItem(KEY, String(at)); } catch { /* then the fragment alone decides */ }
    });
    const wanted = location.hash.startsWith("#r-") ? document.getElementById(location.hash.slice(1)) : null;
    if (wanted) { wanted.focus(); return; }
    if (!location.hash.startsWith("#r-")) return;
    let at = -1;
    try { at = Number(sessionStorage.getItem(KEY) ?? -1); sessionStorage.removeItem(KEY); } catch { /* no storage */ }
    const all = lines();
    if (all.length) all[Math.max(0, Math.min(all.length - 1, at))].focus();
  }

  // ---- drafts: kept on the server, sealed, a moment after the last key
  function keepDrafts() {
    let timer = 0, dirty = false, busy = false;
    const told = $("[data-kept-here]");
    const keep = async (leaving) => {
      clearTimeout(timer);
      if (!dirty || (busy && !leaving)) return;
      dirty = false; busy = true;
      try {
        const answer = await fetch(page.action, {
          method: "POST", body: new FormData(page), headers: { "X-Besa-Script": "1" }, keepalive: leaving, redirect: "manual",
        });
        if (answer.status !== 204) throw new Error("not kept");
        if (told) { told.textContent = `${page.dataset.kept} ${new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}`; told.className = "soft"; }
      } catch {
        dirty = true;
        if (!leaving && told) { told.setAttribute("role", "alert"); told.textContent = page.dataset.failed; told.className = "kept-not"; }
      } finally {
        busy = false;
        if (dirty && !leaving) timer = setTimeout(keep, 10000);
      }
    };
    const touched = (event) => {
      if (!event.target.matches("[data-keep], [name=labels]")) return;
      dirty = true;
      clearTimeout(timer);
      timer = setTimeout(keep, 1200);
    };
    page.addEventListener("input", touched);
    page.addEventListener("submit", () => { dirty = false; clearTimeout(timer); });
    addEventListener("pagehide", () => keep(true));
    document.addEventListener("visibilitychange", () => { if (document.hidden) keep(true); });
  }

  // ---- a template goes in where the cursor is; without this script the button does the same through the server
  function templates() {
    const button = $("[data-template]"), answer = $("#answer"), choice = $("#template");
    if (!button || !answer || answer.tagName !== "TEXTAREA") return;
    button.addEventListener("click", async (event) => {
      if (!choice.value) return;
      event.preventDefault();
      let text;
      try {
        const response = await fetch(button.dataset.template.replace("ID", choice.value), { redirect: "error" });
        if (!response.ok) throw new Error("no template");
        text = await response.text();
      } catch { button.form.requestSubmit(button.cloneNode()); return; }
      const before = answer.value.slice(0, answer.selectionStart), after = answer.value.slice(answer.selectionEnd);
      const gap = before && !before.endsWith("\n\n") ? "\n\n" : "";
      answer.value = before + gap + text + after;
      const at = answer.value.indexOf("[", before.length);
      const end = at < 0 ? -1 : answer.value.indexOf("]", at);
      answer.focus();
      // The first blank to fill in is selected, so that typing replaces it.
      if (end > 0) answer.setSelectionRange(at, end + 1);
      else answer.setSelectionRange((before + gap + text).length, (before + gap + text).length);
      answer.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  // ---- news: asked for quietly, said politely, shown only when wanted
  function news() {
    const place = $("#news");
    if (!place) return;
    let said = 0;
    const ask = async () => {
      if (document.hidden) return;
      try {
        const response = await fetch(place.dataset.url, { headers: { "X-Besa-Background": "1" }, redirect: "error" });
        const found = await response.json();
        if (!found.new || found.new === said) return;
        said = found.new;
        const line = document.createElement("p"), link = document.createElement("a");
        link.href = location.pathname + location.search;
        link.textContent = place.dataset.show;
        line.append(`${found.text} `, link);
        place.replaceChildren(line);
      } catch { clearInterval(timer); }
    };
    const timer = setInterval(ask, 30000);
  }

  // ---- a batch goes on by itself, one slice after the other
  function goOn() {
    const form = $("[data-go-on]");
    if (form) setTimeout(() => form.requestSubmit(), 300);
  }

  // ---- a search goes on by itself until its end
  async function search() {
    const hits = $("#hits");
    if (!hits) return;
    const said = $("#search-said");
    for (let last = hits.lastElementChild; last?.dataset.onward;) {
      let part;
      try {
        const response = await fetch(`${last.dataset.onward}&part=1`, { redirect: "error" });
        if (!response.ok) return;
        part = new DOMParser().parseFromString(await response.text(), "text/html").body;
      } catch { return; }
      const focused = last.contains(document.activeElement);
      last.remove();
      hits.append(...part.children);
      last = hits.lastElementChild;
      if (focused) (last.querySelector("a") || $("#results")).focus();
    }
    said.textContent = said.dataset.done;
  }
})();
