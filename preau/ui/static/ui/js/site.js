// Public pages work without this file. It says « il y a 5 minutes » in place of exact moments of the last day, copies
// what a button names, and keeps the pages last seen for when there is no network.
const language = document.documentElement.lang;
const relative = new Intl.RelativeTimeFormat(language, { numeric: "always" });
for (const time of document.querySelectorAll("time[data-moment]")) {
  const minutes = Math.min(-1, Math.round((Date.parse(time.dateTime) - Date.now()) / 60000));
  if (minutes <= -1440) continue;
  const exact = time.textContent;
  time.title = exact;
  const since = minutes > -60 ? relative.format(minutes, "minute") : relative.format(Math.round(minutes / 60), "hour");
  time.textContent = since;
  addEventListener("beforeprint", () => { time.textContent = exact; }); // paper is read later
  addEventListener("afterprint", () => { time.textContent = since; });
}
for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) break;
  const words = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = words; }, 2000);
  });
}
if ("serviceWorker" in navigator && window.isSecureContext) navigator.serviceWorker.register("/sw.js").catch(() => {});
