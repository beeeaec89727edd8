// The preview follows what is typed; pictures are shown from the disk, before anything is sent. All works without it too.
const form = document.querySelector("[data-preview-url]");
const preview = document.querySelector("[data-preview]");
const chosen = new Map(); // kind of picture -> data address of the file that was just chosen

function showPictures() {
  for (const image of preview.querySelectorAll("[data-shown]")) {
    const kind = image.dataset.shown;
    const removed = form.elements[`${kind}_remove`]?.checked && !chosen.has(kind);
    if (chosen.has(kind)) image.src = chosen.get(kind);
    image.hidden = removed || !image.getAttribute("src");
  }
}

async function refresh() {
  const data = new FormData(form);
  for (const input of form.querySelectorAll("input[type=file]")) data.delete(input.name);
  const answer = await fetch(form.dataset.previewUrl, { method: "POST", body: data });
  if (!answer.ok) return;
  preview.innerHTML = await answer.text();
  showPictures();
}

let waiting;
form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => refresh().catch(() => {}), 300);
});

function read(input) {
  const kind = input.dataset.picture;
  chosen.delete(kind);
  if (!input.files.length) return showPictures();
  const reader = new FileReader();
  reader.addEventListener("load", () => { chosen.set(kind, reader.result); showPictures(); });
  reader.readAsDataURL(input.files[0]);
}

for (const input of form.querySelectorAll("[data-picture]")) {
  input.addEventListener("change", () => read(input));
  if (input.files.length) read(input); // chosen before this script came, or kept by the browser when it goes back
}

// Empty rows wait behind a button, but for the first one.
for (const group of form.querySelectorAll("[data-rows]")) {
  const rows = [...group.querySelectorAll("[data-row]")];
  const isEmpty = (row) => [...row.querySelectorAll("input")].every((input) => !input.value);
  const last = rows.findLastIndex((row) => !isEmpty(row));
  const hidden = rows.slice(Math.max(last + 1, 1));
  for (const row of hidden) row.hidden = true;
  const more = group.querySelector("[data-more]");
  more.hidden = !hidden.length;
  more.querySelector("button").addEventListener("click", () => {
    const row = hidden.shift();
    row.hidden = false;
    row.querySelector("input").focus();
    more.hidden = !hidden.length;
  });
}
