import { problemNameOf } from '@attest/contracts/problems';
import { isKnownFailure, type FailureId } from './problem-messages.ts';

export interface Fault {
  readonly path: string;
  readonly message: string;
}

/** Why a call to the API did not do what was asked. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly id: FailureId;
  readonly status: number | null;
  readonly detail: string | null;
  readonly traceId: string | null;
  readonly faults: readonly Fault[];
  /** What the server asked to wait before trying again. */
  readonly retryAfterSeconds: number | null;

  constructor(body: unknown, response?: Response, cause?: unknown) {
    super(response ? `The API answered ${String(response.status)}` : 'The API did not answer', { cause });
    this.id = idOf(body) ?? (response ? 'unreadable' : 'unreachable');
    this.status = response?.status ?? null;
    this.detail = textMember(body, 'detail');
    this.traceId = textMember(body, 'traceId');
    this.faults = faultsOf(body);
    const retryAfter = Number(response?.headers.get('Retry-After') ?? Number.NaN);
    this.retryAfterSeconds = Number.isFinite(retryAfter) ? retryAfter : null;
  }

  /** Worth trying again without any change: the fault lies with the network or the load. */
  get isPassing(): boolean {
    return this.status === null || this.status >= 500 || this.status === 429;
  }
}

export function isProblem(error: unknown, ...ids: readonly FailureId[]): error is ApiProblem {
  return error instanceof ApiProblem && (ids.length === 0 || ids.includes(error.id));
}

/** An id of a later version of the API has no words here. */
function idOf(body: unknown): FailureId | null {
  const name = problemNameOf(body);
  return name !== null && isKnownFailure(name) ? name : null;
}

function member(body: unknown, name: string): unknown {
  if (typeof body !== 'object' || body === null) return undefined;
  return Object.entries(body).find(([key]) => key === name)?.[1];
}

function textMember(body: unknown, name: string): string | null {
  const value = member(body, name);
  return typeof value === 'string' && value !== '' ? value : null;
}

function faultsOf(body: unknown): readonly Fault[] {
  const faults: unknown = member(body, 'faults');
  if (!Array.isArray(faults)) return [];
  return faults.map((fault: unknown) => ({
    path: textMember(fault, 'path') ?? '',
    message: textMember(fault, 'message') ?? '',
  }));
}
