import { CertificationCode, ItemStatus } from '@attest/contracts';
import * as z from 'zod';
import { repeatedIds } from './id-checks.ts';
import { CalendarDate, Label, Line, LocalId, Prose, StimulusId } from './primitives.ts';

const heading = { id: LocalId, title: Label };

const DiagramNode = z.strictObject({
  id: LocalId,
  label: Label,
  detail: Label.optional(),
  kind: z.enum(['actor', 'process', 'store', 'model', 'tool', 'external']),
});

const DiagramEdge = z.strictObject({
  id: LocalId,
  from: LocalId,
  to: LocalId,
  label: Label.optional(),
  style: z.enum(['solid', 'dashed']).default('solid'),
});

const DiagramSource = z.strictObject({
  ...heading,
  kind: z.literal('diagram'),
  direction: z.enum(['LR', 'TB']).default('LR'),
  nodes: z.array(DiagramNode).min(1).max(40),
  edges: z.array(DiagramEdge).max(80).default([]),
  boundaries: z
    .array(z.strictObject({ id: LocalId, label: Label, nodes: z.array(LocalId).min(1) }))
    .max(12)
    .default([])
    .describe('Trust boundaries; a node lies in at most one'),
});
export type DiagramSource = z.infer<typeof DiagramSource>;

const listing = { language: Label.default('text'), text: z.string().min(1).max(20_000) };

const ExhibitSource = z.discriminatedUnion('kind', [
  DiagramSource,
  z.strictObject({ ...heading, kind: z.literal('text'), text: Prose }),
  z.strictObject({ ...heading, kind: z.literal('log'), ...listing }),
  z.strictObject({ ...heading, kind: z.literal('config'), ...listing }),
  z.strictObject({ ...heading, kind: z.literal('code'), ...listing }),
  z.strictObject({
    ...heading,
    kind: z.literal('table'),
    columns: z.array(Line).min(1).max(12),
    rows: z
      .array(z.array(z.string().max(800)))
      .min(1)
      .max(60),
  }),
]);
export type ExhibitSource = z.infer<typeof ExhibitSource>;

/** A stimulus file, `question-bank/<certification>/stimuli/<id>.yaml`. */
export const StimulusFile = z
  .strictObject({
    id: StimulusId,
    title: Label,
    certifications: z.array(CertificationCode).min(1),
    organisation: Label.describe('Fictional'),
    industry: Label,
    facts: z
      .array(z.strictObject({ n: z.int().min(1), text: Prose }))
      .min(1)
      .max(30),
    exhibits: z.array(ExhibitSource).max(9).default([]),
    status: ItemStatus,
    author: Label,
    reviewers: z.array(Label).default([]),
    created: CalendarDate,
    reviewDue: CalendarDate,
    lintReasons: z.record(z.string(), Line).default({}),
  })
  .superRefine((stimulus, context) => {
    const { facts, exhibits } = stimulus;
    const exhibitIds = exhibits.map(({ id }, at) => ({ id, path: ['exhibits', at, 'id'] }));
    const found = [
      ...facts.flatMap(({ n }, at) =>
        facts.findIndex((fact) => fact.n === n) < at
          ? [
              {
                path: ['facts', at, 'n'],
                message: `the fact number ${n} is used twice; number the facts 1, 2, 3 …`,
              },
            ]
          : [],
      ),
      ...repeatedIds(exhibitIds),
      ...exhibits.flatMap((exhibit, at) =>
        exhibitFaults(exhibit).map(({ path, message }) => ({ path: ['exhibits', at, ...path], message })),
      ),
    ];
    for (const { path, message } of found) context.addIssue({ code: 'custom', path: [...path], message });
  })
  .meta({ title: 'Attest stimulus', description: 'A scenario that several items share' });
export type StimulusFile = z.infer<typeof StimulusFile>;

function exhibitFaults(exhibit: ExhibitSource) {
  if (exhibit.kind === 'diagram') return diagramFaults(exhibit);
  if (exhibit.kind !== 'table') return [];
  const { columns, rows } = exhibit;
  return rows.flatMap((row, at) =>
    row.length === columns.length
      ? []
      : [{ path: ['rows', at], message: `the row has ${row.length} cells for ${columns.length} columns` }],
  );
}

function diagramFaults({ nodes, edges, boundaries }: DiagramSource) {
  const nodeIds = nodes.map((node) => node.id);
  const placed = [
    ...nodes.map(({ id }, at) => ({ id, path: ['nodes', at, 'id'] })),
    ...edges.map(({ id }, at) => ({ id, path: ['edges', at, 'id'] })),
    ...boundaries.map(({ id }, at) => ({ id, path: ['boundaries', at, 'id'] })),
  ];
  const ends = edges.flatMap((edge, at) => [
    { id: edge.from, path: ['edges', at, 'from'] },
    { id: edge.to, path: ['edges', at, 'to'] },
  ]);
  const enclosed = boundaries.flatMap((boundary, at) =>
    boundary.nodes.map((id, position) => ({ id, path: ['boundaries', at, 'nodes', position] })),
  );
  const unknown = [...ends, ...enclosed].filter(({ id }) => !nodeIds.includes(id));
  const twice = enclosed.filter(({ id }, at) => enclosed.findIndex((other) => other.id === id) < at);
  return [
    ...repeatedIds(placed),
    ...unknown.map(({ id, path }) => ({
      path,
      message: `"${id}" is not a node of this diagram; correct it`,
    })),
    ...twice.map(({ id, path }) => ({ path, message: `"${id}" lies in two boundaries; keep it in one` })),
  ];
}
