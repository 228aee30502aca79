import type { BaseType, RuleAtom } from '@attest/contracts';

const identifier = /^[\p{L}_][\p{L}\p{N}_.-]*$/u;

/** Whether a value as written in a file is one of the base type. */
export function isOfType(type: BaseType, value: RuleAtom): boolean {
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return Number.isSafeInteger(value);
    case 'float':
      return typeof value === 'number' && Number.isFinite(value);
    case 'duration':
      return typeof value === 'number' && Number.isFinite(value) && value >= 0;
    case 'string':
      return typeof value === 'string' && value.isWellFormed();
    case 'identifier':
      return typeof value === 'string' && identifier.test(value);
    case 'pair':
    case 'directed-pair':
      return isList(value) && value.every((side) => typeof side === 'string' && identifier.test(side));
    case 'point':
      return isList(value) && value.every((side) => typeof side === 'number');
  }
}

/** How a file writes a value of the type, for messages. */
export function howToWrite(type: BaseType): string {
  switch (type) {
    case 'boolean':
      return 'true or false';
    case 'integer':
      return 'a whole number';
    case 'float':
      return 'a number';
    case 'duration':
      return 'seconds, 0 or more';
    case 'string':
      return 'a text';
    case 'identifier':
      return 'an id';
    case 'pair':
    case 'directed-pair':
      return 'two ids: [left, right]';
    case 'point':
      return 'two numbers: [x, y]';
  }
}

function isList(value: RuleAtom): value is [string, string] | [number, number] {
  return typeof value === 'object';
}
