import * as z from 'zod';
import { Instant, Page, Uuid } from './primitives.ts';

/** What staff or the installation did. */
export const AuditEvent = z
  .object({
    id: Uuid,
    at: Instant,
    kind: z.string(),
    actor: z
      .object({ id: Uuid, displayName: z.string().nullable() })
      .nullable()
      .describe('Null: the product itself, or a command of the operator'),
    subject: z.object({ kind: z.string(), id: z.string() }),
    reason: z.string().nullable(),
    change: z.string().describe('JSON `{"before", "after"}`, as it is sealed'),
    seq: z.int().nullable().describe('Place in the chain; null: not sealed yet'),
    hash: z
      .string()
      .nullable()
      .describe(
        'SHA-256, hex: hash before ‖ seq (8 bytes) ‖ instant in ms (8 bytes) ‖ UTF-8 of id, kind, ' +
          'actor, subject kind, subject id, change and reason, a line each',
      ),
  })
  .meta({ id: 'AuditEvent' });
export type AuditEvent = z.infer<typeof AuditEvent>;

const word = z.string().min(1).max(200);

export const AuditEventsQuery = z.strictObject({
  subjectKind: word.optional(),
  subjectId: word.optional(),
  actorId: Uuid.optional(),
  kind: word.optional(),
  ...Page,
});

/** The latest first. */
export const AuditEvents = z
  .object({
    auditEvents: z.array(AuditEvent),
    next: z.string().nullable(),
    unsealedCount: z.int().describe('Of the whole trail: recorded, and not in the chain yet'),
  })
  .meta({ id: 'AuditEvents' });
export type AuditEvents = z.infer<typeof AuditEvents>;
