/**
 * How often a learner that sees nothing but the surface of options finds the key. A conditional logit (McFadden
 * 1974): an option is chosen with a chance that grows with the weighed sum of its marks, set against those of the
 * other options. The weights are learnt on nine tenths of the items and tried on the rest, ten times; the items of
 * a scenario stay together.
 */
import type { OfferedSet } from './offered-sets.ts';
import { marksOf, type OptionMarks } from './option-marks.ts';

/** What the learner is told of one item: a row of features for each option. */
interface Sample {
  readonly rows: readonly (readonly number[])[];
  readonly key: number;
}

const folds = 10;
const rounds = 200;
const step = 0.3;
/** Keeps weights small where little is known. */
const ridge = 0.02;

/** @returns share of items whose key was found, 0..1; 0 for none */
export function baselineAccuracy(sets: readonly OfferedSet[]): number {
  const groups = [...new Set(sets.map(({ group }) => group))].toSorted();
  const foldOf = new Map(groups.map((group, at) => [group, at % folds]));
  const samples = sets.map(({ texts, key, group }) => ({
    rows: featuresOf(texts),
    key,
    fold: foldOf.get(group),
  }));
  let found = 0;
  for (let fold = 0; fold < folds; fold += 1) {
    const weights = learn(samples.filter((sample) => sample.fold !== fold));
    for (const { rows, key } of samples.filter((sample) => sample.fold === fold))
      if (bestOf(rows, weights) === key) found += 1;
  }
  return sets.length === 0 ? 0 : found / sets.length;
}

function featuresOf(texts: readonly string[]): number[][] {
  const marks = marksOf(texts);
  const standard = (of: (mark: OptionMarks) => number) => standardised(marks.map(of));
  const columns = [
    standard(({ length }) => length),
    rankColumn(marks, (mark) => mark.length, Math.max),
    rankColumn(marks, (mark) => mark.length, Math.min),
    standard(({ hedges }) => hedges),
    standard(({ absolutes }) => absolutes),
    standard(({ centrality }) => centrality),
    standard(({ sharedStarts }) => sharedStarts),
    standard(({ listed }) => listed),
    standard(({ digits }) => digits),
    texts.map((_, at) => (at === 0 ? 1 : 0)),
    texts.map((_, at) => (at === texts.length - 1 ? 1 : 0)),
  ];
  return texts.map((_, at) => columns.map((column) => column[at] ?? 0));
}

/** 1 for the one option that holds the extreme value, 0 for the others and for a tie. */
function rankColumn(
  marks: readonly OptionMarks[],
  of: (mark: OptionMarks) => number,
  extreme: typeof Math.max,
): number[] {
  const values = marks.map(of);
  const most = extreme(...values);
  const isAlone = values.filter((value) => value === most).length === 1;
  return values.map((value) => (isAlone && value === most ? 1 : 0));
}

function standardised(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return values.map((value) => (deviation === 0 ? 0 : (value - mean) / deviation));
}

/** Gradient ascent on the penalised likelihood. */
function learn(samples: readonly Sample[]): number[] {
  const width = samples[0]?.rows[0]?.length ?? 0;
  const weights = Array.from({ length: width }, () => 0);
  for (let round = 0; round < rounds; round += 1) {
    const slope = weights.map((weight) => -ridge * weight);
    for (const { rows, key } of samples) {
      const chances = chancesOf(rows, weights);
      rows.forEach((row, at) => {
        const miss = ((at === key ? 1 : 0) - (chances[at] ?? 0)) / samples.length;
        row.forEach((value, feature) => (slope[feature] = (slope[feature] ?? 0) + miss * value));
      });
    }
    slope.forEach((value, feature) => (weights[feature] = (weights[feature] ?? 0) + step * value));
  }
  return weights;
}

function chancesOf(rows: Sample['rows'], weights: readonly number[]): number[] {
  const raised = rows.map((row) => Math.exp(scoreOf(row, weights)));
  const whole = raised.reduce((sum, value) => sum + value, 0);
  return raised.map((value) => value / whole);
}

function bestOf(rows: Sample['rows'], weights: readonly number[]): number {
  const scores = rows.map((row) => scoreOf(row, weights));
  return scores.indexOf(Math.max(...scores));
}

function scoreOf(row: readonly number[], weights: readonly number[]): number {
  return row.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0);
}
