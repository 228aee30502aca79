import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import axe, { type RunOnly, type RunOptions } from 'axe-core';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { packagedChromium } from './packaged-chromium.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const SYSTEM_BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}

interface Candidate {
  readonly executablePath: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Starts a browser with an empty profile: `CHROMIUM_PATH`, one of the system, the one that came with
 * npm, or on Debian as root one that is installed now.
 */
export async function launchBrowser(): Promise<Browser> {
  const wanted = process.env['CHROMIUM_PATH'];
  if (wanted !== undefined && wanted !== '') return launch({ executablePath: wanted });
  const faults: unknown[] = [];
  for (const find of [systemBrowser, packagedChromium, installedNow]) {
    try {
      const candidate = find();
      if (candidate) return await launch(candidate);
    } catch (error) {
      faults.push(error);
    }
  }
  throw new AggregateError(faults, 'No Chromium could be started: install one, or name it in CHROMIUM_PATH.');
}

function launch({ executablePath, env }: Candidate): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: FLAGS,
    ...(env && { env: { ...process.env, ...env } }),
  });
}

function systemBrowser(): Candidate | null {
  const executablePath = SYSTEM_BROWSERS.find((path) => existsSync(path));
  return executablePath === undefined ? null : { executablePath };
}

/** The last resort: the libraries of this system do not fit the browser of the package. */
function installedNow(): Candidate | null {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null;
  const options = { stdio: 'pipe', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  execFileSync('apt-get', ['update'], options);
  execFileSync('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium'], options);
  return systemBrowser();
}

export const WIDTHS = {
  wide: { width: 1440, height: 900 },
  tablet: { width: 768, height: 1024 },
  narrow: { width: 390, height: 844 },
  narrowest: { width: 320, height: 640 },
} as const;

export interface Look {
  readonly theme?: 'light' | 'dark';
  readonly width?: keyof typeof WIDTHS;
  /** As the system asks for: more contrast, or a few colours of its own. */
  readonly colours?: 'as-designed' | 'more-contrast' | 'forced';
  readonly hasTouch?: boolean;
}

/** What a fresh browser window needs to know; times are shown in UTC, so that pictures agree. */
export function contextOptions(baseURL: string, look: Look = {}): BrowserContextOptions {
  return {
    baseURL,
    colorScheme: look.theme ?? 'light',
    viewport: WIDTHS[look.width ?? 'wide'],
    hasTouch: look.hasTouch ?? false,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
  };
}

export type ChangedLook = Required<Pick<Look, 'theme' | 'width'>> & Pick<Look, 'colours'>;

/** Another theme and width for a page that is open, as when its window is resized. */
export async function changeLook(
  page: Page,
  { theme, width, colours = 'as-designed' }: ChangedLook,
): Promise<void> {
  await page.emulateMedia({
    colorScheme: theme,
    reducedMotion: 'reduce',
    contrast: colours === 'more-contrast' ? 'more' : 'no-preference',
    forcedColors: colours === 'forced' ? 'active' : 'none',
  });
  await page.setViewportSize(WIDTHS[width]);
  // Scripts that follow the width have drawn the page anew by the second frame.
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
}

const EVERYTHING: RunOnly = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};

/** What another theme of the same page can change. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

const ASKED: Readonly<Record<AskedOfAxe, RunOptions>> = {
  everything: { runOnly: EVERYTHING },
  colours: { runOnly: { type: 'rule', values: COLOURS } },
  'all but colours': {
    runOnly: EVERYTHING,
    rules: Object.fromEntries(COLOURS.map((rule) => [rule, { enabled: false }])),
  },
};

export type AskedOfAxe = 'everything' | 'colours' | 'all but colours';

/** Accessibility faults of the page as it is now, one line each; empty when axe finds none. */
export async function accessibilityFaults(page: Page, asked: AskedOfAxe): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const violations = await page.evaluate(async (options) => {
    const results = await window.axe.run(document, { ...options, resultTypes: ['violations'] });
    return results.violations;
  }, ASKED[asked]);
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
}

const PICTURES = fileURLToPath(new URL('../pictures', import.meta.url));

/** `npm run walk -- --all`: every route in every theme and width, not only the most telling ones. */
export const isWholeWalk = process.env['ATTEST_PICTURES'] === 'all';

/** During `npm run walk`, keeps a picture of the whole page for a person to look at. */
export async function takePicture(page: Page, name: string): Promise<void> {
  if (process.env['ATTEST_PICTURES'] === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true, animations: 'disabled' });
}
