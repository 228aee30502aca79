/**
 * A depth-first search for the items of a form: scenarios first (in or out, then which of their items),
 * then the items that stand alone, domain by domain. A branch ends as soon as a demand can no longer be
 * met. Every choice is tried both ways, so within its steps the search finds a form if one exists; chance
 * only decides what is tried first.
 */
import { shuffled } from '../draws.ts';
import type { Draw } from '../draws.ts';
import type { Entry, Problem } from './problem.ts';

export type Found =
  | { readonly kind: 'found'; readonly picked: readonly Entry[] }
  /** Every branch was tried. */
  | { readonly kind: 'impossible' }
  | { readonly kind: 'stopped' };

export function search(problem: Problem, draw: Draw, mostSteps: number): Found {
  const walk = new Walk(problem, draw, mostSteps);
  if (walk.visit(0)) return { kind: 'found', picked: [...walk.picked] };
  return { kind: walk.isOutOfSteps ? 'stopped' : 'impossible' };
}

/** How many entries from a position on could still serve a demand. */
interface Supply {
  readonly domains: readonly number[];
  readonly aloneInDomains: readonly number[];
  readonly levels: readonly number[];
  readonly scenario: number;
}

class Walk {
  readonly picked: Entry[] = [];
  isOutOfSteps = false;
  readonly #problem: Problem;
  readonly #draw: Draw;
  readonly #order: readonly Entry[];
  readonly #supply: readonly Supply[];
  readonly #ends: readonly number[];
  readonly #needed: number[];
  readonly #levels: number[];
  readonly #incidents = new Map<string, number>();
  #scenario = 0;
  #stepsLeft: number;

  constructor(problem: Problem, draw: Draw, mostSteps: number) {
    this.#problem = problem;
    this.#draw = draw;
    this.#stepsLeft = mostSteps;
    this.#order = orderOf(problem, draw);
    this.#supply = supplies(this.#order, problem);
    this.#ends = groupEnds(this.#order);
    this.#needed = problem.domains.map(({ needed }) => needed);
    this.#levels = problem.levelBounds.map(() => 0);
  }

  /** Decides from a position on that starts no scenario half-way. */
  visit(at: number): boolean {
    if (!this.#mayGoOn(at)) return false;
    if (this.picked.length === this.#problem.size) return this.#isComplete();
    const entry = this.#order[at];
    if (entry === undefined) return false;
    if (entry.group === null)
      return this.#eitherWay(
        this.#wish(entry, at),
        () => this.#take(entry, () => this.visit(at + 1)),
        () => this.visit(at + 1),
      );
    const end = this.#ends[at] ?? at + 1;
    return this.#eitherWay(
      this.#scenarioWish(at, end),
      () => this.#visitGroup(at, end, 0),
      () => this.visit(end),
    );
  }

