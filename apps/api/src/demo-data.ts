import { parseArgs } from 'node:util';
import { DemoData, mostDemoItems } from './modules/item-bank/index.ts';
import { sqlState } from './platform/database/database-errors.ts';
import { StartupFault } from './platform/startup-fault.ts';
import { withApp } from './with-app.ts';

const usage = `Usage: npm run demo-data -- [--items 20000] [--seed 1]
       npm run demo-data -- --remove

Fills the question bank with generated questions and scenarios, to see how it works with many. Their ids begin with
demo-, and none has a status that an exam may draw. The same seed gives the same questions.
`;

const { values, positionals } = parseArgs({
  options: {
    items: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    remove: { type: 'boolean', default: false },
  },
  allowPositionals: true,
  strict: false,
});
const number = (text: unknown) => (typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : NaN);
const [items, seed] = [number(values.items), number(values.seed)];
const isKnown = Object.keys(values).every((name) => ['items', 'seed', 'remove'].includes(name));
const say = (text: string) => process.stdout.write(`${text}\n`);

if (!isKnown || positionals.length > 0 || !(items >= 1 && items <= mostDemoItems) || Number.isNaN(seed)) {
  process.stderr.write(usage);
  process.exitCode = 2;
} else {
  await withApp(process.env, async (app) => {
    const demo = app.get(DemoData, { strict: false });
    await (values.remove === true ? remove(demo) : fill(demo));
    return 0;
  });
}

async function fill(demo: DemoData): Promise<void> {
  const present = await demo.present();
  if (present.items + present.stimuli > 0) {
    throw new StartupFault(
      `The bank holds ${counted(present)} whose ids begin with demo-: take them out first with npm run demo-data -- --remove.`,
    );
  }
  let lastTold = 0;
  const made = await demo.fill({ items, seed }, (stored) => {
    if (process.stdout.isTTY) process.stdout.write(`\r${String(stored)} of ${String(items)} questions`);
    else if (stored - lastTold >= items / 4 || stored === items) {
      say(`${String(stored)} of ${String(items)} questions`);
      lastTold = stored;
    }
  });
  if (process.stdout.isTTY) say('');
  if (made === null) {
    throw new StartupFault(
      'The bank has no domains yet: import its files first with npm run bank -- import.',
    );
  }
  say(`Added ${counted(made)} of the seed ${String(seed)}. No exam draws them.`);
}

async function remove(demo: DemoData): Promise<void> {
  try {
    const removed = await demo.remove();
    const left = await demo.present();
    say(`Took out ${counted(removed)}.`);
    if (left.items + left.stimuli > 0) {
      say(`Left ${counted(left)} whose ids begin with demo-, but which this command did not make.`);
    }
  } catch (error) {
    if (sqlState(error) !== '23503') throw error;
    throw new StartupFault('Some of these questions are in use elsewhere, so none was taken out.', {
      cause: error,
    });
  }
}

function counted({ items: questions, stimuli }: { items: number; stimuli: number }): string {
  return `${String(questions)} questions and ${String(stimuli)} scenarios`;
}
