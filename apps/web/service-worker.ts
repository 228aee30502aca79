/**
 * Lets the player come back without network. It serves pages below `/sit/` only: everything else, and
 * every call of the API, passes it by. The build fills in what it stores and names the version.
 *
 * A version that has begun to serve a page goes on until that page is closed: nothing here asks the
 * browser to hurry, so no deploy reaches into a running exam.
 */
declare const storedFiles: readonly string[];
declare const entryFile: string;
declare const version: string;

/** The few members used here; the types of pages and of workers exclude each other. */
interface Lasting extends Event {
  readonly waitUntil: (work: Promise<unknown>) => void;
}
interface Fetching extends Event {
  readonly request: Request;
  readonly respondWith: (response: Promise<Response>) => void;
}
interface Worker {
  addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void;
}
declare const self: Worker;

const prefix = 'attest-player-';
const shell = '/index.html';
const isStored = new Set(storedFiles);

/** All or nothing: a version that is not whole is never used. */
async function store(): Promise<void> {
  const cache = await caches.open(prefix + version);
  await cache.addAll(storedFiles.map((file) => new Request(file, { cache: 'no-cache' })));
  const page = await (await cache.match(shell))?.text();
  // A deploy between two requests would make a page that asks for files of another version.
  if (page?.includes(entryFile) !== true) {
    await caches.delete(prefix + version);
    throw new Error('The page is of another version');
  }
}

async function forgetOthers(): Promise<void> {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(prefix) && name !== prefix + version);
  await Promise.all(others.map((name) => caches.delete(name)));
}

async function fromStore(file: string, request: Request): Promise<Response> {
  const cache = await caches.open(prefix + version);
  return (await cache.match(file)) ?? fetch(request);
}

self.addEventListener('install', (event) => event.waitUntil(store()));
self.addEventListener('activate', (event) => event.waitUntil(forgetOthers()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate') event.respondWith(fromStore(shell, request));
  else if (isStored.has(pathname)) event.respondWith(fromStore(pathname, request));
});
