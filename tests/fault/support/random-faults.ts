import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from './chance.ts';
import type { Load } from './load.ts';
import type { LossyProxy, RequestFate } from './lossy-proxy.ts';
import type { QueryFate } from './postgres-proxy.ts';
import type { ScriptedCandidate } from './scripted-candidate.ts';
import type { FaultSystem } from './system.ts';
import type { TcpProxy } from './tcp-proxy.ts';

export interface Network {
  readonly cables: readonly TcpProxy[];
  readonly lines: readonly LossyProxy[];
}

interface Scene {
  readonly system: FaultSystem;
  readonly network: Network;
  readonly candidates: readonly ScriptedCandidate[];
  readonly chance: Chance;
  readonly load: Load;
}

export interface Fault {
  /** As the catalogue names it. */
  readonly name: string;
  /** Breaks something, and repairs what does not repair itself. */
  readonly strike: (scene: Scene) => Promise<void>;
}

const cuts: readonly QueryFate[] = ['cut-before', 'cut-within', 'cut-after'];
const losses: readonly RequestFate[] = ['lose-request', 'lose-reply', 'tear-reply'];
const disorders: readonly RequestFate[] = ['twice', 'again', 'late'];

const onLines = async (
  { network, chance }: Scene,
  fates: readonly RequestFate[],
  probability: number,
): Promise<void> => {
  for (const line of network.lines)
    line.rule = () => (chance.happens(probability) ? chance.pick(fates) : 'pass');
  await pause(chance.whole(1_000, 3_000));
  for (const line of network.lines) line.rule = () => 'pass';
  await Promise.all(network.lines.map((line) => line.drained()));
};

export const randomFaults: readonly Fault[] = [
  {
    name: 'F1',
    strike: async ({ system, chance, load }) => {
      const victim = chance.pick(system.apis);
      await victim.kill();
      await load.untilAllSaved();
      await victim.startAtLast();
    },
  },
  {
    name: 'F2',
    strike: async ({ system }) => {
      system.database.kill();
      await pause(100);
    },
  },
  {
    name: 'F3',
    strike: async ({ system, chance }) => {
      system.database.freeze();
      await pause(chance.whole(500, 8_000));
      system.database.goOn();
    },
  },
  {
    name: 'F4',
    strike: async ({ network, chance }) => {
      const cable = chance.pick(network.cables);
      if (chance.happens(0.3)) cable.halfCloseAll();
      cable.goDark();
      await pause(chance.whole(500, 5_000));
      cable.goLight();
    },
  },
  { name: 'F5', strike: (scene) => onLines(scene, losses, 0.4) },
  { name: 'F6', strike: (scene) => onLines(scene, disorders, 0.5) },
  {
    name: 'F7',
    strike: async ({ candidates, chance }) => {
      const rivals = chance.shuffled(candidates).filter(({ sitting }) => (sitting?.epoch ?? 0) > 0);
      // A second tab takes the session; the first finds out at its next save.
      await Promise.allSettled(rivals.slice(0, 6).map((one) => one.ask('POST', `${one.path}/resume`, {})));
    },
  },
  {
    name: 'F11',
    strike: async ({ candidates, chance }) => {
      const [one] = chance.shuffled(candidates).filter(({ sitting }) => (sitting?.epoch ?? 0) > 0);
      if (one?.sitting === undefined || one.sitting === null) return;
      const body = { epoch: one.sitting.epoch };
      const { path } = one;
      await Promise.allSettled(Array.from({ length: 20 }, () => one.ask('POST', `${path}/submit`, body)));
    },
  },
  {
    name: 'F14',
    strike: async ({ system, chance }) => {
      const backends = await system.rows<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity WHERE application_name IN ('attest', 'attest saves')`,
      );
      const share = chance.next();
      for (const { pid } of backends) {
        if (chance.happens(share)) await system.rows('SELECT pg_terminate_backend($1)', [pid]);
      }
    },
  },
  {
    name: 'F15',
    strike: async ({ system, chance }) => {
      const [every, cut] = [chance.whole(20, 200), chance.pick(cuts)];
      let count = 0;
      system.proxy.rule = () => {
        count += 1;
        return count % every === 0 ? cut : 'pass';
      };
      await pause(chance.whole(500, 2_000));
    },
  },
  {
    name: 'F16',
    strike: async ({ system, chance }) => {
      const error = chance.pick(['40P01', '40001']);
      const probability = chance.next() / 2;
      system.proxy.rule = ({ sql }) =>
        /^\s*(?:WITH|UPDATE|INSERT|SELECT)/.test(sql) && chance.happens(probability) ? { error } : 'pass';
      await pause(chance.whole(500, 2_000));
    },
  },
  {
    name: 'F18',
    strike: async ({ system, chance, load }) => {
      const one = chance.pick(system.apis);
      await one.stop();
      await load.untilAllSaved();
      await one.startAtLast();
    },
  },
  {
    name: 'F21',
    strike: ({ system, network }) => {
      system.proxy.cutAll();
      for (const cable of network.cables) cable.cutAll();
      return Promise.resolve();
    },
  },
];
