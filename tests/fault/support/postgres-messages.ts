/** A message of the PostgreSQL protocol, version 3; the first of a connection has no type. */
export interface Message {
  readonly type: string | null;
  readonly bytes: Buffer;
}

/** Cuts a stream into messages. */
export class MessageReader {
  #rest: Buffer = Buffer.alloc(0);
  #isStartup: boolean;

  constructor({ beginsWithStartup }: { readonly beginsWithStartup: boolean }) {
    this.#isStartup = beginsWithStartup;
  }

  /** @returns the messages that are whole with this chunk */
  read(chunk: Buffer): Message[] {
    let rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const messages: Message[] = [];
    for (;;) {
      const head = this.#isStartup ? 0 : 1;
      if (rest.length < head + 4) break;
      const length = head + rest.readInt32BE(head);
      if (rest.length < length) break;
      const type = this.#isStartup ? null : String.fromCharCode(rest[0] ?? 0);
      messages.push({ type, bytes: rest.subarray(0, length) });
      this.#isStartup = false;
      rest = rest.subarray(length);
    }
    this.#rest = rest;
    return messages;
  }
}

export function startupParameter(startup: Buffer, name: string): string | null {
  const parts = startup.subarray(8).toString('utf8').split('\0');
  const at = parts.indexOf(name);
  return at === -1 ? null : (parts[at + 1] ?? null);
}

/**
 * The text of a query; that of a prepared statement came with an earlier one.
 *
 * @param known names and texts of the connection's prepared statements; filled here
 */
export function sqlOf(unit: readonly Message[], known: Map<string, string>): string {
  const [first] = unit;
  const texts = first?.bytes.subarray(5).toString('utf8').split('\0') ?? [];
  if (first?.type === 'Q') return texts[0] ?? '';
  if (first?.type === 'P') {
    const [name = '', sql = ''] = texts;
    known.set(name, sql);
    return sql;
  }
  // Bind: name of the portal, then of the statement.
  return first?.type === 'B' ? (known.get(texts[1] ?? '') ?? '') : '';
}

/** A query that fails on the server with this SQLSTATE, so that the transaction really is broken. */
export function errorQuery(sqlState: string): Buffer {
  const sql = `DO $$ BEGIN RAISE EXCEPTION 'injected' USING ERRCODE = '${sqlState}'; END $$\0`;
  const bytes = Buffer.alloc(5 + Buffer.byteLength(sql));
  bytes.write('Q', 0);
  bytes.writeInt32BE(4 + Buffer.byteLength(sql), 1);
  bytes.write(sql, 5);
  return bytes;
}
