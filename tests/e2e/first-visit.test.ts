import { describe, expect, it } from 'vitest';
import { framedPages } from '../../apps/web/src/pages.ts';
import { useBrowserWalk } from './browser-walk.ts';

const walk = useBrowserWalk();

describe('the first visit of a page', () => {
  it.each(framedPages.filter(({ data }) => data !== undefined))(
    'asks once, beside the code, for what $path reads first',
    async ({ path, data = [] }) => {
      const fill = (address: string) => address.replace(':slug', 'caisa-sampler');
      const page = await walk.open({}, await walk.attest.given.candidate());
      const unused: string[] = [];
      page.on('console', (message) => {
        if (/preload/i.test(message.text())) unused.push(message.text());
      });

      await page.goto(fill(path));
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');

      const asked = await page.evaluate(() =>
        performance.getEntriesByType('resource').map((entry) => ({
          address: entry.name.slice(location.origin.length),
          by: entry instanceof PerformanceResourceTiming ? entry.initiatorType : '',
        })),
      );
      const ahead = asked.filter(({ address, by }) => address.startsWith('/api/') && by === 'link');
      expect(ahead.map(({ address }) => address).sort()).toEqual(['/api/me', ...data].map(fill).sort());
      // What was asked for ahead and not taken would be asked for again by the page itself.
      const again = asked.filter(
        ({ address, by }) => by === 'fetch' && ahead.some((one) => one.address === address),
      );
      expect(again.filter(({ address }) => address !== reachability)).toEqual([]);
      expect(unused).toEqual([]);
    },
  );
});

/** Asked once more by the check of the equipment, which wants to know whether the network answers. */
const reachability = '/api/certifications';
