import { createPrivateKey } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Instant, SavedResponse, type ExamSessionId, type LateResponse } from '@attest/contracts';
import { collapseSaves } from '@attest/exam-engine';
import { compactDecrypt, errors } from 'jose';
import * as z from 'zod';
import { Problem } from '../../platform/http/problem.ts';
import { SealingKeys } from './sealing-keys.ts';
import { checkResponses, numberOf, SessionForms } from './session-forms.ts';
import { StoredResponses } from './stored-responses.ts';

/** What a browser seals; a form has at most 500 items, and notes on its scenarios. */
const LateAnswers = z.object({
  sessionId: z.uuid(),
  responses: z.array(SavedResponse).max(1_000),
  lockedAt: Instant,
});

export interface LateAnswer extends Pick<SavedResponse, 'revision' | 'value' | 'marks'> {
  readonly itemNo: number;
}

export interface OpenedAnswers {
  readonly lockedAt: string;
  readonly answers: readonly LateAnswer[];
}

/** Looks into late material, with the key that never leaves the server. */
@Injectable()
export class OpenLateMaterial {
  constructor(
    private readonly keys: SealingKeys,
    private readonly forms: SessionForms,
    private readonly responses: StoredResponses,
  ) {}

  /** @returns null when it was not sealed to this session, or does not hold answers to its items */
  async open(sessionId: ExamSessionId, sealed: string): Promise<OpenedAnswers | null> {
    const found = readAnswers(await this.decrypt(sessionId, sealed));
    if (found?.sessionId !== sessionId) return null;
    const form = await this.forms.openAny(sessionId);
    try {
      checkResponses(form, found.responses);
    } catch (error) {
      if (error instanceof Problem) return null;
      throw error;
    }
    const answers = collapseSaves(found.responses).map(({ itemId, ...answer }) => ({
      ...answer,
      itemNo: numberOf(form, itemId),
    }));
    return { lockedAt: found.lockedAt, answers };
  }

  /** Beside what was stored in time; by item number. */
  async compare(
    sessionId: ExamSessionId,
    { answers }: OpenedAnswers,
  ): Promise<z.infer<typeof LateResponse>[]> {
    const stored = new Map(
      (await this.responses.numbered(sessionId)).map((response) => [response.itemNo, response]),
    );
    return answers
      .map(({ itemNo, revision, value }) => {
        const present = stored.get(itemNo) ?? null;
        return {
          itemNumber: itemNo,
          stored: present?.value ?? null,
          late: value,
          isNewer: present === null || present.revision < revision,
        };
      })
      .toSorted((one, other) => one.itemNumber - other.itemNumber);
  }

  private async decrypt(sessionId: ExamSessionId, sealed: string): Promise<Uint8Array | null> {
    const key = createPrivateKey({
      key: await this.keys.privateKey(sessionId),
      format: 'der',
      type: 'pkcs8',
    });
    try {
      const { plaintext } = await compactDecrypt(sealed, key, {
        keyManagementAlgorithms: ['ECDH-ES'],
        contentEncryptionAlgorithms: ['A256GCM'],
      });
      return plaintext;
    } catch (error) {
      if (isUnreadable(error)) return null;
      throw error;
    }
  }
}

/** Whatever a stranger may have sent is unreadable, and never a fault of ours. */
function isUnreadable(error: unknown): boolean {
  return error instanceof errors.JOSEError || error instanceof TypeError || error instanceof DOMException;
}

function readAnswers(plain: Uint8Array | null): z.infer<typeof LateAnswers> | null {
  if (plain === null) return null;
  try {
    const read = LateAnswers.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plain)));
    return read.success ? read.data : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return null;
    throw error;
  }
}