  #visitGroup(at: number, end: number, taken: number): boolean {
    const { minTestletSize } = this.#problem;
    const least = Math.max(1, minTestletSize);
    if (taken + end - at < least) return false;
    if (at === end) return this.visit(end);
    if (!this.#mayGoOn(at)) return false;
    const entry = this.#order[at];
    if (entry === undefined) return false;
    const wish = (taken < least ? 1 : 0.75) * this.#fit(entry, at);
    return this.#eitherWay(
      wish,
      () => this.#take(entry, () => this.#visitGroup(at + 1, end, taken + 1)),
      () => this.#visitGroup(at + 1, end, taken),
    );
  }

  #eitherWay(wish: number, take: () => boolean, leave: () => boolean): boolean {
    const isTakenFirst = this.#draw(1000) < wish * 1000;
    return isTakenFirst ? take() || leave() : leave() || take();
  }

  #take(entry: Entry, goOn: () => boolean): boolean {
    if (!this.#mayTake(entry)) return false;
    this.#count(entry, 1);
    this.picked.push(entry);
    if (goOn()) return true;
    this.picked.pop();
    this.#count(entry, -1);
    return false;
  }

  #mayTake(entry: Entry): boolean {
    const bounds = this.#problem.levelBounds[entry.level];
    return (
      (this.#needed[entry.domain] ?? 0) > 0 &&
      (this.#levels[entry.level] ?? 0) < (bounds?.max ?? 0) &&
      (entry.group === null || this.#scenario < this.#problem.scenarioBounds.max) &&
      entry.incidents.every((id) => (this.#incidents.get(id) ?? 0) < this.#problem.maxPerIncident) &&
      (entry.enemies.size === 0 || !this.picked.some(({ id }) => entry.enemies.has(id)))
    );
  }

  #count(entry: Entry, by: 1 | -1): void {
    this.#needed[entry.domain] = (this.#needed[entry.domain] ?? 0) - by;
    this.#levels[entry.level] = (this.#levels[entry.level] ?? 0) + by;
    if (entry.group !== null) this.#scenario += by;
    for (const id of entry.incidents) this.#incidents.set(id, (this.#incidents.get(id) ?? 0) + by);
  }

  /** Whether what is left could still meet each demand taken alone. */
  #mayGoOn(at: number): boolean {
    this.#stepsLeft -= 1;
    if (this.#stepsLeft < 0) this.isOutOfSteps = true;
    const supply = this.#supply[at];
    if (this.isOutOfSteps || supply === undefined) return false;
    const { size, levelBounds, scenarioBounds } = this.#problem;
    const left = size - this.picked.length;
    if (this.#scenario + Math.min(left, supply.scenario) < scenarioBounds.min) return false;
    // Plain loops: this runs at every step, and most of a search is spent here.
    for (let domain = 0; domain < this.#needed.length; domain += 1)
      if ((this.#needed[domain] ?? 0) > (supply.domains[domain] ?? 0)) return false;
    let room = 0;
    for (let level = 0; level < levelBounds.length; level += 1) {
      const bounds = levelBounds[level] ?? none;
      const held = this.#levels[level] ?? 0;
      const available = supply.levels[level] ?? 0;
      if (held + Math.min(left, available) < bounds.min) return false;
      room += Math.min(bounds.max - held, available);
    }
    return room >= left;
  }

  #isComplete(): boolean {
    const { levelBounds, scenarioBounds, meanDifficulty } = this.#problem;
    const areLevelsMet = levelBounds.every(({ min }, level) => (this.#levels[level] ?? 0) >= min);
    const isMeanMet = meanDifficulty === null || isWithin(meanDifficultyOf(this.picked), meanDifficulty);
    return areLevelsMet && isMeanMet && this.#scenario >= scenarioBounds.min;
  }

  /** Chance that an item is tried first as in: what its domain or level still needs of what they still offer. */
  #wish(entry: Entry, at: number): number {
    const supply = this.#supply[at];
    const levelNeeded = (this.#problem.levelBounds[entry.level]?.min ?? 0) - (this.#levels[entry.level] ?? 0);
    return Math.max(
      share(this.#needed[entry.domain], supply?.domains[entry.domain]),
      share(levelNeeded, supply?.levels[entry.level]),
    );
  }

  /** The same for a scenario: as long as the share is not met, or its domains cannot do without. */
  #scenarioWish(at: number, end: number): number {
    const supply = this.#supply[at];
    const lacking = share(this.#problem.scenarioBounds.min - this.#scenario, supply?.scenario);
    let isNeeded = false;
    let fit = 0;
    for (let member = at; member < end; member += 1) {
      const entry = this.#order[member];
      if (entry === undefined) continue;
      isNeeded ||= (this.#needed[entry.domain] ?? 0) > (supply?.aloneInDomains[entry.domain] ?? 0);
      fit += this.#fit(entry, at);
    }
    return (Math.max(lacking, isNeeded ? 0.5 : 0.05) * fit) / (end - at);
  }

  /**
   * Less than 1 for an entry whose level is not the scarce one, where one level is clearly scarcer than
   * items are altogether. Choosing by level too early only costs room for the other demands.
   */
  #fit(entry: Entry, at: number): number {
    let most = 0;
    for (let level = 0; level < this.#levels.length; level += 1)
      most = Math.max(most, this.#scarcity(level, at));
    const overall = share(this.#problem.size - this.picked.length, this.#order.length - at);
    return most > clearlyScarcer * overall ? 0.4 + 0.6 * (this.#scarcity(entry.level, at) / most) : 1;
  }

  #scarcity(level: number, at: number): number {
    const { min } = this.#problem.levelBounds[level] ?? none;
    return share(min - (this.#levels[level] ?? 0), this.#supply[at]?.levels[level]);
  }
}

const none = { min: 0, max: 0 };
const clearlyScarcer = 1.3;
const meanEpsilon = 1e-9;

export function isWithin(
  value: number,
  { min, max }: { readonly min: number; readonly max: number },
): boolean {
  return value >= min - meanEpsilon && value <= max + meanEpsilon;
}

export function meanDifficultyOf(entries: readonly Pick<Entry, 'difficulty'>[]): number {
  return entries.reduce((sum, { difficulty }) => sum + difficulty, 0) / Math.max(1, entries.length);
}

function share(needed = 0, available = 0): number {
  return available > 0 ? Math.max(0, needed) / available : 0;
}

function orderOf({ entries, domains }: Problem, draw: Draw): Entry[] {
  const groups = new Map<number, Entry[]>();
  const alone = domains.map((): Entry[] => []);
  for (const entry of entries) {
    if (entry.group === null) alone[entry.domain]?.push(entry);
    else if (!groups.has(entry.group)) groups.set(entry.group, [entry]);
    else groups.get(entry.group)?.push(entry);
  }
  const mixed = (blocks: readonly Entry[][]) =>
    shuffled(blocks, draw).flatMap((block) => shuffled(block, draw));
  return [...mixed([...groups.values()]), ...mixed(alone)];
}

/** For each position the supply from there to the end; one more for the end itself. */
function supplies(order: readonly Entry[], { domains, levelBounds }: Problem): Supply[] {
  const nothing: Supply = {
    domains: domains.map(() => 0),
    aloneInDomains: domains.map(() => 0),
    levels: levelBounds.map(() => 0),
    scenario: 0,
  };
  const built = [nothing];
  for (const entry of order.toReversed()) {
    const last = built.at(-1) ?? nothing;
    const isAlone = entry.group === null;
    built.push({
      domains: oneMore(last.domains, entry.domain),
      aloneInDomains: isAlone ? oneMore(last.aloneInDomains, entry.domain) : last.aloneInDomains,
      levels: oneMore(last.levels, entry.level),
      scenario: last.scenario + (isAlone ? 0 : 1),
    });
  }
  return built.toReversed();
}

function oneMore(counts: readonly number[], at: number): number[] {
  return counts.map((count, index) => (index === at ? count + 1 : count));
}

/** For each position the first position after its scenario. */
function groupEnds(order: readonly Entry[]): number[] {
  const ends: number[] = [];
  for (let at = order.length - 1; at >= 0; at -= 1) {
    const isLast = order[at + 1]?.group !== order[at]?.group;
    ends[at] = isLast ? at + 1 : (ends[at + 1] ?? at + 1);
  }
  return ends;
}
