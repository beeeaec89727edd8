// The mentions without a mouse: arrows walk along the list. Everything works without this file.
document.querySelector("[data-rows]")?.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const links = [...event.currentTarget.querySelectorAll("li > a")];
  const next = links[links.indexOf(document.activeElement) + step];
  if (!step || !next) return;
  event.preventDefault();
  next.focus();
});
