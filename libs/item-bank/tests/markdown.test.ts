import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderBlocks, renderInline, renderMarked } from '../src/markdown.ts';
import { spanMarker } from '../src/markers.ts';
import { whyPatternIsUnsafe } from '../src/schema/linear-pattern.ts';

describe('Markdown of items', () => {
  it('becomes paragraphs, lists, tables and code', () => {
    expect(renderBlocks('**BEST** and `code`')).toBe('<p><strong>BEST</strong> and <code>code</code></p>');
    expect(renderBlocks('| a |\n|---|\n| b |')).toContain('<td>b</td>');
  });

  it('stands without a paragraph inside a line', () => {
    expect(renderInline('Use *one* token.\n')).toBe('Use <em>one</em> token.');
  });

  it.each([
    ['<script>alert(1)</script>', /<script/i],
    ['<img src=x onerror=alert(1)>', /<img/i],
    ['[x](javascript:alert(1))', /href="javascript/i],
    ['[x](data:text/html,hi)', /href/i],
    ['[x](//evil.test)', /href="\/\//i],
    ['![x](https://evil.test/beacon.png)', /<img/i],
    ['<a href="https://x.test" onclick="x()">y</a>', /<a /i],
    ['[x](https://x.test "\\" onmouseover=\\"x()")', /<[^>]*onmouseover/i],
    ['<span data-blank="a"></span>', /<span/i],
  ])('lets %s do nothing', (source, danger) => {
    expect(renderBlocks(source)).not.toMatch(danger);
    expect(renderInline(source)).not.toMatch(danger);
  });

  it('keeps web links, cut off from the page they open', () => {
    expect(renderInline('[x](https://x.test)')).toBe(
      '<a href="https://x.test" rel="noopener noreferrer">x</a>',
    );
  });

  it('never yields an element or attribute outside the list', () => {
    const pieces = [
      '<',
      '>',
      '"',
      "'",
      'script',
      ' onload=',
      'javascript:',
      '[a]',
      '(',
      ')',
      '`',
      '|',
      '\n',
      '&lt;',
      '[[a|',
      ']]',
    ];
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string()), { maxLength: 20 }), (parts) => {
        const html = renderMarked(
          parts.join(''),
          spanMarker,
          (id, text) => `<span data-span="${id}">${text}</span>`,
        );
        for (const [, name = '', attributes = ''] of html.matchAll(/<\/?([a-z0-9]+)([^>]*)>/gi)) {
          expect(
            'p strong em code br a s pre ul ol li blockquote table thead tbody tr th td span h1 hr',
          ).toContain(name);
          // Quoted values are text: an address may well be called "onload=".
          const rest = attributes.replace(/ (?:href|rel|data-span|start)="[^"]*"/g, '');
          expect(rest).toMatch(/^\s*\/?$/);
          expect(attributes).not.toMatch(/href="\s*(?:javascript|data|vbscript):/i);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('patterns of short-text items', () => {
  it.each(['m(?:utual )?tls', 'colou?r', '[a-z]{1,20}', 'rfc ?9457', 'a|b', '\\d+ items', '^x$'])(
    'allow %s',
    (pattern) => {
      expect(whyPatternIsUnsafe(pattern)).toBeNull();
    },
  );

  it.each([
    '(a+)+',
    '(a|a)*',
    'a*a*',
    '(?=a)b',
    '(a)\\1',
    '([a-z]+)*',
    '(',
    'a?'.repeat(20),
    '(?<n>a)',
    'x'.repeat(300),
  ])('refuse %s', (pattern) => {
    expect(whyPatternIsUnsafe(pattern)).not.toBeNull();
  });
});
