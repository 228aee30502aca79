import * as z from 'zod';
import { Instant, Page, Uuid } from './primitives.ts';
import { Reason } from './proctoring.ts';
import { ResponseValue } from './responses.ts';

/** P-256 public key of a session, as JWK: what came too late is encrypted to it. */
export const SealingKey = z
  .object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string() })
  .meta({ id: 'SealingKey' });
export type SealingKey = z.infer<typeof SealingKey>;

/** JWE compact serialisation, ECDH-ES with A256GCM, of the JSON `{sessionId, responses, lockedAt}`. */
export const LateMaterial = z
  .strictObject({
    sealed: z
      .string()
      .min(1)
      .max(1_400_000)
      .regex(/^[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*){4}$/),
  })
  .meta({ id: 'LateMaterial' });
export type LateMaterial = z.infer<typeof LateMaterial>;

export const LateMaterialReceipt = z
  .object({ receivedAt: Instant, digest: z.string().describe('SHA-256, hex, of the sealed text') })
  .meta({ id: 'LateMaterialReceipt' });
export type LateMaterialReceipt = z.infer<typeof LateMaterialReceipt>;

export const LateMaterialDecision = z.enum(['admitted', 'refused']).meta({ id: 'LateMaterialDecision' });

/** What became of answers that came too late, as their candidate reads it. */
export const LateAnswers = z
  .object({
    receivedAt: Instant,
    decision: LateMaterialDecision.nullable().describe('Null: nobody has decided yet'),
    decidedAt: Instant.nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'LateAnswers' });
export type LateAnswers = z.infer<typeof LateAnswers>;

/** One late answer beside what was stored in time. */
export const LateResponse = z.object({
  itemNumber: z.int(),
  stored: ResponseValue.nullable(),
  late: ResponseValue.nullable(),
  isNewer: z.boolean().describe('False: what is stored has the same or a higher revision and stays'),
});

export const ListedLateMaterial = z
  .object({
    sessionId: Uuid,
    candidateName: z.string(),
    examTitle: z.string(),
    deadline: Instant.nullable(),
    receivedAt: Instant,
    digest: z.string(),
    decision: LateMaterialDecision.nullable(),
    decidedAt: Instant.nullable(),
    decidedBy: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'ListedLateMaterial' });
export type ListedLateMaterial = z.infer<typeof ListedLateMaterial>;

export const LateMaterialList = z
  .object({ lateMaterial: z.array(ListedLateMaterial), next: z.string().nullable() })
  .meta({ id: 'LateMaterialList' });
export const LateMaterialQuery = z.strictObject({
  state: z.enum(['undecided', 'decided']).default('undecided'),
  ...Page,
});

export const OpenedLateMaterial = ListedLateMaterial.extend({
  lockedAt: Instant.nullable().describe('When the browser locked the answers, by its own account'),
  isReadable: z.boolean().describe('False: it was not sealed to this session, or is no list of answers'),
  responses: z.array(LateResponse),
}).meta({ id: 'OpenedLateMaterial' });

export const DecideLateMaterial = z
  .strictObject({ decision: LateMaterialDecision, reason: Reason })
  .meta({ id: 'DecideLateMaterial' });
export type DecideLateMaterial = z.infer<typeof DecideLateMaterial>;
