import type { CertificationCode } from '@attest/contracts';
import { StimulusFile } from '@attest/item-bank';
import type { Chance } from './chance.ts';
import { demoMark, demoStatuses, instantText } from './demo-marks.ts';
import {
  authors,
  controls,
  industries,
  organisations,
  parts,
  people,
  signs,
  systems,
  threats,
} from './words.ts';

/** A scenario with facts and exhibits of several kinds; its diagram is what hotspot items ask about. */
export function demoStimulus(
  chance: Chance,
  { number, certification }: { number: number; certification: CertificationCode },
): StimulusFile {
  const organisation = chance.one(organisations);
  const system = chance.one(systems);
  const [first = 'gateway', second = 'index', third = 'log'] = chance.some(parts, 3);
  return StimulusFile.parse({
    id: `demo-s-${String(number).padStart(3, '0')}`,
    title: `${organisation}: ${system}`,
    certifications: [certification],
    organisation: `${organisation} ${demoMark}`,
    industry: chance.one(industries),
    facts: Array.from({ length: 4 + chance.below(4) }, (_, at) => ({
      n: at + 1,
      text: factOf(chance, system),
    })),
    exhibits: [
      diagram([first, second, third], chance.one(people)),
      ...(chance.share() < 0.5 ? [log(chance)] : []),
      ...(chance.share() < 0.4 ? [limits(chance)] : []),
    ],
    status: chance.weighed(demoStatuses),
    author: chance.one(authors),
    created: instantText(chance),
    reviewDue: '2027-06-01',
  });
}

function factOf(chance: Chance, system: string): string {
  const count = String(10 + chance.below(990));
  return chance.one([
    `The ${system} serves **${count}** people, most of them of the role ${chance.one(people)}, at nine offices.`,
    `Of ${count} calls a day some reach the ${chance.one(parts)} without ${chance.one(controls)}.`,
    `Since last spring ${chance.one(signs)}, and nobody has looked into it for ${count} hours.`,
    `The ${chance.one(parts)} holds ${count} records; ${chance.one(controls)} is planned and not built.`,
    `A test found ${chance.one(threats)} in ${count} of 1,000 conversations, all through the ${chance.one(parts)}.`,
  ]);
}

function diagram([first, second, third]: readonly [string, string, string], person: string) {
  return {
    id: 'flow',
    kind: 'diagram',
    title: 'Data flow',
    nodes: [
      { id: 'person', label: person, kind: 'actor' },
      { id: 'first', label: first, kind: 'process' },
      { id: 'second', label: second, kind: 'store' },
      { id: 'third', label: third, kind: 'model' },
    ],
    edges: [
      { id: 'e1', from: 'person', to: 'first', label: 'asks' },
      { id: 'e2', from: 'first', to: 'second', label: 'reads' },
      { id: 'e3', from: 'first', to: 'third' },
    ],
    boundaries: [{ id: 'b1', label: 'Own network', nodes: ['first', 'second'] }],
  };
}

function log(chance: Chance) {
  const lines = Array.from({ length: 6 }, (_, at) => {
    const [part, person] = [chance.one(parts), chance.one(people)].map((words) => words.replaceAll(' ', '_'));
    return `09:0${String(at)}:1${String(chance.below(10))} ${part ?? ''} caller=${person ?? ''} ms=${String(chance.below(900))}`;
  });
  return { id: 'log', kind: 'log', title: 'Gateway log', text: lines.join('\n') };
}

function limits(chance: Chance) {
  const rows = chance.some(parts, 4).map((part) => [part, String(chance.below(500)), chance.one(controls)]);
  return {
    id: 'limits',
    kind: 'table',
    title: 'Limits',
    columns: ['Part', 'Calls a minute', 'Control'],
    rows,
  };
}
