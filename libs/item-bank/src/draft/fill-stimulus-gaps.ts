import type { DraftExhibit, StimulusDraftText } from '@attest/contracts';
import { filled } from './fill-gaps.ts';

/**
 * A scenario that can be shown while it is being written: texts that are missing have a stand-in, and what leads
 * nowhere is left out. Only for looking at; whether the draft is sound is for `judgeStimulus` to say.
 */
export function fillStimulusGaps(draft: StimulusDraftText): StimulusDraftText {
  return {
    ...draft,
    title: filled(draft.title),
    organisation: filled(draft.organisation),
    industry: filled(draft.industry),
    facts: draft.facts.map(({ n, text }) => ({ n, text: filled(text) })),
    exhibits: draft.exhibits.map(filledExhibit).filter(hasContent),
    reviewDue: '2000-01-01',
    lintReasons: {},
  };
}

function filledExhibit(exhibit: DraftExhibit): DraftExhibit {
  const title = filled(exhibit.title);
  switch (exhibit.kind) {
    case 'table': {
      const { columns, rows } = exhibit;
      const cells = (row: readonly string[]) => columns.map((_, at) => row[at] ?? '');
      return { ...exhibit, title, columns: columns.map(filled), rows: rows.map(cells) };
    }
    case 'diagram':
      return { ...filledDiagram(exhibit), title };
    default:
      return { ...exhibit, title, text: filled(exhibit.text) };
  }
}

function filledDiagram(diagram: Extract<DraftExhibit, { kind: 'diagram' }>): typeof diagram {
  const nodes = diagram.nodes.map((node) => ({ ...node, label: filled(node.label) }));
  const isKnown = (id: string) => nodes.some((node) => node.id === id);
  const enclosed = new Set<string>();
  const boundaries = diagram.boundaries.map((boundary) => {
    const inside = boundary.nodes.filter((id) => isKnown(id) && !enclosed.has(id));
    for (const id of inside) enclosed.add(id);
    return { ...boundary, label: filled(boundary.label), nodes: [...new Set(inside)] };
  });
  return {
    ...diagram,
    nodes,
    edges: diagram.edges.filter(({ from, to }) => isKnown(from) && isKnown(to)),
    boundaries: boundaries.filter((boundary) => boundary.nodes.length > 0),
  };
}

function hasContent(exhibit: DraftExhibit): boolean {
  if (exhibit.kind === 'diagram') return exhibit.nodes.length > 0;
  return exhibit.kind !== 'table' || (exhibit.columns.length > 0 && exhibit.rows.length > 0);
}
