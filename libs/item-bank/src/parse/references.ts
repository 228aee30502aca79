/** Everything one record says about another must be true: domains, stimuli, facts, places, enemies, errors. */
import type { Bank, CertificationBank, Fault, SourceExam, SourceItem, SourceStimulus } from '../bank.ts';
import { interactionsOf } from '../interactions-of.ts';
import type { InteractionPart } from '../schema/item-shape.ts';
import { explainedErrors } from './explained-errors.ts';
import { faultOf } from './naming.ts';

/**
 * References of a bank's records that lead nowhere.
 *
 * @param brokenNames file names, without ending, of records that exist but have faults of their own; a
 * reference to one of them is not reported a second time
 */
export function unresolvedReferences(bank: Bank, brokenNames: ReadonlySet<string> = new Set()): Fault[] {
  const itemIds = new Set(bank.certifications.flatMap(({ items }) => items.map(({ record }) => record.id)));
  const stimuli = new Map(
    bank.certifications.flatMap((certification) =>
      certification.stimuli.map((stimulus) => [stimulus.record.id, stimulus] as const),
    ),
  );
  return bank.certifications.flatMap((certification) => [
    ...certification.items.flatMap((item) => {
      const stimulus = stimuli.get(item.record.stimulus ?? '') ?? null;
      return [
        ...domainFaults(item, certification),
        ...stimulusFaults(item, stimulus, brokenNames),
        ...item.record.enemies.flatMap((enemy, at) =>
          itemIds.has(enemy) || brokenNames.has(enemy)
            ? []
            : [faultOf(item, ['enemies', at], `there is no item ${enemy}; correct the id or remove it`)],
        ),
        ...errorFaults(item, bank),
      ];
    }),
    ...certification.exams.flatMap((exam) => examFaults(exam, certification)),
  ]);
}

function domainFaults(item: SourceItem, { blueprint }: CertificationBank): Fault[] {
  if (blueprint === null) return [];
  const { domains } = blueprint.record;
  const domain = domains.find(({ id }) => id === item.record.domain);
  if (!domain) {
    const known = domains.map(({ id }) => id).join(', ');
    return [
      faultOf(
        item,
        ['domain'],
        `${item.record.domain} is not a domain of the blueprint; write one of: ${known}`,
      ),
    ];
  }
  if (domain.objectives.some(({ id }) => id === item.record.objective)) return [];
  const known = domain.objectives.map(({ id }) => id).join(', ');
  const { objective } = item.record;
  return [
    faultOf(item, ['objective'], `${objective} is not an objective of the blueprint; write one of: ${known}`),
  ];
}

function stimulusFaults(
  item: SourceItem,
  stimulus: SourceStimulus | null,
  brokenNames: ReadonlySet<string>,
): Fault[] {
  const { stimulus: id, factsUsed } = item.record;
  if (id !== undefined && brokenNames.has(id)) return [];
  if (id !== undefined && stimulus === null) {
    return [faultOf(item, ['stimulus'], `there is no stimulus ${id}; correct the id or write its file`)];
  }
  const facts = stimulus?.record.facts.map(({ n }) => n) ?? [];
  return [
    ...factsUsed.flatMap((n, at) =>
      facts.includes(n)
        ? []
        : [
            faultOf(
              item,
              ['factsUsed', at],
              `fact ${n} is not in ${id ?? 'any stimulus, as none is named'}; correct it`,
            ),
          ],
    ),
    ...interactionsOf(item.record).flatMap(({ part, path }) =>
      part.type === 'hotspot' ? placeFaults(item, part, path, stimulus) : [],
    ),
  ];
}

function placeFaults(
  item: SourceItem,
  part: Extract<InteractionPart, { type: 'hotspot' }>,
  path: readonly PropertyKey[],
  stimulus: SourceStimulus | null,
): Fault[] {
  const exhibit = stimulus?.record.exhibits.find(({ id }) => id === part.exhibit);
  if (exhibit?.kind !== 'diagram') {
    const message = `"${part.exhibit}" is not a diagram of the item's stimulus; name one`;
    return [faultOf(item, [...path, 'exhibit'], message)];
  }
  const known = [...exhibit.nodes, ...exhibit.edges].map(({ id }) => id);
  return part.places.flatMap(({ ref }, at) =>
    known.includes(ref)
      ? []
      : [
          faultOf(
            item,
            [...path, 'places', at, 'ref'],
            `"${ref}" is not a node or edge of ${exhibit.id}; correct it`,
          ),
        ],
  );
}

/** A distractor names the error it was built from; a key names none. */
function errorFaults(item: SourceItem, { errors }: Bank): Fault[] {
  return explainedErrors(item.record).flatMap(({ isKey, error, path }) => {
    if (isKey)
      return error === undefined
        ? []
        : [faultOf(item, [...path, 'error'], 'a key names no error; remove it')];
    if (error === undefined) return [faultOf(item, path, 'error is missing; name one of errors.yaml')];
    if (errors.length === 0 || errors.some(({ id }) => id === error)) return [];
    return [
      faultOf(
        item,
        [...path, 'error'],
        `"${error}" is not in errors.yaml; name one that is, or add it there`,
      ),
    ];
  });
}

function examFaults(exam: SourceExam, { blueprint }: CertificationBank): Fault[] {
  if (blueprint === null) return [];
  const known = blueprint.record.domains.map(({ id }) => id);
  return Object.keys(exam.record.domains)
    .filter((id) => !known.includes(id))
    .map((id) => faultOf(exam, ['domains', id], `${id} is not a domain of the blueprint; correct it`));
}
