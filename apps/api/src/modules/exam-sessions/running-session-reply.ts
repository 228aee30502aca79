import { Injectable } from '@nestjs/common';
import type { ExamSessionId, SealingKey, StoredResponse } from '@attest/contracts';
import { releasedForm } from '@attest/exam-engine';
import { Transaction } from '../../platform/database/transaction.ts';
import { pack, PackedJson } from '../../platform/http/packed-json.ts';
import { pauseOf, type SessionAsRead } from './exam-sessions.repository.ts';
import { SealingKeys } from './sealing-keys.ts';
import { readForm } from './session-forms.ts';
import { SessionNotices } from './session-notices.ts';
import { StoredResponses } from './stored-responses.ts';

interface Prepared {
  readonly packed: Buffer | null;
  /** Only where what is packed is not all there is to send, or nothing is: booked by an earlier version. */
  readonly body: Buffer | null;
  readonly breakSecondsLeft: number;
  readonly sealingKey: SealingKey | null;
  readonly hasNotices: boolean;
}

/** What start and resume answer: everything the player needs to go on. */
@Injectable()
export class RunningSessionReply {
  constructor(
    private readonly transaction: Transaction,
    private readonly responses: StoredResponses,
    private readonly sealingKeys: SealingKeys,
    private readonly notices: SessionNotices,
  ) {}

  /** Of sessions that start in this transaction: nothing can be answered yet. */
  async first(sessions: readonly SessionAsRead[]): Promise<ReadonlyMap<ExamSessionId, PackedJson>> {
    const prepared = await this.prepared(sessions.map(({ sessionId }) => sessionId));
    const replies = new Map<ExamSessionId, PackedJson>();
    for (const session of sessions)
      replies.set(session.sessionId, await this.make(session, session.epoch, [], prepared));
    return replies;
  }

  async again(session: SessionAsRead, epoch: number): Promise<PackedJson> {
    const responses = await this.responses.of(session.sessionId);
    return this.make(
      session,
      epoch,
      responses,
      await this.prepared([session.sessionId], isBeyondFirst(session)),
    );
  }

  /** Built around the form that was packed at the booking. */
  private async make(
    session: SessionAsRead,
    epoch: number,
    responses: readonly StoredResponse[],
    all: ReadonlyMap<ExamSessionId, Prepared>,
  ): Promise<PackedJson> {
    const { sessionId } = session;
    const prepared = all.get(sessionId);
    if (prepared === undefined) throw new Error(`session ${sessionId} has no form`);
    const rest = JSON.stringify({
      id: sessionId,
      status: session.status,
      epoch,
      serverTime: session.readAt.toISOString(),
      startedAt: session.startedAt?.toISOString() ?? null,
      deadline: session.deadline?.toISOString() ?? null,
      pause: pauseOf(session),
      breakSecondsLeft: prepared.breakSecondsLeft,
      notices: prepared.hasNotices ? await this.notices.unseen(sessionId) : [],
      sealingKey: prepared.sealingKey ?? (await this.sealingKeys.publicKey(sessionId)),
      responses,
    });
    return new PackedJson(await formOf(session, prepared), `,${rest.slice(1)}`);
  }

  private async prepared(
    sessionIds: readonly ExamSessionId[],
    needsBody = false,
  ): Promise<ReadonlyMap<ExamSessionId, Prepared>> {
    if (sessionIds.length === 0) return new Map();
    const rows = await this.transaction.rows<Prepared & { sessionId: ExamSessionId }>(
      `SELECT f.session_id AS "sessionId", f.packed, CASE WHEN f.packed IS NULL OR $2 THEN f.body END AS body,
         b.break_seconds_left AS "breakSecondsLeft", k.public_key AS "sealingKey",
         EXISTS (SELECT FROM session_notices n WHERE n.session_id = f.session_id AND n.seen_at IS NULL) AS "hasNotices"
       FROM session_forms f JOIN bookings b ON b.session_id = f.session_id
         LEFT JOIN sealing_keys k ON k.session_id = f.session_id
       WHERE f.session_id = ANY($1::uuid[])`,
      [sessionIds, needsBody],
    );
    return new Map(rows.map((row) => [row.sessionId, row]));
  }
}

/** What is packed is all of a form in one piece, and the first section of any other. */
async function formOf(session: SessionAsRead, { packed, body }: Prepared): Promise<Buffer> {
  if (packed !== null && !isBeyondFirst(session)) return packed;
  if (body === null) throw new Error(`session ${session.sessionId} has no form`);
  return packForm(JSON.stringify(releasedForm(readForm(body), session.openSection)));
}

function isBeyondFirst({ openSection }: SessionAsRead): boolean {
  return openSection !== null && openSection.section > 0;
}

/** @param form as JSON */
export function packForm(form: string): Promise<Buffer> {
  return pack(`{"form":${form}`);
}
