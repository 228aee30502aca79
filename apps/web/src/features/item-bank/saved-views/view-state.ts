import type { BankViewState } from '@attest/contracts';
import type { LocationQuery } from 'vue-router';
import { knownColumns, type Column } from '../bank-columns.ts';
import { readBankQuery, type BankQuery } from '../bank-query.ts';
import type { Density } from '../use-bank-view.ts';

/** What the table shows beside the list itself. */
export interface TableView {
  readonly columns: readonly Column[];
  readonly density: Density;
}

/** What is shown, without where in the list one is. */
export function stateOf(query: BankQuery, { columns, density }: TableView): BankViewState {
  const { after: _after, before: _before, search, sort, direction, ...facets } = query;
  const kept = Object.fromEntries(Object.entries(facets).map(([name, values]) => [name, [...values]]));
  return { ...emptyFacets, ...kept, search, sort, direction, columns: [...columns], density };
}

const emptyFacets = {
  status: [],
  certification: [],
  domain: [],
  objective: [],
  type: [],
  level: [],
  framework: [],
  author: [],
  tag: [],
};

/** The first page of what was kept; what this version does not know is left out, as in an address. */
export function shownBy({ columns, density, ...list }: BankViewState): {
  readonly query: BankQuery;
  readonly table: TableView;
} {
  const address: LocationQuery = { ...list };
  return { query: readBankQuery(address), table: { columns: knownColumns(columns), density } };
}

/** Whether both show the same, in whatever order their filters were chosen. */
export function showsSame(one: BankViewState, other: BankViewState): boolean {
  return inOrder(one) === inOrder(other);
}

const inOrder = (state: BankViewState): string =>
  JSON.stringify(
    Object.entries(state)
      .map(([name, value]) => [name, Array.isArray(value) ? value.toSorted() : value] as const)
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
