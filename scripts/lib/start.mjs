// @ts-check
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { endWithParent } from './orphan.mjs';
import { prepare } from './prepare.mjs';
import { apiNodeOptions, pinnedNode, root, toolEnvironment } from './project.mjs';

/** Prepares, then runs the API until it ends, and ends with its exit code. */
export async function start() {
  endWithParent();
  process.exitCode = (await prepare()) ? await runApi() : 1;
}

/**
 * The API gets a process group of its own: Ctrl-C in a terminal reaches every process of the group, and
 * the API must hear it once, from us, whoever was told to stop.
 *
 * @returns {Promise<number>} exit code
 */
function runApi() {
  return new Promise((resolve) => {
    const api = spawn(pinnedNode, [...apiNodeOptions, join(root, 'dist', 'api', 'main.js')], {
      cwd: root,
      env: toolEnvironment(),
      // The channel carries nothing: it closes with us, however we end, and the API ends when it does.
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      detached: process.platform !== 'win32',
    });
    let isTold = false;
    for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
      process.on(signal, () => {
        if (!isTold) api.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
        isTold = true;
      });
    }
    api.on('error', (error) => {
      console.error(`The API could not be started: ${error.message}.`);
      resolve(1);
    });
    api.on('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}
