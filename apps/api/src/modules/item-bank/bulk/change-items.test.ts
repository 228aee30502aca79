import {
  AuthoredItem,
  BulkDone,
  BulkPlan,
  BulkUndone,
  ItemDraft,
  ItemRevisions,
  SavedVersion,
  type BulkChange,
} from '@attest/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { useAttest } from '../../../../../../tests/support/app.ts';
import { clockOf } from '../../../../../../tests/support/database-clock.ts';
import type { Person } from '../../../../../../tests/support/given.ts';
import { importSampleBank } from '../../../../../../tests/support/sample-bank.ts';

const attest = useAttest();
beforeEach(() => importSampleBank(attest.databaseUrl));

const sample = 'caisa-a1-0001';
const retire: BulkChange = { action: 'move', to: 'retired', reason: 'Dated' };
const tag: BulkChange = { action: 'add-tag', tag: 'F4' };

describe('a change of many items', () => {
  it('is told before it is made: what changes, what stays, and why', async () => {
    const author = await attest.given.instructor();
    const other = await copied(author);
    const plan = await planned(author, retire, [sample, other, 'caisa-a1-9999', sample]);
    expect(plan).toEqual({
      changes: [{ id: sample, revision: 1, status: 'operational' }],
      stays: [
        { id: other, why: 'no-such-move' },
        { id: 'caisa-a1-9999', why: 'not-found' },
      ],
    });
    expect(await statusOf(author, sample)).toBe('operational');
    const without = await planned(author, { action: 'move', to: 'retired', reason: '' }, [sample]);
    expect(without.stays).toEqual([{ id: sample, why: 'reason-missing' }]);
  });

  it('is made as planned, audited, and taken back as a whole', async () => {
    const author = await attest.given.instructor();
    const done = await applied(author, retire, await planned(author, retire, [sample]));
    expect(done).toMatchObject({ changed: [sample], stays: [] });
    expect(await statusOf(author, sample)).toBe('retired');

    const undone = (await author.client.post(`/item-bulk-changes/${done.id}/undo`)).read(BulkUndone);
    expect(undone).toEqual({ restored: [sample], left: [] });
    expect(await statusOf(author, sample)).toBe('operational');
    const events = await attest.rows(`SELECT reason FROM audit_events WHERE kind = 'item.moved' ORDER BY id`);
    expect(events.map(({ reason }) => reason)).toEqual(['Dated', 'Taken back']);
    expect(await author.client.post(`/item-bulk-changes/${done.id}/undo`)).toBeProblem('move-not-allowed');
  });

  it('of a tag leaves status, content and key as they are', async () => {
    const author = await attest.given.instructor();
    const before = await read(author, sample);
    const done = await applied(author, tag, await planned(author, tag, [sample]));
    const { version, keyRevision, status, tags } = await read(author, sample);
    expect({ version, keyRevision, status }).toEqual({
      version: before.version,
      keyRevision: before.keyRevision,
      status: before.status,
    });
    expect(tags).toContain('F4');
    expect((await planned(author, tag, [sample])).stays).toEqual([{ id: sample, why: 'no-change' }]);

    await author.client.post(`/item-bulk-changes/${done.id}/undo`);
    expect((await read(author, sample)).tags).toEqual(before.tags);
    const { revisions } = (await author.client.get(`/items/${sample}/revisions`)).read(ItemRevisions);
    expect(revisions.map(({ note }) => note).slice(0, 2)).toEqual([
      'Taken back: Tag F4 added',
      'Tag F4 added',
    ]);
  });

  it('leaves out what somebody changed since the plan, and what was changed since it was made', async () => {
    const [author, other] = [await attest.given.instructor(), await attest.given.instructor()];
    const plan = await planned(author, tag, [sample]);
    await applied(other, { action: 'add-tag', tag: 'S6' }, await planned(other, tag, [sample]));
    const done = await applied(author, tag, plan);
    expect(done).toMatchObject({ changed: [], stays: [{ id: sample, why: 'changed-meanwhile' }] });

    const later = await applied(author, tag, await planned(author, tag, [sample]));
    await applied(other, retire, await planned(other, retire, [sample]));
    const undone = (await author.client.post(`/item-bulk-changes/${later.id}/undo`)).read(BulkUndone);
    expect(undone).toEqual({ restored: [], left: [sample] });
  });

  it('is taken back by whoever made it, and only for a while', async () => {
    const author = await attest.given.instructor();
    const done = await applied(author, tag, await planned(author, tag, [sample]));
    const stranger = await attest.given.instructor();
    expect(await stranger.client.post(`/item-bulk-changes/${done.id}/undo`)).toBeProblem('not-found');
    await clockOf(attest.databaseUrl).advance(61);
    expect(await author.client.post(`/item-bulk-changes/${done.id}/undo`)).toBeProblem('move-not-allowed');
    expect((await read(author, sample)).tags).toContain('F4');
  });

  it('is closed to reviewers and candidates, and bounded', async () => {
    const body = { change: tag, ids: [sample] };
    for (const role of ['reviewer', 'candidate'] as const) {
      const { client } = await attest.given.staff([role]);
      expect(await client.post('/item-bulk-changes/plan', body)).toBeProblem('permission-missing');
    }
    const { client } = await attest.given.instructor();
    const many = Array.from({ length: 201 }, (_, at) => `caisa-a1-${String(at)}`);
    expect(await client.post('/item-bulk-changes/plan', { change: tag, ids: many })).toBeProblem(
      'request-malformed',
    );
  });
});

async function planned({ client }: Person, change: BulkChange, ids: readonly string[]): Promise<BulkPlan> {
  return (await client.post('/item-bulk-changes/plan', { change, ids })).read(BulkPlan);
}

async function applied({ client }: Person, change: BulkChange, { changes }: BulkPlan): Promise<BulkDone> {
  const items = changes.map(({ id, revision }) => ({ id, revision }));
  return (await client.post('/item-bulk-changes', { change, items })).read(BulkDone);
}

async function read({ client }: Person, id: string): Promise<AuthoredItem> {
  return (await client.get(`/items/${id}`)).read(AuthoredItem);
}

async function statusOf(person: Person, id: string): Promise<string> {
  return (await read(person, id)).status;
}

/** A new item, still a draft. */
async function copied({ client }: Person): Promise<string> {
  const draft = (await client.post('/item-drafts', { copyOf: sample })).read(ItemDraft);
  const reply = await client.post(`/item-drafts/${draft.id}/versions`, {
    lock: draft.lock,
    over: null,
    note: 'A copy',
  });
  return reply.read(SavedVersion).item.id;
}
