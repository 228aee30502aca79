import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Metrics } from '../health/metrics.ts';
import { Load } from '../health/load.ts';
import { Problem } from './problem.ts';
import { bounds, urgencyOf } from './urgency.ts';

/** Those who are turned away come back at different moments. */
const retryAfterSeconds = { least: 2, spread: 4 };

/** Turns away what is least urgent while the process is overloaded, so that answers are still saved. */
@Injectable()
export class OverloadGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly load: Load,
    private readonly metrics: Metrics,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const urgency = urgencyOf(this.reflector, context);
    if (urgency === 'answers') return true;
    const { waiting, delayMs } = bounds[urgency];
    if (this.load.waitingPerConnection < waiting && this.load.standingDelayMs < delayMs) return true;
    this.metrics.shed.inc({ kind: urgency });
    throw new Problem('overloaded', {
      detail: 'Answers of running exams come first at the moment. Try again in a few seconds.',
      retryAfterSeconds: retryAfterSeconds.least + Math.floor(Math.random() * retryAfterSeconds.spread),
    });
  }
}
