// @ts-check
// `npm run dev`: the API restarts and the pages reload when their files change.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { refuseOldNode } from './lib/node-version.mjs';
import { prepare } from './lib/prepare.mjs';
import { apiNodeOptions, pinnedNode, root, tool, toolEnvironment } from './lib/project.mjs';

const PAGES_PORT = 5173;
const bundle = join(root, '.cache', 'dev-api');

/** A whole build first: the pages need the client that is generated from the API's description. */
if (!refuseOldNode(process.versions.node) && (await prepare())) {
  const pages = `http://localhost:${PAGES_PORT}`;
  /** Pages come from Vite, which passes API calls on; so its address is the one that browsers see. */
  const env = { PUBLIC_URL: pages, ...toolEnvironment() };
  const children = [
    [tool('rolldown'), '-c', '--watch', '-d', bundle],
    [pinnedNode, '--watch', ...apiNodeOptions, join(bundle, 'main.js')],
    [tool('vite'), 'dev', 'apps/web', '--port', String(PAGES_PORT), '--strictPort'],
  ].map(([command = '', ...args]) =>
    spawn(command, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] }),
  );
  const end = () => children.forEach((child) => child.kill('SIGTERM'));
  // In a terminal the children hear Ctrl-C as well; we stay until all of them have ended.
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  children.forEach((child) => child.once('exit', end));
} else {
  process.exitCode = 1;
}
