import { BankImport, BulkChange, BulkPreview } from '@attest/contracts';
import { beforeEach, expect, it } from 'vitest';
import { useAttest } from '../../../../../../tests/support/app.ts';
import type { Person } from '../../../../../../tests/support/given.ts';
import { beginImport, settled, soundItems, tableOf } from '../../../../../../tests/support/import-files.ts';
import { importSampleBank } from '../../../../../../tests/support/sample-bank.ts';

const attest = useAttest();
beforeEach(() => importSampleBank(attest.databaseUrl));

it.each<[string, (author: Person, itemId: string) => Promise<unknown>]>([
  ['somebody was asked to review it', askReviewer],
  ['somebody commented on it', comment],
])('an import of questions stays, since %s', async (reason, build) => {
  const author = await attest.given.instructor();
  const { id, check } = await beginImport(author, tableOf(soundItems(1)));
  await author.client.post(`/imports/${id}/apply`, { check, leaveOutFaulty: false });
  await settled(author, id);
  const [made] = await attest.rows(`SELECT record_id AS id FROM import_rows WHERE import_id = $1`, [id]);
  const itemId = String(made?.['id']);
  await build(author, itemId);

  (await author.client.post(`/imports/${id}/undo`, {})).read(BankImport);

  expect(await settled(author, id)).toMatchObject({
    state: 'applied',
    refusal: { act: 'undo', reasons: [{ id: itemId, reason }] },
  });
  expect(await attest.rows(`SELECT 1 FROM items WHERE bank_id = $1`, [itemId])).toHaveLength(1);
});

async function askReviewer({ client }: Person, itemId: string): Promise<void> {
  const { id: reviewerId } = await attest.given.staff(['reviewer']);
  const action = { kind: 'assign-reviewer', reviewerId };
  const preview = await client.post('/item-changes/preview', { itemIds: [itemId], action });
  const items = preview.read(BulkPreview).changes.map(({ id, stamp }) => ({ id, stamp }));
  const change = (await client.post('/item-changes', { items, action })).read(BulkChange);
  expect(change.changed).toEqual([itemId]);
}

async function comment({ client }: Person, itemId: string): Promise<void> {
  const said = { revision: 1, quote: null, body: 'Is this still true?' };
  expect((await client.post(`/items/${itemId}/comments`, said)).status).toBe(201);
}
