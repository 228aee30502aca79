import { CertificationCode, CognitiveLevel, ItemType } from '@attest/contracts';
import * as z from 'zod';
import { repeatedIds } from './id-checks.ts';
import { DomainId, Label, Line, ObjectiveId } from './primitives.ts';

const Domain = z.strictObject({
  id: DomainId,
  name: Label,
  weight: z.number().positive().max(100).describe('Per cent of a form'),
  objectives: z.array(z.strictObject({ id: ObjectiveId, text: Line })).min(1),
});

const Mix = z
  .strictObject({
    types: z.partialRecord(ItemType, z.int().min(1)).describe('Items of a full form by type'),
    levels: z
      .partialRecord(CognitiveLevel, z.int().min(1))
      .describe('Items of a full form by cognitive level'),
  })
  .describe('What a full form is made of, and so the bank');

/** `question-bank/<certification>/blueprint.yaml`: domains, weights, objectives and mix. */
export const BlueprintFile = z
  .strictObject({
    certification: CertificationCode,
    name: Label,
    owner: z.strictObject({ credential: Label, organisation: Label }),
    domains: z.array(Domain).min(1).max(30),
    mix: Mix.optional(),
  })
  .superRefine(({ domains }, context) => {
    const placed = domains.flatMap((domain, at) => [
      { id: domain.id, path: ['domains', at, 'id'] },
      ...domain.objectives.map(({ id }, position) => ({
        id,
        path: ['domains', at, 'objectives', position, 'id'],
      })),
    ]);
    const sum = domains.reduce((total, domain) => total + domain.weight, 0);
    const found = [
      ...repeatedIds(placed),
      ...(Math.abs(sum - 100) < 0.01
        ? []
        : [{ path: ['domains'], message: `the weights add up to ${sum}; make it 100` }]),
    ];
    for (const { path, message } of found) context.addIssue({ code: 'custom', path: [...path], message });
  })
  .meta({ title: 'Attest blueprint', description: 'Domains, weights and objectives of a certification' });
export type BlueprintFile = z.infer<typeof BlueprintFile>;
