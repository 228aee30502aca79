// @ts-check
// `npm run admin -- <command>`: hands the command to the API's own tool.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { prepare } from './lib/prepare.mjs';
import { apiNodeOptions, pinnedNode, root, toolEnvironment } from './lib/project.mjs';

if (await prepare()) {
  const args = [...apiNodeOptions, join(root, 'dist', 'api', 'admin.js'), ...process.argv.slice(2)];
  const { status } = spawnSync(pinnedNode, args, { cwd: root, env: toolEnvironment(), stdio: 'inherit' });
  process.exitCode = status ?? 1;
} else {
  process.exitCode = 1;
}
