import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileStimulus } from '../src/index.ts';
import { highlightLines } from '../src/highlight.ts';
import { renderBlocks, renderMarked } from '../src/markdown.ts';
import { blankMarker } from '../src/markers.ts';
import { stimulusText, surroundings } from './samples.ts';
import { parseBank } from '../src/parse/parse-bank.ts';

/** What a reader, or whoever copies it, has of a line. */
function textOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

const languages = [
  'python',
  'yaml',
  'json',
  'bash',
  'sql',
  'typescript',
  'xml',
  'diff',
  'http',
  'dockerfile',
];

describe('code in colours', () => {
  it('says of its words what they are', () => {
    expect(highlightLines('if n > 12:  # many\n    log("a<b")', 'python')).toEqual([
      '<span data-code="keyword">if</span> n &gt; <span data-code="number">12</span>:  <span data-code="comment"># many</span>',
      '    log(<span data-code="string">&quot;a&lt;b&quot;</span>)',
    ]);
  });

  it('ends and begins again with each line what goes over several', () => {
    expect(highlightLines('"""One\n\ntwo"""\nx', 'python')).toEqual([
      '<span data-code="string">&quot;&quot;&quot;One</span>',
      '',
      '<span data-code="string">two&quot;&quot;&quot;</span>',
      'x',
    ]);
  });

  it('takes what is inserted into a string out of it', () => {
    expect(highlightLines('f"{n} of"', 'python')?.[0]).toBe(
      '<span data-code="string">f&quot;</span>{n}<span data-code="string"> of&quot;</span>',
    );
  });

  it.each(['text', 'rego', '', 'constructor'])('leaves the language “%s” alone', (language) => {
    expect(highlightLines('if x', language)).toBeNull();
  });

  it('changes no character of any text, and closes in each line what it opens', () => {
    const code = fc.array(
      fc.oneof(
        fc.constantFrom('"', "'", '\n', '#', '{', '}', '<', '&', '/*', 'if ', 'def f(', '- a: 1\n'),
        fc.string(),
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(code, fc.constantFrom(...languages), (pieces, language) => {
        const text = pieces.join('').replaceAll('\r', '');
        const lines = highlightLines(text, language) ?? [];
        expect(lines.map(textOf).join('\n')).toBe(text);
        for (const line of lines) {
          expect(line.replace(/<span data-code="[a-z]+">[^<>]*<\/span>/g, '')).not.toMatch(/[<>]/);
        }
      }),
    );
  });
});

describe('listings', () => {
  const exhibitsOf = (kind: string, language: string) => {
    const listing = `  - { id: code, kind: ${kind}, title: Code, language: ${language}, text: "a: 1 # b\\n\\nc: <d>\\n" }\n`;
    const text = stimulusText.replace('status:', `${listing}status:`);
    const files = surroundings.map((file) => (file.path.includes('/stimuli/') ? { ...file, text } : file));
    const stimulus = parseBank(files).bank.certifications[0]?.stimuli[0];
    return stimulus === undefined ? null : compileStimulus(stimulus).content.exhibits.at(-1);
  };

  it.each(['code', 'config'])('of the kind %s are coloured when they are compiled', (kind) => {
    expect(exhibitsOf(kind, 'YAML')).toMatchObject({
      isHighlighted: true,
      lines: [
        '<span data-code="name">a:</span> <span data-code="number">1</span> <span data-code="comment"># b</span>',
        '',
        '<span data-code="name">c:</span> <span data-code="string">&lt;d&gt;</span>',
      ],
    });
  });

  it('that are logs, or in a language nobody colours, stay the text they were', () => {
    const lines = ['a: 1 # b', '', 'c: <d>'];

    expect(exhibitsOf('log', 'yaml')).toEqual({
      id: 'code',
      kind: 'log',
      title: 'Code',
      language: 'yaml',
      lines,
    });
    expect(exhibitsOf('code', 'rego')).toEqual({
      id: 'code',
      kind: 'code',
      title: 'Code',
      language: 'rego',
      lines,
    });
  });
});

describe('fenced code', () => {
  it('is coloured in text, and nowhere else do spans come in', () => {
    expect(renderBlocks('```json\n{"a": 1}\n```\n\n<span data-code="name">x</span>')).toBe(
      '<pre><code>{<span data-code="name">"a"</span>: <span data-code="number">1</span>}\n</code></pre>\n' +
        '<p>&lt;span data-code="name"&gt;x&lt;/span&gt;</p>',
    );
  });

  it('is plain where it holds blanks', () => {
    const html = renderMarked(
      '```python\nif {{blank:b}}: pass\n```',
      blankMarker,
      (id) => `<span data-blank="${id}"></span>`,
    );

    expect(html).toBe('<pre><code>if <span data-blank="b"></span>: pass\n</code></pre>');
  });
});
