import { Injectable } from '@nestjs/common';
import type { Accommodation, AccountId, OwnAccommodations, RequestAccommodation } from '@attest/contracts';
import { AuditLog } from '../../../platform/audit/audit-log.ts';
import type { Person } from '../../../platform/auth/access.ts';
import { violates } from '../../../platform/database/database-errors.ts';
import { Transaction } from '../../../platform/database/transaction.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { AccommodationsRepository } from './accommodations.repository.ts';

const mostEarlier = 20;

/** What somebody has, and asks for. */
@Injectable()
export class OwnAccommodationsService {
  constructor(
    private readonly transaction: Transaction,
    private readonly accommodations: AccommodationsRepository,
    private readonly audit: AuditLog,
  ) {}

  /** For whoever counts with it, such as a booking; who has nothing in force is not in it. */
  inForceOf(accountIds: readonly AccountId[]): Promise<ReadonlyMap<AccountId, Accommodation>> {
    return this.accommodations.inForceOf(accountIds);
  }

  async read({ accountId }: Person): Promise<OwnAccommodations> {
    return {
      inForce: await this.accommodations.inForce(accountId),
      requested: await this.accommodations.requested(accountId),
      earlier: await this.accommodations.earlier(accountId, mostEarlier),
      serverTime: (await this.transaction.now()).toISOString(),
    };
  }

  /** @throws Problem `accommodation-requested-already` */
  async request(person: Person, { request }: RequestAccommodation): Promise<OwnAccommodations> {
    const { accountId } = person;
    try {
      await this.transaction.run(async () => {
        const id = await this.accommodations.request(accountId, request);
        await this.audit.record({
          kind: 'accommodation.requested',
          actorId: accountId,
          subject: { kind: 'accommodation', id },
          reason: null,
        });
      });
    } catch (error) {
      if (violates(error, 'accommodations_requested_idx'))
        throw new Problem('accommodation-requested-already');
      throw error;
    }
    return this.read(person);
  }
}
