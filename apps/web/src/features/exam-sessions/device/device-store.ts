import { makeKey, open, seal } from './device-cipher.ts';
import { openDeviceDatabase, type DeviceDatabase } from './device-database.ts';
import type { KeptParts } from './kept-exam.ts';

/** What one session keeps on this device, part by part. */
export interface DeviceStore {
  /** Empty where nothing is kept, or nothing that opens. */
  readonly read: () => Promise<KeptParts>;
  readonly write: (parts: KeptParts) => Promise<void>;
  /** Everything but one part. */
  readonly forgetBut: (part: string) => Promise<void>;
}

/** Exams nobody came back to. Their answers, where there were any, had no way left into a score. */
const keptForMs = 30 * 86_400_000;

/** @throws nothing here; every use does where the device keeps nothing */
export function deviceStore(sessionId: string): DeviceStore {
  let opened: Promise<DeviceDatabase> | null = null;
  let key: CryptoKey | null = null;
  const placeOf = (part: string) => `${sessionId}/${part}`;

  /** A database that failed or was closed under us is opened again at the next use. */
  async function use<Result>(act: (database: DeviceDatabase) => Promise<Result>): Promise<Result> {
    opened ??= openDeviceDatabase();
    try {
      return await act(await opened);
    } catch (error) {
      void opened.then((database) => database.close()).catch(() => undefined);
      opened = null;
      throw error;
    }
  }

  async function knownKey(database: DeviceDatabase): Promise<CryptoKey | null> {
    key ??= (await database.readKey(sessionId))?.key ?? null;
    return key;
  }

  async function ownKey(database: DeviceDatabase): Promise<CryptoKey> {
    const known = await knownKey(database);
    if (known !== null) return known;
    const made = await makeKey(Date.now());
    await database.keepKey(sessionId, made);
    await database.forgetBefore(made.madeAtMs - keptForMs);
    key = made.key;
    return made.key;
  }

  return {
    read: () =>
      use(async (database) => {
        const secret = await knownKey(database);
        if (secret === null) return new Map();
        const parts = await Promise.all(
          (await database.read(sessionId)).map(async ([part, sealed]) => {
            // A record that does not open cannot be mended; the others can still be used.
            const content = await open(secret, placeOf(part), sealed).catch(() => undefined);
            return [part, content] as const;
          }),
        );
        return new Map(parts);
      }),
    write: (parts) =>
      use(async (database) => {
        const secret = await ownKey(database);
        const sealed = await Promise.all(
          [...parts].map(
            async ([part, content]) => [part, await seal(secret, placeOf(part), content)] as const,
          ),
        );
        await database.write(sessionId, sealed);
      }),
    forgetBut: (part) =>
      use(async (database) => {
        await database.forgetBut(sessionId, part);
        // It may have gone with them.
        key = null;
      }),
  };
}
