import type * as z from 'zod';
import { findContradictions } from './contradictions.ts';
import { ItemShape } from './item-shape.ts';

/** An item file, `question-bank/<certification>/items/<domain>/<id>.yaml`. */
export const ItemFile = ItemShape.superRefine((item, context) => {
  for (const { path, message } of findContradictions(item)) {
    context.addIssue({ code: 'custom', path: [...path], message });
  }
}).meta({ title: 'Attest item', description: 'One item of a question bank' });
export type ItemFile = z.infer<typeof ItemFile>;
