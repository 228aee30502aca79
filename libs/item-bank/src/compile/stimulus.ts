import type { Exhibit } from '@attest/contracts';
import type { SourceStimulus } from '../bank.ts';
import { digestOf } from '../hash.ts';
import { highlightLines } from '../highlight.ts';
import { renderBlocks, renderInline } from '../markdown.ts';
import type { CompiledStimulus } from '../model.ts';
import type { ExhibitSource } from '../schema/stimulus.ts';
import { layOutDiagram } from './diagram.ts';

/** A stimulus with its text as sanitised HTML and its diagrams laid out; ids stay those of the file. */
export function compileStimulus({ record }: Pick<SourceStimulus, 'record'>): CompiledStimulus {
  const content = {
    id: record.id,
    title: record.title,
    facts: record.facts.map(({ n, text }) => ({ n, html: renderBlocks(text) })),
    exhibits: record.exhibits.map(compileExhibit),
  };
  return {
    id: record.id,
    certifications: record.certifications,
    organisation: record.organisation,
    industry: record.industry,
    status: record.status,
    content,
    contentHash: digestOf(content),
  };
}

function compileExhibit(exhibit: ExhibitSource): Exhibit {
  const { id, title } = exhibit;
  switch (exhibit.kind) {
    case 'diagram':
      return layOutDiagram(exhibit);
    case 'text':
      return { id, kind: 'text', title, html: renderBlocks(exhibit.text) };
    case 'table':
      return {
        id,
        kind: 'table',
        title,
        columns: exhibit.columns.map(renderInline),
        rows: exhibit.rows.map((row) => row.map(renderInline)),
      };
    default: {
      const text = exhibit.text.replaceAll('\r\n', '\n').replace(/\n+$/, '');
      const { kind, language } = exhibit;
      const highlighted = kind === 'log' ? null : highlightLines(text, language);
      const listing = { id, kind, title, language };
      // Without the mark, so that listings in plain text keep their hashes.
      return highlighted === null
        ? { ...listing, lines: text.split('\n') }
        : { ...listing, lines: highlighted, isHighlighted: true };
    }
  }
}
