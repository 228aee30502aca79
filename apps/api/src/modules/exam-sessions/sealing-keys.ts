import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { Injectable } from '@nestjs/common';
import { SealingKey, type ExamSessionId } from '@attest/contracts';
import { Transaction } from '../../platform/database/transaction.ts';

const makeKeyPair = promisify(generateKeyPair);

/** The key of each session to which a browser encrypts what came too late. */
@Injectable()
export class SealingKeys {
  constructor(private readonly transaction: Transaction) {}

  async make(sessionId: ExamSessionId): Promise<void> {
    const { publicKey, privateKey } = await makeKeyPair('ec', { namedCurve: 'P-256' });
    await this.transaction.rows(
      `INSERT INTO sealing_keys (session_id, public_key, private_key) VALUES ($1, $2, $3)
       ON CONFLICT DO NOTHING`,
      [
        sessionId,
        SealingKey.parse(publicKey.export({ format: 'jwk' })),
        privateKey.export({ format: 'der', type: 'pkcs8' }),
      ],
    );
  }

  /** Sessions booked by an earlier version get theirs here. */
  async publicKey(sessionId: ExamSessionId): Promise<SealingKey> {
    const known = await this.find(sessionId);
    if (known !== null) return known;
    await this.make(sessionId);
    const made = await this.find(sessionId);
    if (made === null) throw new Error(`session ${sessionId} has no sealing key`);
    return made;
  }

  /** PKCS #8, DER. Whatever was sealed was sealed to a key that exists. */
  async privateKey(sessionId: ExamSessionId): Promise<Buffer> {
    const [row] = await this.transaction.rows<{ privateKey: Buffer }>(
      `SELECT private_key AS "privateKey" FROM sealing_keys WHERE session_id = $1`,
      [sessionId],
    );
    if (row === undefined) throw new Error(`session ${sessionId} has no sealing key`);
    return row.privateKey;
  }

  private async find(sessionId: ExamSessionId): Promise<SealingKey | null> {
    const [row] = await this.transaction.rows<{ publicKey: SealingKey }>(
      `SELECT public_key AS "publicKey" FROM sealing_keys WHERE session_id = $1`,
      [sessionId],
    );
    return row?.publicKey ?? null;
  }
}
