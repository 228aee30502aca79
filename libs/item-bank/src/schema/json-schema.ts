import * as z from 'zod';
import { BlueprintFile } from './blueprint.ts';
import { ExamFile } from './exam.ts';
import { GalleryFile } from './gallery.ts';
import { ItemFile } from './item.ts';
import { StimulusFile } from './stimulus.ts';

/** JSON Schemas (draft 2020-12) of the files of a bank by name, for editors that complete and check. */
export function jsonSchemas(): Readonly<
  Record<'item' | 'stimulus' | 'blueprint' | 'exam' | 'gallery', object>
> {
  return {
    item: schemaOf(ItemFile),
    stimulus: schemaOf(StimulusFile),
    blueprint: schemaOf(BlueprintFile),
    exam: schemaOf(ExamFile),
    gallery: schemaOf(GalleryFile),
  };
}

/** As files are written: what has a default may be left out. */
function schemaOf(shape: z.ZodType): object {
  return z.toJSONSchema(shape, { io: 'input', target: 'draft-2020-12' });
}
