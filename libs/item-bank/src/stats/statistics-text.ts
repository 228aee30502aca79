import type { BankStatistics, CountedGroup } from './bank-statistics.ts';

const chance = 0.25;
/** Of names that are found rather than given. */
const mostListed = 12;

/** Statistics of banks for people, one section a certification. */
export function statisticsText(all: readonly BankStatistics[]): string {
  return all.map(sectionOf).join('\n');
}

function sectionOf(statistics: BankStatistics): string {
  const { certification, itemCount, waitingCount, meanDifficulty, scenarios, groups } = statistics;
  const { keyPositions, lengths, cues, baseline } = statistics;
  const waiting = waitingCount === 0 ? '' : `, ${waitingCount} more still written or reviewed`;
  return [
    `${certification}: ${itemCount} items${waiting}`,
    `  ${scenarios.items} of them in ${scenarios.count} scenarios · mean expected difficulty ${meanDifficulty.toFixed(2)}`,
    '',
    ...groups.flatMap((group) => groupLines(group, itemCount)),
    `  Key positions, four options: ${keyPositions.join(' · ')}`,
    ...lengths.map(
      ({ name, least, median, most }) =>
        `  Words, ${name.toLowerCase()}: ${least} to ${most}, median ${median}`,
    ),
    '',
    `  What finds the key of ${cues.itemCount} items with four options (chance ${percent(chance)})`,
    ...cues.rates.map(({ name, hitRate, interval: [low, high] }) => {
      return `    ${name.padEnd(28)} ${percent(hitRate).padStart(5)}  (${percent(low)} to ${percent(high)})`;
    }),
    `    ${'Learner of check 31'.padEnd(28)} ${percent(baseline).padStart(5)}`,
    '',
  ].join('\n');
}

function groupLines({ name, names, counts }: CountedGroup, whole: number): string[] {
  const shown = names === 'given' ? counts : counts.slice(0, mostListed);
  const rest = counts.length - shown.length;
  const entries = shown.map(
    (entry) => `${entry.name} ${entry.count} (${percent(entry.count / Math.max(1, whole))})`,
  );
  return [`  ${name}`, `    ${[...entries, ...(rest > 0 ? [`and ${rest} more`] : [])].join(' · ')}`];
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
