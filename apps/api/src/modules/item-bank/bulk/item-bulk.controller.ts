import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApplyBulkChange, BulkDone, BulkPlan, BulkUndone, PlanBulkChange, Uuid } from '@attest/contracts';
import { Requires, SignedIn, type Person } from '../../../platform/auth/access.ts';
import { Refuses, Replies } from '../../../platform/http/replies.ts';
import { ChangeItems } from './change-items.ts';

@ApiTags('authoring')
@Controller('item-bulk-changes')
export class ItemBulkController {
  constructor(private readonly changes: ChangeItems) {}

  @Post('plan')
  @Requires('item:write')
  @Replies(BulkPlan)
  @Refuses('request-malformed')
  planBulkChange(@SignedIn() person: Person, @Body({ schema: PlanBulkChange }) body: PlanBulkChange) {
    return this.changes.plan(person, body);
  }

  @Post()
  @Requires('item:write')
  @Replies(BulkDone, 201)
  @Refuses('request-malformed')
  applyBulkChange(@SignedIn() person: Person, @Body({ schema: ApplyBulkChange }) body: ApplyBulkChange) {
    return this.changes.apply(person, body);
  }

  @Post(':changeId/undo')
  @Requires('item:write')
  @Replies(BulkUndone)
  @Refuses('not-found', 'move-not-allowed')
  undoBulkChange(@SignedIn() person: Person, @Param('changeId', { schema: Uuid }) changeId: string) {
    return this.changes.undo(person, changeId);
  }
}
