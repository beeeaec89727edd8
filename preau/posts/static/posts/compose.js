// The composer saves as one types. Words are kept in three places: the screen, this browser, the server.
const form = document.querySelector("[data-composer]");
const find = (hook, root = document) => root.querySelector(`[data-${hook}]`);
const value = (name) => form.elements[name];
const key = () => `preau-draft-${value("post").value || "new"}`;
const TEXTS = ["title_fr", "body_fr", "title_en", "body_en"];

const newTab = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
value("tab").value = newTab();

// --- This browser's copy -------------------------------------------------------------------------------------------

const words = () => Object.fromEntries(TEXTS.map((name) => [name, value(name).value]));
const same = (one, other) => TEXTS.every((name) => (one[name] || "").trim() === (other[name] || "").trim());

function keepHere() {
  try { localStorage.setItem(key(), JSON.stringify({ ...words(), at: Date.now() })); } catch { /* full or forbidden: the server still saves */ }
}

function forgetHere(name = key()) {
  try { localStorage.removeItem(name); } catch { /* forbidden */ }
}

function offerKept() {
  let kept = null;
  try { kept = JSON.parse(localStorage.getItem(key())); } catch { /* unreadable: nothing to offer */ }
  if (!kept || same(kept, words()) || !TEXTS.some((name) => kept[name])) return;
  const notice = find("kept");
  notice.hidden = false;
  find("kept-take").addEventListener("click", () => {
    for (const name of TEXTS) value(name).value = kept[name] || "";
    notice.hidden = true;
    count();
    changed();
  });
  find("kept-drop").addEventListener("click", () => { notice.hidden = true; forgetHere(); });
}

// --- The server's copy ---------------------------------------------------------------------------------------------

let timer = 0;
let running = null;
let stopped = false; // the draft is no more one: nothing is sent, everything is kept here
let again = false;

const say = (text) => { find("saved").textContent = text; };

function trouble(message, url = "") {
  const notice = find("trouble");
  notice.hidden = !message;
  find("trouble-text").textContent = message;
  const link = find("trouble-link");
  link.hidden = !url;
  if (url) link.href = url;
}

function changed() {
  keepHere();
  clearTimeout(timer);
  timer = setTimeout(save, 900);
}

const isEmpty = () => !value("post").value && !TEXTS.some((name) => value(name).value.trim());

async function save() {
  clearTimeout(timer);
  if (stopped) return false;
  if (running) { again = true; return running; }
  running = send();
  const done = await running;
  running = null;
  if (again) { again = false; return save(); }
  return done;
}

async function send() {
  const sent = words();
  const data = new FormData(form);
  data.delete("picture");
  say(form.dataset.saving);
  let answer;
  try {
    answer = await fetch(form.dataset.autosave, { method: "POST", body: data, headers: { Accept: "application/json" } });
  } catch {
    return failed(form.dataset.unsaved);
  }
  if (!answer.headers.get("Content-Type")?.includes("json")) return failed(form.dataset.signedOut);
  const result = await answer.json();
  if (!answer.ok) {
    trouble(result.message, result.url);
    if (answer.status === 409) { // what is typed from here goes on into the text that is kept aside
      say(form.dataset.aside);
      return false;
    }
    stopped = answer.status === 410;
    return failed(form.dataset.unsaved);
  }
  saved(result, sent);
  return true;
}

function failed(message) {
  say(message);
  if (!stopped) timer = setTimeout(save, 10000);
  return false;
}

function saved(result, sent) {
  const before = key();
  value("post").value = result.post;
  value("version").value = result.version;
  if (form.getAttribute("action") !== result.url) { // form.action is the buttons of that name
    form.setAttribute("action", result.url);
    form.dataset.pictures = result.pictures;
    history.replaceState(null, "", result.url);
  }
  forgetHere(before);
  if (!same(sent, words())) keepHere();
  trouble("");
  say(result.saved);
  find("preview").innerHTML = result.preview;
  replaceQuietly(find("promise"), result.promise);
  for (const block of form.querySelectorAll("[data-language]")) block.hidden = !result.languages.includes(block.dataset.language);
  present(result.others);
}

// The button that is being pressed must not vanish under the finger, nor the focus with it.
function replaceQuietly(place, html) {
  const focused = place.contains(document.activeElement) ? document.activeElement.value : null;
  place.innerHTML = html;
  if (focused) place.querySelector(`button[value="${focused}"]`)?.focus();
}

function present(others) {
  const notice = find("others");
  notice.hidden = !others.length;
  notice.textContent = others.map((name) => `${name} ${form.dataset.hereToo}`).join(" ");
}

// --- Counting ------------------------------------------------------------------------------------------------------

const segments = "Segmenter" in Intl ? new Intl.Segmenter(undefined, { granularity: "grapheme" }) : null;
const length = (text) => (segments ? [...segments.segment(text)].length : [...text].length);

