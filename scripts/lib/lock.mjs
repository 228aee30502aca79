// @ts-check
import { createHash } from 'node:crypto';
import { unlinkSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LaunchFault } from './launch-fault.mjs';
import { root } from './project.mjs';

/**
 * One installation or build at a time in one folder.
 *
 * The lock is a listening socket: the system closes it with its process, however that ends, so a lock
 * can never be left behind by a killed launcher, and process numbers used twice cannot mislead it.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(work) {
  const release = await take();
  try {
    return await work();
  } finally {
    await release();
  }
}

const name = `attest-${createHash('sha256').update(root).digest('hex').slice(0, 16)}`;
const address = process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);

/** @returns {Promise<() => Promise<void>>} */
async function take() {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const server = await listen();
    if (server) return () => new Promise((resolve) => server.close(() => resolve()));
    const holder = await askHolder();
    if (holder !== null) {
      throw new LaunchFault(
        `Another launcher (process ${holder}) is installing or building in this folder: wait until it is done, then start again.`,
      );
    }
    removeDeadSocket();
  }
  throw new LaunchFault(`The lock ${address} cannot be taken: remove that file and start again.`);
}

/** @returns {Promise<import('node:net').Server | null>} null when the address is taken */
function listen() {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.end(String(process.pid)));
    server.on('error', (/** @type {NodeJS.ErrnoException} */ error) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    );
    server.listen(address, () => resolve(server.unref()));
  });
}

/** @returns {Promise<string | null>} process number of the living holder */
function askHolder() {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(address);
    socket.setEncoding('utf8');
    socket.on('data', (text) => (answer += text));
    socket.on('error', () => resolve(null));
    socket.on('close', (failed) => resolve(failed ? null : answer));
  });
}

function removeDeadSocket() {
  try {
    unlinkSync(address);
  } catch {
    // Its holder removed it meanwhile: the next attempt tells.
  }
}
