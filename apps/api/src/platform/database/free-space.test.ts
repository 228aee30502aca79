import { expect, it } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import { secondConnection } from '../../../../../tests/support/second-connection.ts';
import { FreeSpace } from './free-space.ts';
import type { Asks } from './own-connection.ts';

const attest = useAttest();

it('the question for free space takes room on the disk, once in a while however often it is asked', async () => {
  const client = await secondConnection(attest.databaseUrl);
  await client.query(`SET temp_file_limit = '100kB'`);
  let asked = 0;
  const database: Asks = {
    query: async (sql) => {
      asked += 1;
      return (await client.query<never>(sql)).rows;
    },
  };

  await expect(new FreeSpace(database).isThere()).rejects.toThrow('temp_file_limit');
  await client.query('RESET temp_file_limit');
  const space = new FreeSpace(database);
  expect(await space.isThere()).toBe(true);
  expect(await space.isThere()).toBe(true);

  expect(asked).toBe(2);
  expect((await client.query('SHOW work_mem')).rows).not.toEqual([{ work_mem: '64kB' }]);
});
