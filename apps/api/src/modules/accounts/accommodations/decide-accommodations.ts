import { Injectable } from '@nestjs/common';
import {
  AccountId,
  Uuid,
  type AccommodationsQuery,
  type EndAccommodation,
  type GrantAccommodation,
  type ListedAccommodation,
} from '@attest/contracts';
import * as z from 'zod';
import { AuditLog } from '../../../platform/audit/audit-log.ts';
import type { Person } from '../../../platform/auth/access.ts';
import { Transaction } from '../../../platform/database/transaction.ts';
import { foreignCursor, readCursor, writeCursor } from '../../../platform/http/cursor.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { AccountsRepository } from '../accounts.repository.ts';
import { AccommodationsRepository } from './accommodations.repository.ts';

const Place = z.tuple([z.enum(['requested', 'decided']), Uuid]);

/** Staff decide on others' accommodations, for a reason that is kept. */
@Injectable()
export class DecideAccommodations {
  constructor(
    private readonly transaction: Transaction,
    private readonly accommodations: AccommodationsRepository,
    private readonly accounts: AccountsRepository,
    private readonly audit: AuditLog,
  ) {}

  async list({ status, person, limit, after }: z.infer<typeof AccommodationsQuery>): Promise<{
    accommodations: ListedAccommodation[];
    next: string | null;
    serverTime: string;
  }> {
    const found = await this.accommodations.list({
      status: status ?? null,
      person: person ?? '',
      after: placeAfter(after),
      limit: limit + 1,
    });
    const accommodations = found.slice(0, limit);
    const last = accommodations.at(-1);
    return {
      accommodations,
      serverTime: (await this.transaction.now()).toISOString(),
      next:
        found.length > limit && last !== undefined
          ? writeCursor([last.status === 'requested' ? 'requested' : 'decided', last.id])
          : null,
    };
  }

  /** Answers an open request of this person, if there is one, and replaces what was granted before. */
  grant(decider: Person, { email, ...granted }: GrantAccommodation): Promise<ListedAccommodation> {
    return this.transaction.run(async () => {
      const account = await this.accounts.findByEmail(email);
      if (account === null) {
        throw new Problem('not-found', { detail: 'No account has this e-mail address.' });
      }
      refuseOwn(decider, account.id);
      await this.refusePastEnd(granted.validUntil);
      await this.accommodations.lockPerson(account.id);
      const former = await this.accommodations.granted(account.id);
      const request = await this.accommodations.requested(account.id);
      if (former !== null) await this.accommodations.replace(former.id);
      const id = await this.accommodations.grant(account.id, request?.id ?? null, granted, decider.accountId);
      const after = await this.get(id);
      await this.audit.record({
        kind: 'accommodation.granted',
        actorId: decider.accountId,
        subject: { kind: 'accommodation', id },
        reason: granted.reason,
        before: former && audited({ ...after, ...former }),
        after: audited(after),
      });
      return after;
    });
  }

  /** @throws Problem `decision-taken-already` when it is no open request */
  decline(decider: Person, id: string, body: EndAccommodation): Promise<ListedAccommodation> {
    return this.end(decider, id, { ...body, from: 'requested', to: 'declined' });
  }

  /** @throws Problem `decision-taken-already` when it is not granted */
  withdraw(decider: Person, id: string, body: EndAccommodation): Promise<ListedAccommodation> {
    return this.end(decider, id, { ...body, from: 'granted', to: 'withdrawn' });
  }

  private end(
    decider: Person,
    id: string,
    { reason, from, to }: EndAccommodation & { from: 'requested' | 'granted'; to: 'declined' | 'withdrawn' },
  ): Promise<ListedAccommodation> {
    return this.transaction.run(async () => {
      const found = await this.get(id);
      const accountId = AccountId.parse(found.account.id);
      refuseOwn(decider, accountId);
      await this.accommodations.lockPerson(accountId);
      const before = await this.get(id);
      if (before.status !== from) {
        throw new Problem('decision-taken-already', { detail: `It is ${before.status}.` });
      }
      await this.accommodations.end(id, to, reason, decider.accountId);
      const after = await this.get(id);
      await this.audit.record({
        kind: `accommodation.${to}`,
        actorId: decider.accountId,
        subject: { kind: 'accommodation', id },
        reason,
        before: audited(before),
        after: audited(after),
      });
      return after;
    });
  }

  private async get(id: string): Promise<ListedAccommodation> {
    const found = await this.accommodations.read(id);
    if (found === null) throw new Problem('not-found', { detail: 'There is no such accommodation.' });
    return found;
  }

  private async refusePastEnd(validUntil: string | null): Promise<void> {
    if (validUntil === null || new Date(validUntil) > (await this.transaction.now())) return;
    throw new Problem('request-malformed', {
      detail: '“validUntil” lies in the past.',
      faults: [{ path: 'validUntil', message: 'lies in the past' }],
    });
  }
}

function placeAfter(after: string | undefined): { isRequested: boolean; id: string } | null {
  const cursor = readCursor(after);
  if (cursor === null) return null;
  const place = Place.safeParse(cursor);
  if (!place.success) throw foreignCursor();
  return { isRequested: place.data[0] === 'requested', id: place.data[1] };
}

function refuseOwn(decider: Person, accountId: AccountId): void {
  if (decider.accountId !== accountId) return;
  throw new Problem('second-person-needed', { detail: 'Nobody decides on their own accommodations.' });
}

/** Not the candidate's own words: they may speak of health, and audit is for ever. */
function audited(entry: ListedAccommodation): unknown {
  const { status, timeFactor, extraSeconds, breakSeconds, tools, validUntil, account } = entry;
  return { status, timeFactor, extraSeconds, breakSeconds, tools, validUntil, accountId: account.id };
}