function count() {
  const kind = form.querySelector("input[name=kind]:checked")?.value || "message";
  for (const counter of form.querySelectorAll("[data-counter]")) {
    const used = length(value(counter.dataset.counter).value.trim());
    const limit = Number(counter.dataset[kind]);
    counter.value = used ? `${used.toLocaleString(document.documentElement.lang)} / ${limit.toLocaleString(document.documentElement.lang)}` : "";
    counter.classList.toggle("alert", used > limit);
    counter.classList.toggle("muted", used <= limit);
  }
}

// --- Pictures ------------------------------------------------------------------------------------------------------

async function upload(input) {
  const error = find("picture-error");
  error.textContent = "";
  if (!input.files.length) return;
  if (!(await save()) && !value("post").value) { error.textContent = form.dataset.unsaved; return; }
  const data = new FormData();
  data.append("csrfmiddlewaretoken", value("csrfmiddlewaretoken").value);
  data.append("picture", input.files[0]);
  const bar = find("picture-progress");
  bar.hidden = false;
  const request = new XMLHttpRequest();
  request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) bar.value = (100 * event.loaded) / event.total; });
  request.addEventListener("loadend", () => {
    bar.hidden = true;
    bar.value = 0;
    input.value = "";
    if (request.status === 200) showPictures(request.responseText);
    else error.textContent = refusal(request);
  });
  request.open("POST", form.dataset.pictures);
  request.send(data);
}

function refusal(request) {
  try { return JSON.parse(request.responseText).message; } catch { return form.dataset.signedOut; }
}

function showPictures(html) {
  const typed = new Map([...form.querySelectorAll("[data-picture-list] input")].map((input) => [input.name, input.value]));
  const list = find("picture-list");
  list.innerHTML = html;
  for (const input of list.querySelectorAll("input")) if (typed.has(input.name)) input.value = typed.get(input.name);
  const empty = [...list.querySelectorAll("input")].find((input) => !input.value);
  (empty || form.elements.picture).focus();
  save();
}

async function removePicture(button) {
  const data = new FormData();
  data.append("csrfmiddlewaretoken", value("csrfmiddlewaretoken").value);
  const answer = await fetch(button.formAction, { method: "POST", body: data, headers: { "X-Requested-With": "fetch" } });
  if (answer.ok) showPictures(await answer.text());
}

// --- Schools -------------------------------------------------------------------------------------------------------

function schools() {
  const box = find("schools");
  if (!box) return;
  const all = find("all-schools");
  const boxes = [...box.querySelectorAll("input[name=cascade]")];
  const filter = find("school-filter");
  filter.hidden = boxes.length < 12;
  const show = () => {
    const number = boxes.filter((input) => input.checked).length;
    const chip = find("school-count");
    chip.textContent = `${number} / ${boxes.length}`;
    chip.hidden = !number;
    all.checked = number === boxes.length;
  };
  all.addEventListener("change", () => { for (const input of boxes) input.checked = all.checked; show(); });
  for (const group of box.querySelectorAll("[data-municipality]")) {
    const own = [...group.querySelectorAll("input")];
    const button = find("whole-municipality", group);
    button.hidden = own.length < 2;
    button.addEventListener("click", () => {
      const check = !own.every((input) => input.checked);
      for (const input of own) input.checked = check;
      show();
      changed();
    });
  }
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  filter.querySelector("input").addEventListener("input", (event) => {
    event.stopPropagation();
    const wanted = plain(event.target.value.trim());
    for (const group of box.querySelectorAll("[data-municipality]")) {
      const whole = plain(group.querySelector("legend").textContent).includes(wanted);
      let shown = 0;
      for (const line of group.querySelectorAll("label")) { line.hidden = !whole && !plain(line.textContent).includes(wanted); shown += !line.hidden; }
      group.hidden = !shown;
    }
  });
  box.addEventListener("change", show);
  show();
}

// --- All together --------------------------------------------------------------------------------------------------

if (form) {
  form.addEventListener("input", (event) => {
    if (event.target.name === "picture") return;
    count();
    if (!isEmpty()) changed();
  });
  value("picture").addEventListener("change", (event) => upload(event.target));
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-remove-picture]");
    if (!button) return;
    event.preventDefault();
    removePicture(button);
  });
  find("voice").addEventListener("change", async () => {
    // Another page may speak other languages and have other schools: the saved draft is shown anew.
    if (isEmpty()) location.search = `?page=${encodeURIComponent(value("page").value)}`;
    else if (await save()) location.reload();
  });
  form.addEventListener("submit", () => { stopped = true; clearTimeout(timer); });
  window.addEventListener("pagehide", () => { if (!stopped && !isEmpty()) keepHere(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) stopped = false; });
  setInterval(() => { if (value("post").value && !stopped && document.visibilityState === "visible" && document.activeElement?.form === form) save(); }, 30000);
  count();
  schools();
  offerKept();
}
