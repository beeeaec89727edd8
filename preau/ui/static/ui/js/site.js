// Public pages work without this file. It says « il y a 5 minutes » beside exact moments, for the first day.
const language = document.documentElement.lang;
const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
for (const time of document.querySelectorAll("time[data-moment]")) {
  const minutes = Math.round((Date.parse(time.dateTime) - Date.now()) / 60000);
  if (Math.abs(minutes) >= 1440) continue;
  time.title = time.textContent;
  time.textContent = Math.abs(minutes) < 60 ? relative.format(minutes, "minute") : relative.format(Math.round(minutes / 60), "hour");
}
