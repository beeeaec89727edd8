// Public pages work without this file. It says « il y a 5 minutes » in place of exact moments of the last day,
// and keeps the pages last seen for when there is no network.
const language = document.documentElement.lang;
const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
for (const time of document.querySelectorAll("time[data-moment]")) {
  const minutes = Math.round((Date.parse(time.dateTime) - Date.now()) / 60000);
  if (Math.abs(minutes) >= 1440) continue;
  time.title = time.textContent;
  time.textContent = Math.abs(minutes) < 60 ? relative.format(minutes, "minute") : relative.format(Math.round(minutes / 60), "hour");
}
if ("serviceWorker" in navigator && window.isSecureContext) navigator.serviceWorker.register("/sw.js").catch(() => {});
