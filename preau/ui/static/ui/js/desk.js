// What all desk screens share: asking before what can't be undone, and the current place in view.
document.addEventListener("submit", (event) => {
  const question = event.target.dataset.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
});

// On a phone the rail, folders and tabs scroll sideways: where one is must not be hidden at their far end.
for (const row of document.querySelectorAll(".rail, .folders, .tabs")) {
  const here = row.querySelector("[aria-current]");
  if (here) row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
}
