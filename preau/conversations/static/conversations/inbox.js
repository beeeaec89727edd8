// The inbox without a mouse, and who else is there. Everything works without this file.
{
  const rows = document.querySelector("[data-rows]");
  const links = rows ? [...rows.querySelectorAll("li > a")] : [];
  const answer = document.querySelector("[data-answer] textarea");
  const here = document.querySelector("[data-present]");
  const dialog = document.querySelector("[data-shortcuts]");

  const press = (selector) => document.querySelector(selector)?.click();
  const open = (details) => {
    for (let one = details; one; one = one.parentElement?.closest("details")) one.open = true;
  };

  function walk(step) {
    const at = links.indexOf(document.activeElement);
    const current = links.findIndex((link) => link.parentElement.hasAttribute("aria-current"));
    const next = at >= 0 ? at + step : current >= 0 && !document.querySelector(".is-list") ? current + step : 0;
    links[Math.max(0, Math.min(links.length - 1, next))]?.focus();
  }

  function write(field) {
    if (!field) return false;
    open(field.closest("details"));
    field.focus();
    field.scrollIntoView({ block: "center" });
    return true;
  }

  const FOLDERS = { r: "waiting", n: "new", m: "mine", l: "theirs", v: "snoozed", d: "mentions", t: "closed", p: "reviews" };
  const KEYS = {
    j: () => walk(1),
    k: () => walk(-1),
    o: () => (links.includes(document.activeElement) ? document.activeElement : links[0])?.click(),
    r: () => write(answer),
    n: () => write(document.querySelector("[data-note] textarea")),
    a: () => press("[data-key=a] button"),
    e: () => press("[data-key=e] button"),
    s: () => write(document.querySelector("[data-snooze] button")),
    "/": () => write(document.querySelector("[data-filter]")),
    "?": () => dialog?.showModal(),
  };
  let going = 0; // until when a letter after « g » names a folder

  const isTyping = (target) => target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog");
  const isOn = () => localStorage.getItem("preau.shortcuts") !== "off";

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !isOn()) return;
    const folder = Date.now() < going && FOLDERS[event.key];
    going = !folder && event.key === "g" ? Date.now() + 1500 : 0;
    if (!folder && !KEYS[event.key]) return;
    event.preventDefault();
    if (folder) press(`[data-folder=${folder}]`);
    else KEYS[event.key]();
  });

  rows?.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = links[links.indexOf(document.activeElement) + step];
    if (!step || !next) return;
    event.preventDefault();
    next.focus();
  });
  answer?.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.form.requestSubmit();
  });

  // What was put in, or sent back, has the cursor: on the next field to fill in, « {date} », where there is one.
  function nextField() {
    const found = /\{\p{L}[\p{L}\p{N}_ ’'-]{0,39}\}/u.exec(answer.value);
    if (found) answer.setSelectionRange(found.index, found.index + found[0].length);
    return found !== null;
  }
  if (answer?.autofocus) {
    answer.focus();
    nextField();
  }

  // The dialog, and the switch by which a person turns single keys off (WCAG 2.1.4). Kept in this browser.
  const opener = document.querySelector("[data-open-shortcuts]");
  if (opener && dialog) {
    opener.hidden = false;
    opener.addEventListener("click", () => dialog.showModal());
    const choice = dialog.querySelector("input");
    choice.checked = isOn();
    choice.addEventListener("change", () => localStorage.setItem("preau.shortcuts", choice.checked ? "on" : "off"));
  }

  // Who else is there: told and asked every fifteen seconds, while the window is in view.
  async function tell() {
    if (document.hidden) return;
    const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    const isWriting = answer && answer === document.activeElement && answer.value.trim() !== "";
    const body = new URLSearchParams({ writing: isWriting ? "1" : "0", version: here.dataset.version });
    try {
      const told = await fetch(here.dataset.present, { method: "POST", body, headers: { "X-CSRFToken": token } });
      const text = told.ok && !told.redirected ? (await told.text()).trim() : null;
      if (text !== null && text !== here.dataset.shown) here.innerHTML = here.dataset.shown = text;
    } catch {
      // The network is away for a moment: asked again in a while.
    }
  }
  if (here && document.querySelector(".inbox:not(.is-list)")) setInterval(tell, 15_000);
}
