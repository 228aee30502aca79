import type { Browser, BrowserContext, Page } from 'playwright-core';
import { contextOptions, launchBrowser } from '../support/browser.ts';
import type { BenchDatabase } from './database-of-bench.ts';
import { sittingOf } from './population.ts';
import type { Server } from './processes.ts';
import { pause } from './rounds.ts';

/** What a candidate with a slow computer and a slow line waits for. Milliseconds. */
export interface Pages {
  /** Largest contentful paint of a first visit, nothing in the cache; the player's once it is kept. */
  readonly paints: Readonly<Record<string, number>>;
  readonly questionChangeP95: number;
  readonly keyToPaintP95: number;
  /** Between the first question and the overview, saves left out. */
  readonly requestsWhileSitting: number;
}

const line = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 200_000 };
const slowerBy = 4;
const turns = 40;

/** Pages at a quarter of this processor, 1.6 Mbit/s and 150 ms, in a real browser. */
export async function visitPages(server: Server, database: BenchDatabase): Promise<Pages> {
  const browser = await launchBrowser();
  const base = `http://localhost:${String(server.port)}`;
  const [running] = await database.rows<{ id: string }>(
    `SELECT session_id AS id FROM exam_sessions WHERE session_id = $1`,
    [sittingOf(1).sessionId],
  );
  try {
    const visit = async (path: string) => {
      const { context, page } = await slowWindow(browser, base);
      await page.goto(path);
      const paint = await largestPaint(page);
      await context.close();
      return paint;
    };
    const paints: Record<string, number> = {};
    for (const path of ['/', '/home', '/exams/caisa-sampler']) paints[path] = await visit(path);
    const { context, page } = await slowWindow(browser, base);
    const path = `/sit/${running?.id ?? ''}`;
    await page.goto(path);
    await page.getByRole('button', { name: 'Continue here' }).click({ timeout: 60_000 });
    await page.getByRole('heading', { level: 1, name: /^Question/ }).waitFor({ timeout: 60_000 });
    const sat = await sit(page);
    await page.reload();
    paints['the player, kept'] = await largestPaint(page);
    await context.close();
    return { paints, ...sat };
  } finally {
    await browser.close();
  }
}

async function slowWindow(browser: Browser, base: string): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext(contextOptions(base));
  await context.addCookies([{ name: 'attest', value: sittingOf(1).cookie, url: base }]);
  const page = await context.newPage();
  const devTools = await context.newCDPSession(page);
  await devTools.send('Network.enable');
  await devTools.send('Network.emulateNetworkConditions', line);
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: slowerBy });
  return { context, page };
}

/** Once nothing larger has come for two seconds. */
async function largestPaint(page: Page): Promise<number> {
  await page.getByRole('heading', { level: 1 }).waitFor({ timeout: 60_000 });
  await pause(2_000);
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          resolve(list.getEntries().at(-1)?.startTime ?? Number.NaN);
        }).observe({ type: 'largest-contentful-paint', buffered: true });
      }),
  );
}

/** Turns pages and chooses options by key; how long it took is what the browser itself says of each key. */
async function sit(page: Page): Promise<Omit<Pages, 'paints'>> {
  const requests: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'GET') requests.push(request.url());
  });
  const record = await page.evaluateHandle(() => {
    const taken: { key: string; ms: number }[] = [];
    let key = '';
    addEventListener('keydown', (event) => (key = event.key), true);
    const lasting = { type: 'event', durationThreshold: 16 };
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries())
        if (name === 'keydown') taken.push({ key, ms: duration });
    }).observe(lasting);
    return taken;
  });
  const press = async (key: string) => {
    await page.keyboard.press(key);
    await pause(400);
  };
  for (let turn = 0; turn < turns; turn += 1) {
    await press('b');
    await press('n');
  }
  const taken = await record.evaluate((found) => found);
  // Keys that were faster than the browser reports are 16 ms at the most.
  const p95 = (key: string) => {
    const found = taken.filter((one) => one.key === key).map(({ ms }) => ms);
    const all = [...found, ...Array<number>(Math.max(0, turns - found.length)).fill(16)];
    return all.toSorted((a, b) => a - b)[Math.floor(all.length * 0.95)] ?? Number.NaN;
  };
  return {
    questionChangeP95: p95('n'),
    keyToPaintP95: p95('b'),
    requestsWhileSitting: requests.filter((url) => !url.endsWith('/favicon.svg')).length,
  };
}
