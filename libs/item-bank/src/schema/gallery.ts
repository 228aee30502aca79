import * as z from 'zod';
import { repeatedIds } from './id-checks.ts';
import { ItemId, Line } from './primitives.ts';

/** `question-bank/gallery/gallery.yaml`: the items of the gallery in the order in which they are shown. */
export const GalleryFile = z
  .strictObject({
    entries: z
      .array(
        z.strictObject({
          item: ItemId,
          shows: Line.describe('What this entry shows, in one plain sentence'),
        }),
      )
      .min(1)
      .max(100),
  })
  .superRefine(({ entries }, context) => {
    const ids = entries.map(({ item }, at) => ({ id: item, path: ['entries', at, 'item'] }));
    for (const { path, message } of repeatedIds(ids)) {
      context.addIssue({ code: 'custom', path: [...path], message });
    }
  })
  .meta({ title: 'Attest gallery', description: 'The items that show what questions can look like' });
export type GalleryFile = z.infer<typeof GalleryFile>;
