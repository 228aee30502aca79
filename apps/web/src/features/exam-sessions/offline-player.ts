/** The build writes the service worker there (`apps/web/offline-player.ts`); it serves the player only. */
const worker = '/service-worker.js';
const scope = '/sit/';
const patienceMs = 8_000;

/**
 * Stores what the player needs in this browser, so that a reload without network shows the exam. Where
 * that is not possible (no secure context, a full disk), the exam still runs as long as its page is open.
 */
export async function keepPlayerOffline(): Promise<void> {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return;
  storing ??= store().catch(() => {
    storing = null;
  });
  await Promise.race([storing, patience()]);
}

let storing: Promise<void> | null = null;

async function store(): Promise<void> {
  const registration = await navigator.serviceWorker.register(worker, { scope });
  const { installing } = registration;
  if (installing === null) return;
  await new Promise<void>((resolve) => {
    // `redundant`: it could not store everything; a version before it may still be there.
    const look = () => {
      if (installing.state !== 'installing') resolve();
    };
    installing.addEventListener('statechange', look);
    look();
  });
}

const patience = () => new Promise<void>((resolve) => setTimeout(resolve, patienceMs));
