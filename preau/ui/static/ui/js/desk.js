// What all desk screens share: asking before what can't be undone, and the token for htmx.
document.addEventListener("submit", (event) => {
  const question = event.target.dataset.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
});
