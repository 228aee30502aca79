import { strToU8, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { openArchives } from './open-archives.ts';

const zipped = (name: string, files: Readonly<Record<string, Uint8Array>>) =>
  new File([new Uint8Array(zipSync({ ...files }))], name);
const archive = zipped('bank.ZIP', {
  'caisa/items/a1/caisa-a1-0001.yaml': strToU8('id: caisa-a1-0001'),
  'caisa/': new Uint8Array(),
  '__MACOSX/._caisa-a1-0001.yaml': strToU8('x'),
  '.DS_Store': strToU8('x'),
});

it('puts what an archive holds in its place, without what programs add to it', async () => {
  const beside = new File(['id: b'], 'b.yaml');

  const { entries, unpack } = await openArchives([beside, archive]);

  expect(entries.map(({ name, size }) => [name, size])).toEqual([
    ['b.yaml', 5],
    ['caisa/items/a1/caisa-a1-0001.yaml', 17],
  ]);
  expect(await Promise.all(unpack().map((file) => file.text()))).toEqual(['id: b', 'id: caisa-a1-0001']);
});

it('tells the size of what an archive would unfold to before it does', async () => {
  const large = zipped('a.zip', { 'a.csv': new Uint8Array(50 * 1024 * 1024) });

  const { entries } = await openArchives([large]);

  expect(large.size).toBeLessThan(1024 * 1024);
  expect(entries).toEqual([{ name: 'a.csv', size: 50 * 1024 * 1024 }]);
});

it('does not take for an archive what only has its name', async () => {
  await expect(openArchives([new File(['id,stem'], 'table.zip')])).rejects.toThrow('invalid zip data');
});
