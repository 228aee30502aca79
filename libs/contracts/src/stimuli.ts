import * as z from 'zod';
import { OpaqueId, SafeHtml } from './primitives.ts';

const Point = z.object({ x: z.number(), y: z.number() });
const Box = { x: z.number(), y: z.number(), width: z.number(), height: z.number() };

/** A laid-out diagram: coordinates in user units, origin top left, `x`/`y` the top left corner of a box. */
export const DiagramExhibit = z
  .object({
    id: OpaqueId,
    kind: z.literal('diagram'),
    title: z.string(),
    width: z.number(),
    height: z.number(),
    nodes: z.array(
      z.object({
        id: OpaqueId,
        label: z.string(),
        detail: z.string().nullable(),
        kind: z.enum(['actor', 'process', 'store', 'model', 'tool', 'external']),
        ...Box,
      }),
    ),
    edges: z.array(
      z.object({
        id: OpaqueId,
        from: OpaqueId,
        to: OpaqueId,
        label: z.string().nullable(),
        labelAt: Point.nullable(),
        style: z.enum(['solid', 'dashed']),
        points: z.array(Point),
      }),
    ),
    boundaries: z.array(z.object({ id: OpaqueId, label: z.string(), nodes: z.array(OpaqueId), ...Box })),
    description: z.array(z.string()).describe('The same content as sentences'),
  })
  .meta({ id: 'DiagramExhibit' });
export type DiagramExhibit = z.infer<typeof DiagramExhibit>;

export const Exhibit = z
  .discriminatedUnion('kind', [
    DiagramExhibit,
    z.object({ id: OpaqueId, kind: z.literal('text'), title: z.string(), html: SafeHtml }),
    z.object({
      id: OpaqueId,
      kind: z.enum(['log', 'config', 'code']),
      title: z.string(),
      language: z.string(),
      lines: z.array(z.string()).describe('Text; sanitised HTML, complete in each line, where isHighlighted'),
      isHighlighted: z.boolean().optional(),
    }),
    z.object({
      id: OpaqueId,
      kind: z.literal('table'),
      title: z.string(),
      columns: z.array(SafeHtml),
      rows: z.array(z.array(SafeHtml)),
    }),
  ])
  .meta({ id: 'Exhibit' });
export type Exhibit = z.infer<typeof Exhibit>;

export const CandidateStimulus = z
  .object({
    id: OpaqueId,
    title: z.string(),
    facts: z.array(z.object({ n: z.int(), html: SafeHtml })),
    exhibits: z.array(Exhibit),
  })
  .meta({ id: 'CandidateStimulus' });
export type CandidateStimulus = z.infer<typeof CandidateStimulus>;
