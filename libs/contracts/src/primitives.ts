import * as z from 'zod';
import { problems, problemTypePrefix } from './problems.ts';

/** Instants travel as UTC with milliseconds. */
export const Instant = z.iso.datetime().meta({ id: 'Instant', description: 'UTC instant, RFC 3339' });

export const Uuid = z.uuid();

export const AccountId = z.uuid().brand<'AccountId'>();
export type AccountId = z.infer<typeof AccountId>;

export const ExamSessionId = z.uuid().brand<'ExamSessionId'>();
export type ExamSessionId = z.infer<typeof ExamSessionId>;

export const CertificationCode = z.enum(['CAISA', 'CAISP']).meta({ id: 'CertificationCode' });
export type CertificationCode = z.infer<typeof CertificationCode>;

export const Slug = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);

/** Ids inside a form: opaque and different in every exam session. */
export const OpaqueId = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9_-]+$/);

/** Text that the server rendered and sanitised. */
export const SafeHtml = z.string().meta({ description: 'Sanitised HTML' });

/** Query parameters of every list. */
export const Page = {
  limit: z.coerce.number().int().min(1).max(100).default(50),
  after: z.string().max(200).optional(),
};

const problemTypes = Object.keys(problems).map((id) => `${problemTypePrefix}${id}`);

export const ProblemDocument = z
  .object({
    type: z.enum(problemTypes),
    title: z.string(),
    status: z.int(),
    detail: z.string().min(1),
    traceId: z.string().optional(),
    faults: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem document' });
