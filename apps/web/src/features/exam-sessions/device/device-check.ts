import { deviceStore } from './device-store.ts';

/** Tries what the player does with each answer: to keep it on this device, sealed, and to read it again. */
export async function canKeepAnswers(): Promise<boolean> {
  const store = deviceStore('check');
  try {
    await store.write(new Map([['sample', 1]]));
    const found = await store.read();
    await store.forgetBut('nothing');
    return found.get('sample') === 1;
  } catch {
    return false;
  }
}
