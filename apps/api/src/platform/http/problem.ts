import { problems, problemTypePrefix, type ProblemBody, type ProblemId } from '@attest/contracts/problems';

export interface ProblemDetails {
  readonly detail?: string;
  readonly faults?: ProblemBody['faults'];
  /** Sent as `Retry-After`. */
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

/** An expected refusal. The filter turns it into `application/problem+json`. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly id: ProblemId;
  readonly status: number;
  readonly details: ProblemDetails;

  constructor(id: ProblemId, details: ProblemDetails = {}) {
    super(details.detail ?? problems[id].title, { cause: details.cause });
    this.id = id;
    this.status = problems[id].status;
    this.details = details;
  }

  body(traceId: string): ProblemBody {
    const { detail, faults } = this.details;
    return {
      type: `${problemTypePrefix}${this.id}`,
      title: problems[this.id].title,
      status: this.status,
      ...(detail === undefined ? {} : { detail }),
      ...(faults === undefined ? {} : { faults }),
      traceId,
    };
  }
}
