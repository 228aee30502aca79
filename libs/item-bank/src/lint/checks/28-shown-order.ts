import { interactionsOf } from '../../interactions-of.ts';
import type { Check } from '../check.ts';
import { exampleSteps } from '../examples.ts';
import { arrangeRemedy, findingAt, itemsOf } from '../findings.ts';

export const shownOrder: Check = {
  id: 28,
  level: 'error',
  title: 'Orders that give the key away',
  explain:
    'Steps do not stand in the order of the key. Matching offers more choices than premises, so that the last pair ' +
    'is not left over.',
  example: {
    good: [exampleSteps(['fail', 'build', 'pass'])],
    bad: [exampleSteps(['build', 'fail', 'pass'])],
  },
  check: (bank) =>
    itemsOf(bank).flatMap((item) =>
      interactionsOf(item.record).flatMap(({ part, path }) => {
        const objection = { check: 28, level: 'error' as const };
        if (part.type === 'ordering' && part.steps.every(({ id }, at) => part.key[at] === id)) {
          const message = 'the steps stand in the order of the key';
          const remedy = arrangeRemedy;
          return [findingAt(item, { ...objection, field: [...path, 'steps'], message, remedy })];
        }
        if (part.type === 'matching' && part.choices.length === part.premises.length) {
          const message = `${part.choices.length} choices for as many premises`;
          const remedy = 'Add one to three choices that fit no premise.';
          return [findingAt(item, { ...objection, field: [...path, 'choices'], message, remedy })];
        }
        return [];
      }),
    ),
};
