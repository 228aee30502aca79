import { describe, expect, it } from 'vitest';
import { asIfApproved, bankStatistics, statisticsText } from '../src/index.ts';
import { bankWith, itemWith } from './samples.ts';

const ids = ['0002', '0003', '0004'].map((number) => `caisa-a1-${number}`);

/** Three items, of which the last is in review. */
function bankOfThree(fields: string) {
  const more = ids.map((id, at) => itemWith(at === 2 ? `${fields}\nstatus: in-review` : fields, id));
  const { bank, faults } = bankWith(...more);
  expect(faults).toEqual([]);
  return bank;
}

const rationale =
  '"Says at some length why this is so, which fact decides it, and what tempts a hurried reader in this place."';
const optionsWith = (key: string) => `options:
  - { id: a, text: "${key}", rationale: ${rationale} }
  - { id: b, text: "Log calls.", rationale: ${rationale}, error: over-reaction }
  - { id: c, text: "Cap calls.", rationale: ${rationale}, error: over-reaction }
  - { id: d, text: "Stop calls.", rationale: ${rationale}, error: over-reaction }`;

describe('statistics of a bank', () => {
  it('count what is given, and say what waits', () => {
    const bank = bankOfThree('tags: [S1, F2]');
    const [statistics] = bankStatistics(bank);

    expect(statistics).toMatchObject({ certification: 'CAISA', itemCount: 2, waitingCount: 1 });
    expect(statistics?.groups.find(({ name }) => name === 'Skill')?.counts).toContainEqual({
      name: 'S1',
      count: 2,
    });
    expect(statistics?.groups.find(({ name }) => name === 'Domain')?.counts).toEqual([
      { name: 'A1', count: 2 },
      { name: 'A2', count: 0 },
    ]);
    expect(statistics?.keyPositions).toEqual([2, 0, 0, 0]);
    expect(bankStatistics(asIfApproved(bank))[0]).toMatchObject({ itemCount: 3, waitingCount: 0 });
  });

  it('find a key that is the longest in each item, and not by its place among equals', () => {
    const [statistics] = bankStatistics(
      bankOfThree(optionsWith('Bind the token to the agent that asked for it.')),
    );
    const rate = (name: string) => statistics?.cues.rates.find((cue) => cue.name === name);

    expect(rate('Longest option')?.hitRate).toBe(1);
    expect(rate('Shortest option')?.hitRate).toBe(0);
    // No option of these has a figure: the rule names four of four.
    expect(rate('Most figures')?.hitRate).toBeCloseTo(0.25);
    expect(rate('Most figures')?.interval[0]).toBeLessThan(0.25);
    expect(rate('Most figures')?.interval[1]).toBeGreaterThan(0.25);
  });

  it('read as a page', () => {
    const text = statisticsText(bankStatistics(bankOfThree('tags: [S1, F2]')));

    expect(text).toContain('CAISA: 2 items, 1 more still written or reviewed');
    expect(text).toContain('Longest option');
  });
});
