import { ItemDraft } from '@attest/contracts';
import { contextOptions, launchBrowser } from '../support/browser.ts';
import { instructorOf } from './bank-list.ts';
import type { BenchDatabase } from './database-of-bench.ts';
import type { Server } from './processes.ts';
import { pause } from './rounds.ts';

/** Writing a question while its draft saves itself, its preview is drawn and the linter answers. Milliseconds. */
export interface Editor {
  readonly keys: number;
  /** Of the page's own thread; a task of less than 50 ms is none to the browser. */
  readonly longestTask: number;
  /** From the key to the paint after it, as the browser tells it. */
  readonly keyToPaintP95: number;
  readonly keyToPaintMax: number;
  /** How often the server was asked meanwhile. */
  readonly saves: number;
}

const words = 'Which change stops a replay of the token that the log of the agent holds? ';
const keyEveryMs = 60;

export async function writeQuestion(server: Server, database: BenchDatabase): Promise<Editor> {
  const browser = await launchBrowser();
  const base = `http://localhost:${String(server.port)}`;
  const cookie = await instructorOf(database);
  const draft = await begun(base, cookie);
  try {
    const context = await browser.newContext(contextOptions(base));
    await context.addCookies([{ name: 'attest', value: cookie, url: base }]);
    const page = await context.newPage();
    await page.goto(`/bank/drafts/${draft.id}`);
    const field = page.getByRole('textbox', { name: 'Question text' });
    await field.waitFor({ timeout: 60_000 });
    await pause(3_000);
    let saves = 0;
    page.on('request', (request) => (saves += request.method() === 'PUT' ? 1 : 0));
    const record = await page.evaluateHandle(() => {
      const found = { tasks: [] as number[], keys: [] as number[] };
      new PerformanceObserver((list) => {
        found.tasks.push(...list.getEntries().map(({ duration }) => duration));
      }).observe({ type: 'longtask' });
      const lasting = { type: 'event', durationThreshold: 16 };
      new PerformanceObserver((list) => {
        const keys = list.getEntries().filter(({ name }) => name === 'keydown');
        found.keys.push(...keys.map(({ duration }) => duration));
      }).observe(lasting);
      return found;
    });
    await field.click();
    await page.keyboard.press('End');
    const text = words.repeat(5);
    for (const letter of text) {
      await page.keyboard.press(letter === ' ' ? 'Space' : letter);
      await pause(keyEveryMs);
    }
    await pause(2_000);
    const { tasks, keys } = await record.evaluate((found) => found);
    // Keys that were faster than the browser reports are 16 ms at the most.
    const all = [...keys, ...Array<number>(Math.max(0, text.length - keys.length)).fill(16)];
    const sorted = all.toSorted((a, b) => a - b);
    return {
      keys: text.length,
      longestTask: Math.max(0, ...tasks),
      keyToPaintP95: sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN,
      keyToPaintMax: sorted.at(-1) ?? Number.NaN,
      saves,
    };
  } finally {
    await browser.close();
  }
}

/** A copy of a shipped question, with its scenario beside it. */
async function begun(base: string, cookie: string): Promise<ItemDraft> {
  const reply = await fetch(`${base}/api/item-drafts`, {
    method: 'POST',
    headers: {
      cookie: `attest=${cookie}`,
      'content-type': 'application/json',
      'x-requested-with': 'attest',
    },
    body: JSON.stringify({ copyOf: 'caisa-a1-0002' }),
  });
  if (!reply.ok) throw new Error(`no draft was begun: ${await reply.text()}`);
  return ItemDraft.parse(await reply.json());
}
