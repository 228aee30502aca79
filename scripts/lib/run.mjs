// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { apiNodeOptions, pinnedNode, root, toolEnvironment } from './project.mjs';

/**
 * @typedef {object} Finished
 * @property {boolean} succeeded
 * @property {string} output standard output and error, in the order they came
 */

/** Children to end when we are told to stop. @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * Runs a tool to its end and keeps what it prints.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, show?: boolean, isBehind?: boolean }} [options]
 *   show: print at once instead of keeping; isBehind: only with what processor time others leave
 * @returns {Promise<Finished>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, [...args], {
      cwd: root,
      env: options.env ?? toolEnvironment(),
      stdio: options.show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    if (options.isBehind && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
    /** @type {Buffer[]} */
    const chunks = [];
    const keep = (/** @type {Buffer} */ chunk) => chunks.push(chunk);
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    const end = (/** @type {boolean} */ succeeded, /** @type {string} */ more) => {
      running.delete(child);
      resolve({ succeeded, output: Buffer.concat(chunks).toString('utf8') + more });
    };
    child.on('error', (error) => end(false, `${error.message}\n`));
    child.on('close', (code) => end(code === 0, ''));
    running.add(child);
  });
}

/**
 * Runs a program of ours on the pinned Node, at this terminal.
 *
 * @param {readonly string[]} args
 * @returns {number} its exit code
 */
export function runPinned(args) {
  const { status } = spawnSync(pinnedNode, args, { cwd: root, env: toolEnvironment(), stdio: 'inherit' });
  return status ?? 1;
}

/**
 * Runs a tool of the built API, with the settings of `.env` as the API itself has them.
 *
 * @param {string} file in dist/api
 * @param {readonly string[]} args
 * @returns {number} its exit code
 */
export function runApiTool(file, args) {
  return runPinned([...apiNodeOptions, join(root, 'dist', 'api', file), ...args]);
}

/** Ends every tool still running, so that Ctrl-C during a build leaves nothing behind. */
export function endRunningTools() {
  for (const child of running) child.kill('SIGTERM');
}

/** Ctrl-C and friends while installing, building or checking: end the tools, then ourselves. */
export function endToolsWithUs() {
  const end = (/** @type {NodeJS.Signals} */ signal) => {
    endRunningTools();
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.once(signal, end);
  return () => {
    for (const signal of signals) process.off(signal, end);
  };
}
