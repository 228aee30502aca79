// @ts-check
// `npm run walk`: the browser walks alone, keeping pictures in tests/pictures for a person to look at;
// with `--all`, every route in every theme and width.
import { prepare } from './lib/prepare.mjs';
import { tool, toolEnvironment } from './lib/project.mjs';
import { endToolsWithUs, run } from './lib/run.mjs';

if (await prepare()) {
  endToolsWithUs();
  const args = process.argv.slice(2);
  const env = { ...toolEnvironment(), ATTEST_PICTURES: args.includes('--all') ? 'all' : 'some' };
  const filters = args.filter((argument) => argument !== '--all');
  const { succeeded } = await run(tool('vitest'), ['run', '--project', 'e2e', ...filters], {
    env,
    show: true,
  });
  if (!succeeded) process.exitCode = 1;
} else {
  process.exitCode = 1;
}
