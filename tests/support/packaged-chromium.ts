import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const PACKAGE = '@sparticuz/chromium';
const CACHE = fileURLToPath(new URL('../../.cache', import.meta.url));

/**
 * The browser of the npm package, made for servers without any: the package also brings the shared
 * libraries and fonts that a desktop would have. It is unpacked once a version.
 *
 * @returns null where the package has no browser for this machine
 */
export function packagedChromium() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const folder = unpacked();
  const executablePath = join(folder, 'chromium');
  const env = {
    LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']]
      .filter(Boolean)
      .join(':'),
    FONTCONFIG_FILE: join(folder, 'fonts.conf'),
  };
  // Fails here, with its reason, where the C library of the system is too old for it.
  execFileSync(executablePath, ['--version'], { env: { ...process.env, ...env }, stdio: 'pipe' });
  return { executablePath, env };
}

function unpacked(): string {
  const entry = createRequire(import.meta.url).resolve(PACKAGE);
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(dirname(entry), '..', 'package.json'), 'utf8')));
  const folder = join(CACHE, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${String(process.pid)}`;
  mkdirSync(unfinished, { recursive: true });
  try {
    unpackInto(unfinished, entry);
    writeFileSync(join(unfinished, 'fonts.conf'), fontConfiguration(folder));
    putInPlace(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return folder;
}

/** Test files run side by side: whoever unpacks the same version later uses what is there. */
function putInPlace(unfinished: string, folder: string): void {
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}

/**
 * The package unpacks into the temporary folder of its process, and its libraries only where it believes
 * to run as a cloud function; a process of its own can be told both.
 */
function unpackInto(folder: string, entry: string): void {
  execFileSync(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `await (await import(${JSON.stringify(entry)})).default.executablePath()`,
    ],
    { env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' }, stdio: 'pipe' },
  );
}

/** Fonts of the system if it has any, else those of the package, wherever this project lies. */
function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>${join(folder, 'fonts')}</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`;
}
