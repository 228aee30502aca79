// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { LaunchFault } from './launch-fault.mjs';
import { withProgress } from './progress.mjs';
import { pinnedNode, root, tool } from './project.mjs';
import { run } from './run.mjs';

const built = join(root, 'dist');
/** Beside `dist` and as deep, so that the relative paths inside source maps stay right after the move. */
const building = join(root, '.building');
const replaced = join(root, '.building-replaced');
const description = join(root, 'openapi.json');
const generatedClient = join(root, 'apps', 'web', 'src', 'shared', 'api', 'generated');
const stamp = join(built, '.attest-build');

const SOURCES = ['apps', 'libs', 'migrations'];
const SOURCE_FILES = ['package-lock.json', 'tsconfig.json', 'rolldown.config.ts', 'scripts/lib/build.mjs'];
const NOT_SOURCES = /(?:^|[\\/])(?:node_modules|generated|\.[^\\/]+)$|\.test\.ts$|\.md$/;

/** Builds API, API description, client and pages, unless they are of the present sources. */
export async function buildIfNeeded() {
  const wanted = hashOfSources();
  if (isBuiltFrom(wanted)) return;
  rmSync(building, { recursive: true, force: true });
  mkdirSync(building);
  await buildApi();
  await withStep('Building the pages', tool('vite'), [
    'build',
    'apps/web',
    '--outDir',
    join(building, 'web'),
    '--emptyOutDir',
    '--logLevel',
    'warn',
  ]);
  writeFileSync(join(building, '.attest-build'), wanted);
  putInPlace();
}

/** The API, its description and the client made from that description: what the type checker needs. */
async function buildApi() {
  await withStep('Building the API', tool('rolldown'), ['-c', '-d', join(building, 'api')]);
  const described = await withStep('Describing the API', pinnedNode, [join(building, 'api', 'openapi.js')]);
  replaceFile(description, described);
  await withStep('Generating the client', tool('openapi-ts'), [
    '-f',
    'apps/web/openapi-ts.config.ts',
    '--silent',
  ]);
}

/**
 * @param {string} label
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<string>} what it printed
 */
async function withStep(label, command, args) {
  const { succeeded, output } = await withProgress(label, () => run(command, args));
  if (!succeeded) throw new LaunchFault(`${label} failed; see its output above.`, output);
  return output;
}

/** The finished folder takes the place of the old one in two renames; a kill between them only costs a build. */
function putInPlace() {
  rmSync(replaced, { recursive: true, force: true });
  if (existsSync(built)) renameSync(built, replaced);
  renameSync(building, built);
  rmSync(replaced, { recursive: true, force: true });
}

/**
 * @param {string} file
 * @param {string} text
 */
function replaceFile(file, text) {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

/** @param {string} wanted */
function isBuiltFrom(wanted) {
  const outputs = [
    join(built, 'api', 'main.js'),
    join(built, 'web', 'index.html'),
    description,
    generatedClient,
  ];
  return (
    outputs.every((output) => existsSync(output)) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === wanted
  );
}

/** Contents, not times: a fresh clone, a copy or a changed branch must not fool it. */
function hashOfSources() {
  const hash = createHash('sha256');
  const files = [
    ...SOURCE_FILES.map((file) => join(root, file)),
    ...SOURCES.flatMap((folder) => filesBelow(join(root, folder))),
  ];
  for (const file of files.filter((path) => existsSync(path)).sort()) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (NOT_SOURCES.test(path)) return [];
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
}
