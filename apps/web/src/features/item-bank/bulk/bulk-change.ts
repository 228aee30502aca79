export type { BulkChange } from '../../../shared/api/generated/types.gen.ts';

/** As many as the server changes at a time. */
export const mostChangedAtOnce = 200;
