import { ResponseVariable } from '@attest/contracts';
import * as z from 'zod';
import { ProcessingShape } from '../rules/rule-schema.ts';
import { aboutItem } from './item-frame.ts';
import * as parts from './interactions.ts';
import { Prose } from './primitives.ts';

const stem = { stem: Prose };

/** One interaction of a composite item; an inline choice brings its own text. */
const InteractionPart = z.discriminatedUnion('type', [
  z.strictObject(parts.singleChoice),
  z.strictObject(parts.multipleResponse),
  z.strictObject(parts.ordering),
  z.strictObject(parts.matching),
  z.strictObject(parts.matrix),
  z.strictObject({ ...parts.inlineChoice, ...stem }),
  z.strictObject(parts.hottext),
  z.strictObject(parts.hotspot),
  z.strictObject(parts.shortText),
  z.strictObject(parts.numeric),
  z.strictObject(parts.constructedResponse),
]);
export type InteractionPart = z.infer<typeof InteractionPart>;

const composite = {
  type: z.literal('composite'),
  body: Prose.describe('Markdown with {{interaction:VAR}} on a line of its own for each interaction'),
  interactions: z.record(ResponseVariable, InteractionPart),
  processing: ProcessingShape,
};

export const ItemShape = z.discriminatedUnion('type', [
  z.strictObject({ ...aboutItem, ...stem, ...parts.singleChoice }),
  z.strictObject({ ...aboutItem, ...stem, ...parts.multipleResponse }),
  z.strictObject({ ...aboutItem, ...stem, ...parts.ordering }),
  z.strictObject({ ...aboutItem, ...stem, ...parts.matching }),
  z.strictObject({ ...aboutItem, ...stem, ...parts.matrix }),
  z.strictObject({ ...aboutItem, ...stem, ...parts.inlineChoice }),
  z.strictObject({ ...aboutItem, ...stem, ...parts.hottext }),
  z.strictObject({ ...aboutItem, ...stem, ...parts.hotspot }),
  z.strictObject({ ...aboutItem, ...stem, ...parts.shortText }),
  z.strictObject({ ...aboutItem, ...stem, ...parts.numeric }),
  z.strictObject({ ...aboutItem, ...stem, ...parts.constructedResponse }),
  z.strictObject({ ...aboutItem, ...composite }),
]);
export type ItemShape = z.infer<typeof ItemShape>;
