/** Sealed records of exams in this browser's IndexedDB, and the key to those of each session. */

const databaseName = 'attest-player';
const records = 'records';
const keys = 'keys';

/** One record of a session; only the key of that session opens it. */
export interface SealedRecord {
  readonly nonce: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
}

export interface KeptKey {
  readonly key: CryptoKey;
  /** When it was made, by this device's clock. */
  readonly madeAtMs: number;
}

export interface DeviceDatabase {
  readonly readKey: (sessionId: string) => Promise<KeptKey | null>;
  readonly keepKey: (sessionId: string, kept: KeptKey) => Promise<void>;
  readonly read: (sessionId: string) => Promise<readonly (readonly [part: string, SealedRecord])[]>;
  /** All or none of them, on the disk once it resolves. */
  readonly write: (sessionId: string, parts: readonly (readonly [string, SealedRecord])[]) => Promise<void>;
  /** Forgets a session but one part; the key too, unless that part is there. */
  readonly forgetBut: (sessionId: string, part: string) => Promise<void>;
  /** Forgets whatever was begun before. */
  readonly forgetBefore: (madeAtMs: number) => Promise<void>;
  readonly close: () => void;
}

/** @throws where the browser keeps nothing: private windows of some, a full disk, a switched-off storage */
export async function openDeviceDatabase(): Promise<DeviceDatabase> {
  const request = indexedDB.open(databaseName, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(records);
    request.result.createObjectStore(keys);
  };
  const database = await resultOf(request);
  // A later version of the product may want to change it; the next use opens it again.
  database.onversionchange = () => database.close();

  /** Strict: an answer that is called kept survives the loss of power. */
  const change = async (make: (of: (name: string) => IDBObjectStore) => void) => {
    const transaction = database.transaction([records, keys], 'readwrite', { durability: 'strict' });
    make((name) => transaction.objectStore(name));
    await endOf(transaction);
  };
  const look = (name: string) => database.transaction(name).objectStore(name);

  const forget = (sessionId: string) =>
    change((store) => {
      store(records).delete(allOf(sessionId));
      store(keys).delete(sessionId);
    });

  return {
    async readKey(sessionId) {
      const found: unknown = await resultOf(look(keys).get(sessionId));
      return isKeptKey(found) ? found : null;
    },
    keepKey: (sessionId, kept) => change((store) => store(keys).put(kept, sessionId)),
    async read(sessionId) {
      const store = look(records);
      const [names, values] = await Promise.all([
        resultOf(store.getAllKeys(allOf(sessionId))),
        listOf(store.getAll(allOf(sessionId))),
      ]);
      return values.flatMap((value, at) => (isSealed(value) ? [[partOf(names[at]), value] as const] : []));
    },
    write: (sessionId, parts) =>
      change((store) => {
        for (const [part, sealed] of parts) store(records).put(sealed, [sessionId, part]);
      }),
    async forgetBut(sessionId, part) {
      const kept = await resultOf(look(records).count([sessionId, part]));
      if (kept === 0) return forget(sessionId);
      await change((store) => {
        store(records).delete(IDBKeyRange.bound([sessionId], [sessionId, part], false, true));
        store(records).delete(IDBKeyRange.bound([sessionId, part], [sessionId, []], true));
      });
    },
    async forgetBefore(madeAtMs) {
      const store = look(keys);
      const [ids, made] = await Promise.all([resultOf(store.getAllKeys()), listOf(store.getAll())]);
      const old = ids.filter((id, at): id is string => {
        const key = made[at];
        return typeof id === 'string' && isKeptKey(key) && key.madeAtMs < madeAtMs;
      });
      await Promise.all(old.map(forget));
    },
    close: () => database.close(),
  };
}

/** An array sorts after every text, so this spans all parts. */
const allOf = (sessionId: string) => IDBKeyRange.bound([sessionId], [sessionId, []]);

function partOf(key: unknown): string {
  const part: unknown = Array.isArray(key) ? key[1] : null;
  return typeof part === 'string' ? part : '';
}

const isKeptKey = (value: unknown): value is KeptKey =>
  typeof value === 'object' && value !== null && 'key' in value && 'madeAtMs' in value;
const isSealed = (value: unknown): value is SealedRecord =>
  typeof value === 'object' && value !== null && 'nonce' in value && 'sealed' in value;

function resultOf<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The device gave no reason'));
  });
}

/** What was kept is known by its look only. */
const listOf = (request: IDBRequest<unknown[]>): Promise<readonly unknown[]> => resultOf(request);

function endOf(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('The device gave no reason'));
  });
}
