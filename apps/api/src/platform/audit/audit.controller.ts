import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AuditEvents, AuditEventsQuery } from '@attest/contracts';
import type * as z from 'zod';
import { Requires } from '../auth/access.ts';
import { Refuses, Replies } from '../http/replies.ts';
import { AuditTrail } from './audit-trail.ts';
import { Urgent } from '../http/urgency.ts';

@ApiTags('audit')
@Controller('audit-events')
export class AuditController {
  constructor(private readonly trail: AuditTrail) {}

  @Get()
  @Urgent('report')
  @Requires('audit:read')
  @Replies(AuditEvents)
  @Refuses('request-malformed')
  listAuditEvents(@Query({ schema: AuditEventsQuery }) query: z.infer<typeof AuditEventsQuery>) {
    return this.trail.list(query);
  }
}
