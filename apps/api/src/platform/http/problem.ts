import { problemDetails } from '@attest/contracts/problem-details';
import { problems, problemTypePrefix, type ProblemBody, type ProblemId } from '@attest/contracts/problems';

export interface ProblemDetails {
  /** Of this case; the registry's general one without it. */
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
    super(details.detail ?? problemDetails[id], { cause: details.cause });
    this.id = id;
    this.status = problems[id].status;
    this.details = details;
  }

  body(traceId: string): ProblemBody {
    const { faults } = this.details;
    return {
      type: `${problemTypePrefix}${this.id}`,
      title: problems[this.id].title,
      status: this.status,
      detail: this.message,
      ...(faults === undefined ? {} : { faults }),
      traceId,
    };
  }
}
