// @ts-check
// Holds each page to its size: the gzipped sum of what a first visit loads before the page can show.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/**
 * @typedef {{ file: string, imports?: string[], css?: string[], isEntry?: boolean }} Chunk
 * @typedef {{ page: string, js: number, css: number }} Budget
 */

const folder = process.argv[2] ?? 'dist/web';
const kilobyte = 1000;

/** Limits in kB of gzip, first visit. @type {Record<string, { js: number, css: number, pages: string[] }>} */
const budgets = {
  player: {
    js: 115,
    css: 12,
    pages: [
      'exam-sessions/pages/TakeExamPage',
      'exam-sessions/pages/OverviewPage',
      'exam-sessions/pages/FinishedPage',
    ],
  },
  candidate: {
    js: 105,
    css: 12,
    pages: [
      ...['start/pages/StartPage', 'start/pages/PrivacyPage', 'start/pages/AccessibilityPage'],
      ...['accounts/pages/SignInPage', 'accounts/pages/RegisterPage', 'accounts/pages/SecuritySettings'],
      ...['exams/pages/HomePage', 'exams/pages/ExamsPage', 'exams/pages/ExamStartPage'],
      ...['scoring/pages/OutcomePage', 'scoring/review/ReviewQuestionPage'],
    ],
  },
  bank: {
    js: 130,
    css: 14,
    pages: ['BankPage', 'BankItemPage', 'GalleryPage', 'StimuliPage', 'StimulusPage'].map(
      (page) => `item-bank/pages/${page}`,
    ),
  },
  editor: {
    js: 180,
    css: 16,
    pages: [
      ...['EditItemPage', 'NewItemPage', 'DraftsPage'].map((page) => `item-bank/editor/${page}`),
      ...['EditStimulusPage', 'StimulusReviewPage'].map((page) => `item-bank/scenarios/${page}`),
      ...['ExamRulesPage', 'ExamBlueprintPage'].map((page) => `exams/authoring/${page}`),
    ],
  },
  monitor: {
    js: 130,
    css: 14,
    pages: ['proctoring/pages/MonitorPage', 'proctoring/pages/MonitoredSessionPage'],
  },
};

/** @type {Record<string, Chunk>} */
const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'));
const entry = Object.keys(manifest).find((key) => manifest[key]?.isEntry === true);
if (entry === undefined) throw new Error(`${folder} holds no entry`);

/** @type {(file: string) => number} */
const sizeOf = (file) => gzipSync(readFileSync(join(folder, file))).length / kilobyte;

/** A chunk with everything it imports statically. @type {(key: string, seen?: Set<string>) => Set<string>} */
function closureOf(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const needed of manifest[key]?.imports ?? []) closureOf(needed, seen);
  return seen;
}

/** All pages but the player's stand in a frame of their own; those of the workspace have their own table. */
const frame = 'src/layouts/AppShell.vue';
const workspace = 'src/workspace-routes.ts';
/** @type {(group: string) => string[]} */
function around(group) {
  if (group === 'player') return [];
  return group === 'candidate' ? [frame] : [frame, workspace];
}

/** @type {(page: string, group: string) => { js: number, css: number }} */
function weigh(page, group) {
  const roots = [entry ?? '', `src/features/${page}.vue`, ...around(group)];
  const missing = roots.find((root) => manifest[root] === undefined);
  if (missing !== undefined) throw new Error(`The build holds no ${missing}`);
  const keys = new Set(roots.flatMap((root) => [...closureOf(root)]));
  const chunks = [...keys].flatMap((key) => manifest[key] ?? []);
  const sum = (/** @type {Iterable<string>} */ files) =>
    [...new Set(files)].reduce((total, file) => total + sizeOf(file), 0);
  return { js: sum(chunks.map(({ file }) => file)), css: sum(chunks.flatMap(({ css }) => css ?? [])) };
}

let isOver = false;
for (const [group, { js, css, pages }] of Object.entries(budgets)) {
  for (const page of pages) {
    const weight = weigh(page, group);
    const fits = weight.js <= js && weight.css <= css;
    isOver ||= !fits;
    const mark = fits ? 'ok  ' : 'OVER';
    console.log(
      `${mark} ${group.padEnd(10)} ${page.padEnd(38)} JS ${weight.js.toFixed(1)} of ${js} kB, CSS ${weight.css.toFixed(1)} of ${css} kB`,
    );
  }
}

/** What the player stores before an exam starts, as it travels. */
const mostStored = 600;
const worker = readFileSync(join(folder, 'service-worker.js'), 'utf8');
/** @type {string[]} */
const stored = JSON.parse(/storedFiles=(\[[^\]]*\])/.exec(worker)?.[1] ?? '[]');
const storedSize = stored.reduce((sum, file) => sum + sizeOf(file), 0);
const storedFits = stored.length > 0 && storedSize <= mostStored;
isOver ||= !storedFits;
console.log(
  `${storedFits ? 'ok  ' : 'OVER'} player     stored for use without network: ${stored.length} files, ${storedSize.toFixed(1)} of ${mostStored} kB`,
);
process.exitCode = isOver ? 1 : 0;
