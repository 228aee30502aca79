import { Injectable } from '@nestjs/common';
import {
  Instant,
  Uuid,
  type DecideLateMaterial,
  type ExamSessionId,
  type LateMaterialQuery,
  type ListedLateMaterial,
  type OpenedLateMaterial,
} from '@attest/contracts';
import * as z from 'zod';
import type { Person } from '../../platform/auth/access.ts';
import { Transaction } from '../../platform/database/transaction.ts';
import { foreignCursor, readCursor, writeCursor } from '../../platform/http/cursor.ts';
import { AdmitLateMaterial, OpenLateMaterial } from '../exam-sessions/index.ts';
import { AnothersSession } from './anothers-session.ts';
import { LateMaterialRepository } from './late-material.repository.ts';

const Place = z.tuple([Instant, Uuid]);

/** Late answers as evidence: staff look at them and decide, once and on the record. */
@Injectable()
export class LateMaterialDecisions {
  constructor(
    private readonly transaction: Transaction,
    private readonly lateMaterial: LateMaterialRepository,
    private readonly anothers: AnothersSession,
    private readonly opening: OpenLateMaterial,
    private readonly admitting: AdmitLateMaterial,
  ) {}

  async list({ state, limit, after }: z.infer<typeof LateMaterialQuery>): Promise<{
    lateMaterial: ListedLateMaterial[];
    next: string | null;
  }> {
    const found = await this.lateMaterial.list({
      isDecided: state === 'decided',
      after: placeAfter(after),
      limit: limit + 1,
    });
    const lateMaterial = found.slice(0, limit);
    const last = lateMaterial.at(-1);
    const hasMore = found.length > limit && last !== undefined;
    return { lateMaterial, next: hasMore ? writeCursor([last.receivedAt, last.sessionId]) : null };
  }

  async open(person: Person, sessionId: ExamSessionId): Promise<z.infer<typeof OpenedLateMaterial>> {
    await this.anothers.find(person, sessionId);
    const listed = await this.lateMaterial.read(sessionId);
    const opened = await this.opening.open(sessionId, await this.lateMaterial.sealed(sessionId));
    if (opened === null) return { ...listed, lockedAt: null, isReadable: false, responses: [] };
    const responses = await this.opening.compare(sessionId, opened);
    return { ...listed, lockedAt: opened.lockedAt, isReadable: true, responses };
  }

  decide(person: Person, sessionId: ExamSessionId, body: DecideLateMaterial): Promise<ListedLateMaterial> {
    return this.transaction.run(async () => {
      const session = await this.anothers.lock(person, sessionId);
      const sealed = await this.lateMaterial.sealed(sessionId);
      await this.lateMaterial.decide(sessionId, body, person.accountId);
      const by = { actorId: person.accountId, reason: body.reason };
      if (body.decision === 'admitted') await this.admitting.admit(session, sealed, by);
      else await this.admitting.refuse(session, by);
      return this.lateMaterial.read(sessionId);
    });
  }
}

function placeAfter(after: string | undefined): { receivedAt: string; sessionId: string } | null {
  const cursor = readCursor(after);
  if (cursor === null) return null;
  const place = Place.safeParse(cursor);
  if (!place.success) throw foreignCursor();
  return { receivedAt: place.data[0], sessionId: place.data[1] };
}
