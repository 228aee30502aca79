// @ts-check
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve, sep } from 'node:path';
import { LaunchFault } from './launch-fault.mjs';
import { withProgress } from './progress.mjs';
import { pinnedNode, root } from './project.mjs';
import { run } from './run.mjs';

const lockFile = join(root, 'package-lock.json');
const packages = join(root, 'node_modules');
const stamp = join(packages, '.attest-install');

/** Whether the last installation was of exactly the lock file's packages. */
export function isInstalled() {
  return existsSync(pinnedNode) && readIfThere(stamp) === hashOfLockFile();
}

/** Installs the packages of the lock file, unless exactly they are installed. */
export async function installIfNeeded() {
  if (isInstalled()) return;
  const wanted = hashOfLockFile();
  if (existsSync(pinnedNode) && isInstalledByHand()) return writeFileSync(stamp, wanted);
  rmSync(stamp, { force: true });
  const installed = await withProgress('Installing packages', runNpm);
  if (!installed.succeeded)
    throw new LaunchFault(
      'The packages could not be installed; see the output of npm above.',
      installed.output,
    );
  if (!existsSync(pinnedNode)) {
    throw new LaunchFault(
      'npm did not run the install scripts this project allows: remove "ignore-scripts" from your npm configuration and start again.',
    );
  }
  writeFileSync(stamp, wanted);
}

function hashOfLockFile() {
  return createHash('sha256').update(readFileSync(lockFile)).digest('hex');
}

/**
 * npm writes its hidden lock file as the last act of an installation; when it agrees with the lock file
 * of the project, somebody ran `npm ci` or `npm install` and there is nothing left to do.
 */
function isInstalledByHand() {
  const hidden = readIfThere(join(packages, '.package-lock.json'));
  if (hidden === null) return false;
  const present = packagesOf(hidden);
  const wanted = packagesOf(readFileSync(lockFile, 'utf8'));
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) return true;
    const there = present[path];
    return there ? there.version === entry.version : entry.optional === true || entry.devOptional === true;
  });
}

/**
 * @param {string} text of a lock file
 * @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }>}
 */
function packagesOf(text) {
  return JSON.parse(text).packages ?? {};
}

/**
 * `npm ci` replaces node_modules and with it the pinned Node, so it must run on the Node of the machine
 * even when we ourselves were started by the pinned one.
 */
function runNpm() {
  const path = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => !resolve(folder).startsWith(packages + sep));
  const node = process.execPath.startsWith(packages + sep)
    ? (firstNodeIn(path) ?? process.execPath)
    : process.execPath;
  const env = { ...process.env, PATH: [dirname(node), ...path].join(delimiter) };
  const npm = process.env['npm_execpath'];
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
  return npm ? run(node, [npm, ...args], { env }) : run('npm', args, { env });
}

/** @param {readonly string[]} folders */
function firstNodeIn(folders) {
  return folders.map((folder) => join(folder, 'node')).find(mayRun);
}

/** @param {string} file */
function mayRun(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {string} file
 * @returns {string | null}
 */
function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}
