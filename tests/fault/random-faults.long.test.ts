import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, it, onTestFinished } from 'vitest';
import { Chance } from './support/chance.ts';
import { underLoad } from './support/load.ts';
import { LossyProxy } from './support/lossy-proxy.ts';
import { root } from './support/program-bundle.ts';
import { randomFaults, type Fault, type Network } from './support/random-faults.ts';
import { FaultSystem } from './support/system.ts';
import { TcpProxy } from './support/tcp-proxy.ts';

const minutes = Number(process.env['ATTEST_FAULT_MINUTES'] ?? 20);
const longestRecoveryMs = 60_000;

/** A few people behind networks that lose things; the others only meet the faults of the system. */
const people = { steady: 26, onCables: 4, onLossyLines: 4 };

const pace = { thinkMs: [90, 130], items: [6, 12], submits: 0.004, resumes: 0.01 } as const;

it(
  `random faults under load for ${String(minutes)} minutes break no promise`,
  { timeout: (2 * minutes + 10) * 60_000 },
  async () => {
    const seed = inject('faultSeed');
    const system = await FaultSystem.start({ apis: 2 });
    onTestFinished(() => system.stop());
    const network = await networkOf(system);
    const short = await system.exam({ durationSeconds: 25, graceSeconds: 2 });
    const candidates = [
      ...(await namedCandidates(system, 'steady', people.steady, system.addresses)),
      ...(await namedCandidates(
        system,
        'cabled',
        people.onCables,
        network.cables.map(({ url }) => url),
      )),
      ...(await namedCandidates(
        system,
        'lossy',
        people.onLossyLines,
        network.lines.map(({ url }) => url),
      )),
    ];
    const counts = new Map<string, number>();
    const began = performance.now();
    let acknowledged = 0;
    const brokenOff: unknown[] = [];

    await underLoad(
      candidates,
      { ...pace, exams: ['caisa-sampler', 'caisa-sampler', short] },
      async (load) => {
        const plan = planOf(seed);
        try {
          while (performance.now() - began < minutes * 60_000) {
            const { fault, chance } = plan();
            counts.set(fault.name, (counts.get(fault.name) ?? 0) + 1);
            await fault.strike({ system, network, candidates, chance, load });
            system.proxy.rule = null;
            await load.untilAllSaved(longestRecoveryMs);
          }
        } catch (error) {
          // What was acknowledged until then is checked all the same.
          brokenOff.push(error);
          system.proxy.rule = null;
          system.database.goOn();
        }
        acknowledged = load.acknowledged;
      },
    );
    const seconds = (performance.now() - began) / 1000;
    const violations = await system.faults();

    remember({ seed, minutes, seconds, faults: Object.fromEntries(counts), acknowledged, violations });
    expect(violations).toEqual([]);
    expect(brokenOff).toEqual([]);
  },
);

/** The same faults in the same order for the same seed. */
function planOf(seed: number): () => { fault: Fault; chance: Chance } {
  let number = 0;
  const order = new Chance(`${String(seed)} order of faults`);
  return () => {
    number += 1;
    return { fault: order.pick(randomFaults), chance: new Chance(`${String(seed)} fault ${String(number)}`) };
  };
}

async function networkOf(system: FaultSystem): Promise<Network> {
  const cables = await Promise.all(
    system.addresses.map((address) => TcpProxy.before(Number(new URL(address).port))),
  );
  const lines = await Promise.all(system.addresses.map((address) => LossyProxy.before(address)));
  onTestFinished(async () => {
    await Promise.all([...cables, ...lines].map((one) => one.close()));
  });
  return { cables, lines };
}

function namedCandidates(system: FaultSystem, kind: string, count: number, addresses: readonly string[]) {
  const names = Array.from({ length: count }, (_, at) => `${kind}-${String(at + 1)}`);
  return Promise.all(names.map((name) => system.candidate(name, { addresses })));
}

/** One line a run, so that runs add up. */
function remember(run: Record<string, unknown> & { readonly violations: readonly string[] }): void {
  const directory = join(root, 'tests', 'fault', 'results');
  mkdirSync(directory, { recursive: true });
  const line = JSON.stringify({ at: new Date().toISOString(), ...run });
  appendFileSync(join(directory, 'runs.jsonl'), `${line}\n`);
}
