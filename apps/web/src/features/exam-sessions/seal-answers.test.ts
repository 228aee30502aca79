import { LateMaterial } from '@attest/contracts';
import { compactDecrypt, exportJWK, generateKeyPair } from 'jose';
import { describe, expect, it } from 'vitest';
import { sealAnswers, type LateAnswers } from './seal-answers.ts';

const lateAnswers: LateAnswers = {
  sessionId: '018f0000-0000-7000-8000-000000000000',
  responses: [
    {
      itemId: 'q1',
      revision: 7,
      value: { RESPONSE: { kind: 'text', text: 'Zürich – “naïve” 数' } },
      marks: { flagged: true },
    },
  ],
  lockedAt: '2026-11-22T10:00:00.000Z',
};

async function keyPair() {
  const { publicKey, privateKey } = await generateKeyPair('ECDH-ES', { crv: 'P-256' });
  const { x = '', y = '' } = await exportJWK(publicKey);
  return { publicKey: { kty: 'EC', crv: 'P-256', x, y } as const, privateKey };
}

describe('sealed answers', () => {
  it('are opened by another maker’s JOSE with the session’s key, unchanged', async () => {
    const { publicKey, privateKey } = await keyPair();

    const sealed = await sealAnswers(publicKey, lateAnswers);

    const { plaintext, protectedHeader } = await compactDecrypt(sealed, privateKey);
    expect(JSON.parse(new TextDecoder().decode(plaintext))).toEqual(lateAnswers);
    expect(protectedHeader).toMatchObject({ alg: 'ECDH-ES', enc: 'A256GCM' });
    expect(LateMaterial.safeParse({ sealed }).success).toBe(true);
  });

  it('are another text each time, and open with no other key', async () => {
    const { publicKey } = await keyPair();
    const other = await keyPair();
    const sealed = await sealAnswers(publicKey, lateAnswers);

    expect(await sealAnswers(publicKey, lateAnswers)).not.toBe(sealed);
    await expect(compactDecrypt(sealed, other.privateKey)).rejects.toThrow();
  });

  it('do not open once a character was changed', async () => {
    const { publicKey, privateKey } = await keyPair();
    const [header = '', , iv = '', text = '', tag = ''] = (await sealAnswers(publicKey, lateAnswers)).split(
      '.',
    );
    const changed = `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`;

    await expect(compactDecrypt([header, '', iv, changed, tag].join('.'), privateKey)).rejects.toThrow();
  });
});
