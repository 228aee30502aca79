import * as z from 'zod';
import { CertificationCode } from './primitives.ts';

/** What authors choose from: competencies and objectives, sources an item may cite, named errors of reasoning. */
export const BankRegisters = z
  .object({
    certifications: z.array(
      z.object({
        code: CertificationCode,
        domains: z.array(
          z.object({
            id: z.string(),
            name: z.string(),
            objectives: z.array(z.object({ id: z.string(), text: z.string() })),
          }),
        ),
      }),
    ),
    sources: z
      .array(
        z.object({
          id: z.string(),
          name: z.string(),
          versions: z.array(z.string()),
          locators: z
            .array(z.object({ id: z.string(), name: z.string() }))
            .describe('Empty where any locator of its form may be cited'),
        }),
      )
      .max(500),
    errors: z.array(z.object({ id: z.string(), name: z.string(), description: z.string() })).max(500),
  })
  .meta({ id: 'BankRegisters' });
export type BankRegisters = z.infer<typeof BankRegisters>;
