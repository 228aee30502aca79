import type { DiagramSource } from '../schema/stimulus.ts';

const kindNames: Readonly<Record<DiagramSource['nodes'][number]['kind'], string>> = {
  actor: 'a person or party',
  process: 'a process',
  store: 'a data store',
  model: 'a model',
  tool: 'a tool',
  external: 'an external system',
};

/** A diagram as sentences: its components, then its flows, then its boundaries. */
export function describeDiagram({ nodes, edges, boundaries }: DiagramSource): string[] {
  const nameOf = (id: string) => nodes.find((node) => node.id === id)?.label ?? id;
  return [
    ...nodes.map(({ label, detail, kind }) =>
      detail === undefined
        ? `${label} is ${kindNames[kind]}.`
        : `${label} (${detail}) is ${kindNames[kind]}.`,
    ),
    ...edges.map(({ from, to, label, style }) => {
      const flow = style === 'dashed' ? 'A dashed flow' : 'A flow';
      const named = label === undefined ? flow : `${flow} labelled “${label}”`;
      return `${named} goes from ${nameOf(from)} to ${nameOf(to)}.`;
    }),
    ...boundaries.map(
      ({ label, nodes: inside }) => `The boundary “${label}” encloses ${listed(inside.map(nameOf))}.`,
    ),
  ];
}

function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
