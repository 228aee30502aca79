import { unresolvedReferences } from '../../parse/references.ts';
import type { Check } from '../check.ts';
import { itemsOf } from '../findings.ts';

export const references: Check = {
  id: 1,
  level: 'error',
  title: 'Fields, ids and references',
  explain:
    'Required fields, ids, keys and unique options are checked when a file is read. This check follows what an ' +
    'item says about other records: its domain and objective stand in the blueprint, its stimulus, facts, places ' +
    'and enemies exist, and each distractor names an error of errors.yaml.',
  example: { good: ['objective: A1.1'], bad: ['objective: A1.9', 'enemies: [caisa-a1-9999]'] },
  check: (bank) => {
    const idAt = new Map(itemsOf(bank).map(({ path, record }) => [path, record.id]));
    return unresolvedReferences(bank).map(({ path, line, field, message }) => ({
      check: 1,
      level: 'error',
      path,
      line,
      field: field ?? null,
      message,
      remedy: 'Name a record that exists.',
      itemId: idAt.get(path) ?? null,
      acceptedBecause: null,
    }));
  },
};
