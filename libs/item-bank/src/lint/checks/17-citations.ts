import type { Bank } from '../../bank.ts';
import type { ItemReference } from '../../model.ts';
import type { Check } from '../check.ts';
import { findingAt, itemsOf } from '../findings.ts';

export const citations: Check = {
  id: 17,
  level: 'error',
  title: 'References',
  explain:
    'Each item cites at least one source of sources.yaml, in a version and with a locator that stand there. Where a ' +
    'source lists its locators the list decides; otherwise its pattern does.',
  example: {
    good: ['references: [{ source: ATLAS, version: "5.6.0", locator: AML.T0051 }]'],
    bad: ['references: []', 'references: [{ source: ATLAS, version: "5.6.0", locator: AML.T9999 }]'],
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
      return references.flatMap((reference, at) => {
        const fault = faultOf(reference, bank);
        return fault
          ? [findingAt(item, { ...objection, ...fault, field: ['references', at, fault.field] })]
          : [];
      });
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
