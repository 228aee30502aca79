import { Injectable, Logger } from '@nestjs/common';
import { Metrics } from '../health/metrics.ts';

export interface AnsweredRequest {
  readonly method: string;
  /** As it was declared, with the names of its parts. */
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
  readonly traceId: string;
  readonly accountId: string | undefined;
}

/** One line a request, after the reply: what was asked, how it ended, by whom; never what was said. */
@Injectable()
export class RequestRecord {
  private readonly logger = new Logger('Requests');

  constructor(private readonly metrics: Metrics) {}

  /** A request that never met the framework. */
  answeredShortly(request: AnsweredRequest): void {
    this.metrics.shortSaves.inc();
    this.answered(request);
  }

  answered({ durationMs, ...request }: AnsweredRequest): void {
    const { method, route, status } = request;
    this.metrics.requests.observe({ method, route, status }, durationMs / 1000);
    if (!route.startsWith('/api') && status < 500) return;
    this.logger.log({ ...request, durationMs: Math.round(durationMs * 10) / 10 }, 'request');
  }
}
