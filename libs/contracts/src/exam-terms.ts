import * as z from 'zod';
import { AppliedAccommodation } from './accommodations.ts';
import { Instant } from './primitives.ts';

/** The time of an exam as one person has it, by what is in force now. */
export const ExamTerms = z
  .object({
    standardSeconds: z.int(),
    allowedSeconds: z.int(),
    breakSeconds: z.int(),
    accommodation: AppliedAccommodation.nullable(),
    opensAt: Instant.nullable(),
    latestStartAt: Instant.nullable(),
    endsBy: Instant.nullable().describe('With the extra time and the breaks of this person'),
    mayStart: z.boolean(),
    isOver: z.boolean().describe('It can no longer be started'),
    deadline: Instant.nullable().describe('Of whoever starts now; null when that is not possible'),
    serverTime: Instant,
  })
  .meta({ id: 'ExamTerms' });
export type ExamTerms = z.infer<typeof ExamTerms>;
