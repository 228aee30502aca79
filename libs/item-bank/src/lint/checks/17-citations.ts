import type { Bank } from '../../bank.ts';
import type { ItemReference } from '../../model.ts';
import type { Check } from '../check.ts';
import { findingAt, itemsOf } from '../findings.ts';
import { proseOf } from '../prose.ts';

const saying = (words: string) =>
  `flipFact: "If the report had named ${words} with the token, b would be the change to make."`;

export const citations: Check = {
  id: 17,
  level: 'error',
  title: 'References',
  explain:
    'Each item cites at least one source of sources.yaml, in a version and with a locator that stand there. Where a ' +
    'source lists its locators the list decides; otherwise its pattern does. An id in the text exists too, and a name ' +
    'beside it is its name.',
  example: {
    good: [
      'references: [{ source: ATLAS, version: "5.6.0", locator: AML.T0051 }]',
      saying('AML.T0051 LLM Prompt Injection'),
      saying('LLM Prompt Injection (AML.T0051)'),
    ],
    bad: [
      'references: []',
      'references: [{ source: ATLAS, version: "5.6.0", locator: AML.T9999 }]',
      saying('AML.T9999'),
      saying('AML.T0051 RAG Poisoning'),
      saying('RAG Poisoning (AML.T0051)'),
    ],
  },
  check: (bank) =>
    itemsOf(bank).flatMap((item) => {
      const { references } = item.record;
      const objection = { check: 17, level: 'error' as const };
      if (references.length === 0) {
        return [
          findingAt(item, {
            ...objection,
            field: ['references'],
            message: 'the item cites no source',
            remedy: 'Cite the source that decides the key, with version and locator.',
          }),
        ];
      }
      const cited = references.flatMap((reference, at) => {
        const fault = faultOf(reference, bank);
        return fault
          ? [findingAt(item, { ...objection, ...fault, field: ['references', at, fault.field] })]
          : [];
      });
      const named = proseOf(item.record).flatMap(({ text, field }) =>
        misnamedIn(text, bank).map((fault) => findingAt(item, { ...objection, ...fault, field })),
      );
      return [...cited, ...named];
    }),
};

interface CitationFault {
  readonly field: keyof ItemReference;
  readonly message: string;
  readonly remedy: string;
}

function faultOf({ source: id, version, locator }: ItemReference, { sources }: Bank): CitationFault | null {
  const source = sources.find((known) => known.id === id);
  if (!source) {
    return {
      field: 'source',
      message: `${id} is not in sources.yaml`,
      remedy: 'Name a source that is, or add it there.',
    };
  }
  if (!source.versions.includes(version)) {
    const remedy = `Write one of: ${source.versions.join(', ')}.`;
    return { field: 'version', message: `${id} has no version ${version} in sources.yaml`, remedy };
  }
  const { locators, locatorPattern } = source;
  const isKnown = locators === undefined || Object.hasOwn(locators, locator);
  const fits = locatorPattern === undefined || new RegExp(locatorPattern, 'u').test(locator);
  if (isKnown && fits) return null;
  const remedy = isKnown
    ? `Write a locator that matches ${locatorPattern ?? ''}.`
    : 'Write a locator that sources.yaml lists, or add it there.';
  return { field: 'locator', message: `${id} has no locator ${locator}`, remedy };
}

/** Ids that are recognised wherever they stand. */
const idInText = /\b(?:AML\.(?:TA|[TM])\d{4}(?:\.\d{3})?|LLM\d\d|ASI\d\d|NISTAML\.\d{2,3})\b/g;
const title = /^(?::\d{4})?(?: |: )\(?(\p{Lu}[\p{L}-]*(?: (?:of|and|via|to|&|\p{Lu}[\p{L}-]*))*)/u;
const titleBefore = /(\p{Lu}[\p{L}-]*(?: (?:of|and|via|to|&|\p{Lu}[\p{L}-]*))*) \((?:\p{L}+ )*$/u;

/** Ids in a text that do not exist, or stand beside another name than theirs. */
function misnamedIn(text: string, { sources }: Bank): { message: string; remedy: string }[] {
  return [...text.matchAll(idInText)].flatMap(({ 0: id, index }) => {
    const holders = sources.filter(({ locatorPattern }) => new RegExp(locatorPattern ?? '^$', 'u').test(id));
    const name = holders.flatMap(({ locators }) => locators?.[id] ?? [])[0];
    if (name === undefined) {
      const remedy = 'Write an id that sources.yaml lists, or add it there.';
      return [{ message: `${id} is not in sources.yaml`, remedy }];
    }
    const after = title.exec(text.slice(index + id.length))?.[1];
    const before = titleBefore.exec(text.slice(0, index))?.[1];
    const wrong = [after, before].find((stated) => stated !== undefined && !isNamed(stated, name));
    return wrong === undefined
      ? []
      : [
          {
            message: `${id} is called “${wrong}” here, and its name is “${name}”`,
            remedy: `Write “${name}”.`,
          },
        ];
  });
}

/** A name may be shortened at its end, or go on into the sentence. */
function isNamed(stated: string, name: string): boolean {
  const [one, other] = [stated.toLowerCase(), name.toLowerCase()];
  return one.startsWith(other) || other.startsWith(one) || one.endsWith(other);
}
