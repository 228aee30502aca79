/** What authors write in the bank. Tables around a record are named by its kind: `item_drafts`, `stimulus_moves`. */
export type RecordKind = 'item' | 'stimulus';

/** Where the records themselves are. */
export const tableOf = { item: 'items', stimulus: 'stimuli' } as const satisfies Record<RecordKind, string>;
