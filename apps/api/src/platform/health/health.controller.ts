import { Controller, Get, Inject, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';
import { Public } from '../auth/access.ts';
import { CONFIG } from '../config/config.module.ts';
import type { Config } from '../config/config.ts';
import { Problem } from '../http/problem.ts';
import { isFromTrustedNetwork } from '../http/trusted-networks.ts';
import { Metrics } from './metrics.ts';
import { Readiness } from './readiness.ts';
import { Urgent } from '../http/urgency.ts';

/** For operators on the same machine or in TRUSTED_NETWORKS; to everyone else nothing is here. */
@Urgent('answers')
@ApiExcludeController()
@SkipThrottle()
@Public()
@Controller()
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('health/live')
  live(@Req() request: FastifyRequest): { status: 'live' } {
    this.refuseStrangers(request);
    return { status: 'live' };
  }

  @Get('health/ready')
  async ready(@Req() request: FastifyRequest): Promise<{ status: 'ready' }> {
    this.refuseStrangers(request);
    const faults = await this.readiness.faults();
    if (faults.length > 0) throw new Problem('not-ready', { detail: faults.join(' ') });
    return { status: 'ready' };
  }

  @Get('metrics')
  async all(@Req() request: FastifyRequest): Promise<string> {
    this.refuseStrangers(request);
    return this.metrics.text();
  }

  private refuseStrangers(request: FastifyRequest): void {
    if (!isFromTrustedNetwork(request, this.config.http)) throw new Problem('not-found');
  }
}
