/**
 * Code as HTML in which words say what they are: `<span data-code="keyword">`. The names are few and fixed, so
 * that each theme can give them a readable colour; an attribute of our own, so that no class of the pages
 * can come in with a text.
 */
import bash from 'highlight.js/lib/languages/bash';
import diff from 'highlight.js/lib/languages/diff';
import dockerfile from 'highlight.js/lib/languages/dockerfile';
import http from 'highlight.js/lib/languages/http';
import ini from 'highlight.js/lib/languages/ini';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import python from 'highlight.js/lib/languages/python';
import sql from 'highlight.js/lib/languages/sql';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';
import { createLowlight } from 'lowlight';
import { escapeText } from './escape-text.ts';

export const codeKinds = ['comment', 'keyword', 'string', 'number', 'name'] as const;
type CodeKind = (typeof codeKinds)[number];

const languages = { bash, diff, dockerfile, http, ini, javascript, json, python, sql, typescript, xml, yaml };
const lowlight = createLowlight(languages);

/** The scopes of highlight.js; those that are missing stay plain. */
const kindOfScope: Readonly<Record<string, CodeKind>> = {
  comment: 'comment',
  quote: 'comment',
  doctag: 'comment',
  keyword: 'keyword',
  meta: 'keyword',
  section: 'keyword',
  deletion: 'keyword',
  string: 'string',
  regexp: 'string',
  addition: 'string',
  number: 'number',
  literal: 'number',
  symbol: 'number',
  title: 'name',
  name: 'name',
  attr: 'name',
  attribute: 'name',
  property: 'name',
  built_in: 'name',
  type: 'name',
  variable: 'name',
};

interface Run {
  readonly kind: CodeKind | null;
  readonly text: string;
}

type Node = ReturnType<typeof lowlight.highlight>['children'][number];

/**
 * Each line of a text as HTML that is complete in itself. Without its tags it is the text again.
 *
 * @param language a name or alias that highlight.js knows, in any case
 * @returns null for a language that is not highlighted
 */
export function highlightLines(text: string, language: string): string[] | null {
  const name = language.toLowerCase();
  if (!lowlight.registered(name)) return null;
  const lines: Run[][] = [[]];
  for (const run of lowlight.highlight(name, text).children.flatMap((node) => runsOf(node, null))) {
    const [first = '', ...further] = run.text.split('\n');
    lines.at(-1)?.push({ ...run, text: first });
    lines.push(...further.map((piece) => [{ ...run, text: piece }]));
  }
  return lines.map((runs) => runs.map(htmlOf).join(''));
}

/** The innermost scope decides: what is inserted into a string is no string. */
function runsOf(node: Node, kind: CodeKind | null): Run[] {
  if (node.type === 'text') return [{ kind, text: node.value }];
  if (node.type !== 'element') return [];
  const { className } = node.properties;
  const scope = String(Array.isArray(className) ? className[0] : '').replace(/^hljs-/, '');
  const inner = Object.hasOwn(kindOfScope, scope) ? (kindOfScope[scope] ?? null) : null;
  return node.children.flatMap((child) => runsOf(child, inner));
}

function htmlOf({ kind, text }: Run): string {
  if (text === '') return '';
  const html = escapeText(text);
  return kind === null || text.trim() === '' ? html : `<span data-code="${kind}">${html}</span>`;
}
