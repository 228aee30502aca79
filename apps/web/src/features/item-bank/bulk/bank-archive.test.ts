import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { archiveOf } from './bank-archive.ts';

it('holds each file in its folder, letter for letter', () => {
  const files = [
    { path: 'caisa/items/a1/caisa-a1-0001.yaml', text: 'stem: Größe – „ja“\n' },
    { path: 'caisp/items/p2/caisp-p2-0001.yaml', text: 'stem: x\n' },
  ];
  const opened = Object.entries(unzipSync(archiveOf(files)));
  expect(opened.map(([path, bytes]) => ({ path, text: strFromU8(bytes) }))).toEqual(files);
});
