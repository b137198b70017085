// Staff pages: locks an idle screen (keeping what is being typed), gives a draft back, tells why a security key failed.
(() => {
  "use strict";
  const root = document.documentElement;
  const lockForm = document.getElementById("lock");

  // A page out of the browser's memory may show what a locked screen must not.
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  giveDraftBack();
  reportKeyProblems();
  if (lockForm) watch(Number(root.dataset.lockMinutes) * 60000);

  function watch(limit) {
    const warning = document.getElementById("locking");
    const tabs = "BroadcastChannel" in window ? new BroadcastChannel("besa") : null;
    let seen = Date.now(), told = seen, asked = seen, locking = false;

    const here = () => {
      const now = Date.now();
      seen = now;
      if (warning && !warning.hidden) warning.hidden = true;
      if (tabs && now - told > 5000) { told = now; tabs.postMessage("here"); }
      // The server locks by itself: tell it that somebody is typing or reading.
      if (now - asked > 60000) {
        asked = now;
        fetch(root.dataset.awake, { redirect: "manual" }).then((r) => { if (r.status !== 204) lock(); }, () => {});
      }
    };
    const lock = () => {
      if (locking) return;
      locking = true;
      document.body.classList.add("locked");
      addDraft();
      if (tabs) tabs.postMessage("lock");
      lockForm.submit();
    };
    for (const kind of ["keydown", "pointerdown", "pointermove", "wheel", "touchstart", "scroll"]) {
      document.addEventListener(kind, here, { passive: true, capture: true });
    }
    if (tabs) tabs.onmessage = ({ data }) => {
      if (data === "here") { seen = Date.now(); if (warning) warning.hidden = true; }
      // One after the other, so that each tab's draft is kept.
      if (data === "lock" && !locking) { document.body.classList.add("locked"); setTimeout(lock, 500 + Math.random() * 2000); }
    };
    setInterval(() => {
      const left = limit - (Date.now() - seen);
      if (left <= 0) lock();
      else if (left <= Math.min(60000, limit / 2) && warning && warning.hidden) {
        warning.hidden = false;
        warning.textContent = warning.dataset.text;
      }
    }, 1000);
    lockForm.addEventListener("submit", () => { addDraft(); if (tabs) tabs.postMessage("lock"); });
  }

  // The form somebody was typing in goes along with the lock, sealed by the server to their own key.
  function addDraft() {
    if (lockForm.elements.draft_page) return;
    const typed = [...document.forms].find((form) => form !== lockForm && form.method === "post" &&
      [...form.elements].some((field) => field.name && (field.tagName === "TEXTAREA"
        ? field.value.trim() && field.value !== field.defaultValue
        : "draft" in form.dataset && (field.value !== (field.defaultValue ?? field.value) || field.checked !== field.defaultChecked))));
    if (!typed) return;
    const action = new URL(typed.action, location.href);
    const add = (name, value) => {
      const field = document.createElement("input");
      field.type = "hidden"; field.name = name; field.value = value;
      lockForm.append(field);
    };
    add("draft_page", location.pathname + location.search);
    add("draft_action", action.pathname + action.search);
    for (const [name, value] of new FormData(typed)) {
      if (typeof value === "string" && name !== "csrfmiddlewaretoken") add(name, value);
    }
  }

  function giveDraftBack() {
    const data = document.getElementById("draft");
    if (!data) return;
    const draft = JSON.parse(data.textContent);
    const form = [...document.forms].find((one) => {
      const action = new URL(one.action, location.href);
      return action.pathname + action.search === draft.action && one !== lockForm;
    });
    if (!form) return;
    const names = new Set(draft.fields.map(([name]) => name)), given = {};
    // A list that had more lines when it was typed gets them again.
    for (const name of "draft" in form.dataset ? names : []) {
      const lines = [...form.elements].filter((field) => field.name === name && field.type === "text");
      for (let lack = draft.fields.filter(([other]) => other === name).length - lines.length; lines.length && lack > 0; lack -= 1) {
        lines[0].parentElement.after(lines[0].parentElement.cloneNode(true));
      }
    }
    for (const field of form.elements) {
      const whole = "draft" in form.dataset && (field.type === "checkbox" || field.type === "radio");
      if (!names.has(field.name) && !whole) continue;
      const values = draft.fields.filter(([name]) => name === field.name).map(([, value]) => value);
      if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
      // Fields of one name are told apart by their order.
      else if (field.type !== "hidden") field.value = values[given[field.name] = (given[field.name] ?? -1) + 1] ?? "";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const said = document.getElementById("draft-back");
    said.textContent = said.dataset.text;
    said.className = "good";
    form.prepend(said);
    const text = form.querySelector("textarea");
    if (text) text.focus();
  }

  function reportKeyProblems() {
    const said = document.getElementById("key-problem");
    if (!said) return;
    if (!window.PublicKeyCredential) { said.textContent = said.dataset.unable; said.hidden = false; }
    // Whoever presses before every script is there would press for nothing.
    else window.addEventListener("load", () => { said.closest("form").querySelector("button[id]").disabled = false; });
    document.addEventListener("allauth.error", (event) => {
      event.preventDefault();
      said.textContent = said.dataset.text;
      said.hidden = false;
    });
  }
})();
