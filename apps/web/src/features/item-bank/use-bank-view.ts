import { computed, shallowRef, type WritableComputedRef } from 'vue';
import { knownColumns, usualColumns, type Column } from './bank-columns.ts';

export const densities = ['comfortable', 'compact'] as const;
export type Density = (typeof densities)[number];

interface BankView {
  readonly columns: readonly Column[];
  readonly density: Density;
}

const storageKey = 'attest.bank';
const view = shallowRef<BankView>(readKept());

/** How this person likes the table of the bank, kept in this browser. */
export function useBankView(): {
  readonly columns: WritableComputedRef<readonly Column[]>;
  readonly density: WritableComputedRef<Density>;
} {
  return {
    columns: computed({
      get: () => view.value.columns,
      set: (columns) => keep({ ...view.value, columns }),
    }),
    density: computed({
      get: () => view.value.density,
      set: (density) => keep({ ...view.value, density }),
    }),
  };
}

/** Private windows and full disks refuse storage: the choice then lasts as long as the page. */
function keep(chosen: BankView): void {
  view.value = chosen;
  try {
    localStorage.setItem(storageKey, JSON.stringify(chosen));
  } catch {
    return;
  }
}

function readKept(): BankView {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '{}');
    const given = new Map<string, unknown>(Object.entries(kept ?? {}));
    return {
      columns: knownColumns(given.get('columns')),
      density: given.get('density') === 'compact' ? 'compact' : 'comfortable',
    };
  } catch {
    return { columns: usualColumns, density: 'comfortable' };
  }
}
