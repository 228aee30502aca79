import type { ExhibitOf } from './new-exhibit.ts';

type Diagram = ExhibitOf<'diagram'>;

/** The boundary a node lies in: one, or none. */
export function boundaryOf({ boundaries }: Diagram, nodeId: string): string {
  return boundaries.find(({ nodes }) => nodes.includes(nodeId))?.id ?? '';
}

/** @param boundaryId empty for none */
export function moveIntoBoundary({ boundaries }: Diagram, nodeId: string, boundaryId: string): void {
  for (const boundary of boundaries) {
    const others = boundary.nodes.filter((each) => each !== nodeId);
    boundary.nodes = boundary.id === boundaryId ? [...others, nodeId] : others;
  }
}

/** Takes what hangs on a node away. @returns how it comes back */
export function unlinkNode(diagram: Diagram, nodeId: string): () => void {
  const { edges } = diagram;
  const boundary = boundaryOf(diagram, nodeId);
  diagram.edges = edges.filter(({ from, to }) => from !== nodeId && to !== nodeId);
  moveIntoBoundary(diagram, nodeId, '');
  return () => {
    diagram.edges = edges;
    moveIntoBoundary(diagram, nodeId, boundary);
  };
}
