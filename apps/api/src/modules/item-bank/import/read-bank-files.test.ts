import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { BankFolder } from '../../../../../../tests/support/bank-folder.ts';
import { readBankFiles } from './read-bank-files.ts';

function newFolder(): BankFolder {
  const folder = new BankFolder();
  onTestFinished(() => {
    folder.remove();
  });
  return folder;
}

it('reads every YAML file in order of its path, whatever the case of its ending', async () => {
  const folder = newFolder();
  folder.write('b.yaml', 'two: ü\n');
  folder.write('a/c.YML', 'one: 1\n');
  folder.write('README.md', '# Not a bank file\n');

  expect(await readBankFiles(folder.path)).toEqual({
    files: [
      { path: 'a/c.YML', text: 'one: 1\n' },
      { path: 'b.yaml', text: 'two: ü\n' },
    ],
    faults: [],
  });
});

it('names every entry that it does not read, and why', async () => {
  const folder = newFolder();
  folder.write('good.yaml', 'id: a\n');
  folder.write('large.yaml', 'x'.repeat(1024 * 1024 + 1));
  writeFileSync(join(folder.path, 'latin.yaml'), Buffer.from([0x61, 0x3a, 0x20, 0xfc]));
  symlinkSync(join(folder.path, 'good.yaml'), join(folder.path, 'link.yaml'));
  symlinkSync('/', join(folder.path, 'elsewhere'));

  const { files, faults } = await readBankFiles(folder.path);

  expect(files.map(({ path }) => path)).toEqual(['good.yaml']);
  expect(faults.map(({ path, message }) => `${path}: ${message}`)).toEqual([
    'elsewhere: symbolic links are not followed; put the file itself here',
    'large.yaml: the file is larger than a megabyte; split it',
    'latin.yaml: the file is not UTF-8; save it in that encoding',
    'link.yaml: symbolic links are not followed; put the file itself here',
  ]);
});
