import { queryOptions } from '@tanstack/vue-query';
import {
  readGalleryOptions,
  scoreGalleryItemMutation,
} from '../../shared/api/generated/@tanstack/vue-query.gen.ts';

/** The files of the gallery change with the installation alone. */
export const galleryQuery = () => queryOptions({ ...readGalleryOptions(), staleTime: Infinity });

export const tryAnswerMutation = () => scoreGalleryItemMutation();
