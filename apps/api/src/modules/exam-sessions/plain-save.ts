import type { RecordResponses } from '@attest/contracts';

/**
 * Whether a body is a save as players send it, told in a fraction of the time that the contract takes. What
 * it takes the contract takes; what it does not take says nothing and has to be shown to the contract.
 */
export function isPlainSave(body: unknown): body is RecordResponses {
  return (
    isObject(body) &&
    hasOnly(body, bodyFields) &&
    isWhole(body['epoch'], 0, mostInteger) &&
    isList(body['responses'], 100, isSavedResponse) &&
    body['responses'].length > 0
  );
}

/** Of a column of the database. */
const mostInteger = 2_147_483_647;
const bodyFields = new Set(['epoch', 'responses']);
const responseFields = new Set(['itemId', 'revision', 'value', 'marks']);
const markFields = new Set(['flagged', 'unsure', 'ruledOut', 'note', 'secondsSpent']);
const itemId = /^(?:stimulus:)?[A-Za-z0-9_-]{1,71}$/;
const opaqueId = /^[A-Za-z0-9_-]{1,64}$/;
const variable = /^[A-Z][A-Z0-9_]{0,31}$/;

function isSavedResponse(response: unknown): boolean {
  if (!isObject(response) || !hasOnly(response, responseFields)) return false;
  const { itemId: id, revision, value, marks } = response;
  return (
    typeof id === 'string' &&
    itemId.test(id) &&
    isWhole(revision, 1, mostInteger) &&
    (value === null || isValue(value)) &&
    (marks === undefined || areMarks(marks))
  );
}

function isValue(value: unknown): boolean {
  if (!isObject(value)) return false;
  const entries = Object.entries(value);
  return entries.length <= 20 && entries.every(([name, part]) => variable.test(name) && isPart(part));
}

/** Kinds that few questions have are left to the contract. */
function isPart(part: unknown): boolean {
  if (part === null) return true;
  if (!isObject(part) || Object.keys(part).length !== 2) return false;
  switch (part['kind']) {
    case 'choice':
    case 'spans':
    case 'places':
      return isList(part['selected'], 100, isOpaqueId);
    case 'order':
      return isList(part['order'], 100, isOpaqueId);
    case 'match':
      return isList(part['pairs'], 100, isPair);
    case 'matrix':
      return isList(part['cells'], 100, isPair);
    case 'text':
      return isText(part['text'], 20_000);
    case 'number':
      return isText(part['text'], 64);
    default:
      return false;
  }
}

function areMarks(marks: unknown): boolean {
  if (!isObject(marks) || !hasOnly(marks, markFields)) return false;
  const { flagged, unsure, ruledOut, note, secondsSpent } = marks;
  return (
    (flagged === undefined || typeof flagged === 'boolean') &&
    (unsure === undefined || typeof unsure === 'boolean') &&
    (ruledOut === undefined || isList(ruledOut, 50, isOpaqueId)) &&
    (note === undefined || isText(note, 4_000)) &&
    (secondsSpent === undefined || isWhole(secondsSpent, 0, 1_000_000))
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasOnly(value: object, fields: ReadonlySet<string>): boolean {
  for (const name of Object.keys(value)) if (!fields.has(name)) return false;
  return true;
}

function isList(value: unknown, most: number, fits: (entry: unknown) => boolean): value is unknown[] {
  return Array.isArray(value) && value.length <= most && value.every(fits);
}

function isPair(pair: unknown): boolean {
  return Array.isArray(pair) && pair.length === 2 && pair.every(isOpaqueId);
}

function isOpaqueId(id: unknown): boolean {
  return typeof id === 'string' && opaqueId.test(id);
}

function isWhole(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most;
}

function isText(value: unknown, most: number): boolean {
  return typeof value === 'string' && value.length <= most;
}
