import { describe, expect, it } from 'vitest';
import { followBlanks, followSpans, spanTexts } from './follow-markers.ts';

describe('the blanks of a text', () => {
  it('come with their marks, in their order, each once', () => {
    const blanks = followBlanks('A {{blank:b2}} and {{blank:b1}}, {{blank:b2}}.', [], new Map());
    expect(blanks.map(({ id }) => id)).toEqual(['b2', 'b1']);
    expect(new Set(blanks.flatMap(({ options }) => options.map(({ id }) => id))).size).toBe(6);
  });

  it('are whole again when a mark that was cut comes back', () => {
    const gone: Parameters<typeof followBlanks>[2] = new Map();
    const written = { id: 'b1', key: 'b1a', options: [{ id: 'b1a', text: 'token', rationale: 'Since…' }] };
    const without = followBlanks('Nothing.', [written], gone);
    expect(without).toEqual([]);
    expect(followBlanks('A {{blank:b1}}.', without, gone)).toEqual([written]);
  });
});

describe('the spans of a passage', () => {
  it('come and go with their marks, and keep what was written about them', () => {
    const gone: Parameters<typeof followSpans>[2] = new Map();
    const spans = { s1: { rationale: 'It leaks.' } };
    expect(followSpans('None.', spans, gone)).toEqual({});
    expect(followSpans('The [[s2|log]] and the [[s1|token]].', {}, gone)).toEqual({
      s2: { rationale: '' },
      s1: { rationale: 'It leaks.' },
    });
  });

  it('are called by their words', () => {
    expect(spanTexts('The [[s1|access\n token]] leaks.')).toEqual({ s1: 'access token' });
  });
});
