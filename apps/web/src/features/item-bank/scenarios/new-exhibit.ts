import type { DraftExhibit } from '@attest/contracts';

export type ExhibitKind = DraftExhibit['kind'];
export type ExhibitOf<Kind extends ExhibitKind> = Extract<DraftExhibit, { kind: Kind }>;

export const exhibitKinds = [
  'text',
  'log',
  'config',
  'code',
  'table',
  'diagram',
] as const satisfies ExhibitKind[];

/** An empty exhibit with places for what its kind usually holds. */
export function newExhibit(kind: ExhibitKind, id: string): DraftExhibit {
  const heading = { id, title: '' };
  switch (kind) {
    case 'text':
      return { ...heading, kind, text: '' };
    case 'log':
    case 'config':
    case 'code':
      return { ...heading, kind, language: 'text', text: '' };
    case 'table':
      return { ...heading, kind, columns: ['', ''], rows: [['', '']] };
    case 'diagram':
      return { ...heading, kind, direction: 'LR', nodes: [], edges: [], boundaries: [] };
  }
}
