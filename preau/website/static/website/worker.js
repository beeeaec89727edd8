// With no network, shows the public pages last seen, or a page that says so. It never touches the desk, accounts or
// subscriptions: what is not named here goes to the network as if this file were not there.
const PAGES = "preau-pages-1", FILES = "preau-files-1", OFFLINE = ["/hors-ligne", "/en/hors-ligne"];
const isPage = (path) => /^\/(en\/?)?$|^\/(en\/)?(@[a-z0-9_]+(\/\d+)?$|mots-clics\/|comptes-officiels$|a-propos$)/.test(path);

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(PAGES).then((cache) => cache.addAll(OFFLINE)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const known = [PAGES, FILES];
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => !known.includes(name)).map((name) => caches.delete(name)))));
});

async function keep(name, request, response, most) {
  const cache = await caches.open(name);
  await cache.put(request, response);
  const keys = await cache.keys();
  const old = keys.filter((key) => !OFFLINE.includes(new URL(key.url).pathname));
  await Promise.all(old.slice(0, Math.max(0, old.length - most)).map((key) => cache.delete(key)));
}

async function page(request, path) {
  try {
    const response = await fetch(request);
    if (response.ok) await keep(PAGES, request, response.clone(), 30);
    return response;
  } catch {
    const kept = await caches.match(request);
    return kept ? asCopy(kept) : caches.match(path.startsWith("/en") ? OFFLINE[1] : OFFLINE[0]);
  }
}

// The kept page, saying that it is a copy: « no notice in force » may no longer be true.
async function asCopy(kept) {
  const text = (await kept.text()).replace("data-stale hidden", "data-stale");
  return new Response(text, { status: kept.status, headers: kept.headers });
}

async function file(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await keep(FILES, request, response.clone(), 60);
  return response;
}

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate" && isPage(url.pathname) && !url.search) event.respondWith(page(request, url.pathname));
  else if (/^\/static\/(ui|website)\//.test(url.pathname)) event.respondWith(file(request));
});
