import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { query } from '../../support/database.ts';
import { expectHeading, goToChoice, pressByKeyboard, turnPage, useBrowserWalk } from '../browser-walk.ts';
import {
  arrivalFaults,
  listen,
  quickArrowFaults,
  reachFaults,
  returnFaults,
  signInEndFaults,
} from './act-faults.ts';
import { faultsOf, type PageRule } from './page-rules.ts';

const walk = useBrowserWalk();

/** A running exam at a question with a choice and a scenario. */
async function inAnExam(): Promise<Page> {
  const { candidate, session } = await walk.attest.given.bookedSession();
  const page = await walk.open({}, candidate);
  await page.goto(`/sit/${session.id}`);
  await page.getByRole('button', { name: 'Start exam' }).click();
  await expectHeading(page, /Question 1/);
  await goToChoice(page);
  await page.keyboard.press('b');
  await page.locator('.chosen').first().waitFor();
  return page;
}

/** By a sheet of its own, as the content security policy lets no element bring styles. */
const style = (css: string) => (page: Page) =>
  page.evaluate((added) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(added);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }, css);
const html =
  (markup: string, css = '') =>
  async (page: Page) => {
    await style(css)(page);
    await page.evaluate((added) => {
      document.querySelector('#content')?.insertAdjacentHTML('beforeend', added);
    }, markup);
  };

/** Each breaks one rule, and the rule has to notice. Styles go by `!important`, as a careless change would win. */
const planted: readonly (readonly [PageRule, string, (page: Page) => Promise<void>])[] = [
  [
    'A1',
    'pale text',
    html('<p class="planted">Hard to read</p>', '.planted { color: #ccc; background: #fff }'),
  ],
  ['A3', 'a radio made of a box', html('<div role="radio" aria-checked="false" tabindex="0">Often</div>')],
  [
    'A4',
    'no ring around the focus',
    style(':focus-visible, :has(> :focus-visible) { outline: none !important }'),
  ],
  ['A4', 'a pale ring', style(':focus-visible { outline-color: #ddd !important }')],
  [
    'A4',
    'a bar over everything',
    style('body::after { content: ""; position: fixed; inset: 0; z-index: 99; background: #fff8 }'),
  ],
  [
    'A4',
    'a radio in the grey of the browser',
    html('<label><input type="radio" class="planted"> Often</label>', '.planted { appearance: auto }'),
  ],
  [
    'A4',
    'states told by colour alone',
    async (page) => {
      await turnPage(page, 'n');
      await style('.question-number { border: 1px solid !important; font-weight: 400 !important }')(page);
    },
  ],
  [
    'A5',
    'a line that does not wrap',
    html(`<p class="planted">${'word '.repeat(600)}</p>`, '.planted { white-space: nowrap }'),
  ],
  [
    'A5',
    'a scroller without a name',
    html(
      '<div class="planted"><p>wide</p></div>',
      '.planted { overflow-x: auto; inline-size: 100px } .planted p { inline-size: 400px }',
    ),
  ],
  [
    'A5',
    'a box too small for wider spacing',
    html(
      '<p class="planted">nine letters</p>',
      '.planted { overflow: hidden; white-space: nowrap; inline-size: 5.5em; font-size: 1rem }',
    ),
  ],
  [
    'A6',
    'a button of 16 px',
    html(
      '<button class="planted">i</button>',
      '.planted { inline-size: 16px; block-size: 16px; padding: 0 }',
    ),
  ],
  [
    'A6',
    'a low answer',
    style(
      'main label:has(input) { min-block-size: 0 !important; padding-block: 0 !important; block-size: 30px }',
    ),
  ],
  ['A7', 'a second live region', html('<p role="status">Ready</p>')],
  [
    'A7',
    'an announced clock',
    (page) => page.locator('[role=timer]').evaluate((clock) => clock.setAttribute('aria-live', 'polite')),
  ],
  ['A10', 'a second main heading', html('<h1>And this</h1>')],
  ['A10', 'a title that says nothing', (page) => page.evaluate(() => void (document.title = 'Attest'))],
  [
    'A10',
    'an error without words',
    html('<input type="password" id="p" aria-invalid="true" aria-label="Password">'),
  ],
  [
    'A11',
    'a drawing without a text',
    html('<svg role="img" aria-label="Flow"><text>Vector index</text></svg>'),
  ],
  [
    'A12',
    'something that moves',
    (page) =>
      page.evaluate(() => {
        document.querySelector('h1')?.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 60_000 });
      }),
  ],
  [
    'A12',
    'no outline around the current question',
    style('[aria-current=step] { outline: none !important }'),
  ],
  [
    'A12',
    'a pressed button like the others',
    html(
      '<button type="button" class="planted" aria-pressed="true">Pressed</button>',
      '.planted { outline: none !important }',
    ),
  ],
  [
    'A12',
    'a chosen option like the others',
    style('.mark { forced-color-adjust: none !important; background: Canvas !important }'),
  ],
  [
    'A13',
    'a place that counts from the left',
    html(
      '<div class="planted"><p>beside</p></div>',
      '.planted { overflow: hidden } .planted p { position: relative; left: -50px }',
    ),
  ],
];

describe('the rules of accessibility', () => {
  it.each([...new Set(planted.map(([rule]) => rule))])(
    '%s holds in the player and notices when it is broken',
    async (rule) => {
      const page = await inAnExam();
      expect(await faultsOf(page, rule)).toEqual([]);
      for (const [, what, plant] of planted.filter(([broken]) => broken === rule)) {
        await page.reload();
        await page.getByRole('button', { name: 'Continue here' }).click();
        await expectHeading(page, /Question/);
        await goToChoice(page);
        await plant(page);
        expect(await faultsOf(page, rule), what).not.toEqual([]);
      }
    },
  );

  it('A2 counts the stops to the first answer', async () => {
    const page = await inAnExam();
    await page.keyboard.press('b');
    await page.locator('.chosen').waitFor({ state: 'detached' });
    // A fact that the question links to comes before its answers.
    while ((await page.locator('#content a').count()) > 0) {
      await turnPage(page, 'n');
      await goToChoice(page);
    }
    expect(await reachFaults(page)).toEqual([]);
    await page.evaluate(() => {
      document.querySelector('.skip')?.insertAdjacentHTML('afterend', '<a href="#x">link</a>'.repeat(16));
    });
    expect(await reachFaults(page)).toEqual([expect.stringMatching(/stops to the first answer/)]);
  });

  it('A3 notices arrow keys that move without choosing', async () => {
    const page = await inAnExam();
    expect(await quickArrowFaults(page)).toEqual([]);
    await page.evaluate(() => {
      addEventListener(
        'keydown',
        (event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          const radios = [...document.querySelectorAll<HTMLElement>('main input[type=radio]')];
          radios[radios.findIndex((radio) => radio === document.activeElement) + 1]?.focus();
        },
        true,
      );
    });
    expect(await quickArrowFaults(page)).not.toEqual([]);
  });

  it('A7 notices two messages within a second', async () => {
    const page = await inAnExam();
    const spoken = await listen(page);
    for (const key of ['m', 'm', 'u']) await page.keyboard.press(key);
    await expect
      .poll(() => page.locator('[data-live=polite]').textContent(), { timeout: 6_000 })
      .toMatch(/unsure/i);
    expect(await spoken()).toEqual([]);
    await page.locator('[data-live=polite]').evaluate((region) => {
      region.textContent = 'One';
      setTimeout(() => (region.textContent = 'Two'), 100);
    });
    await expect.poll(spoken).not.toEqual([]);
  });

  it('A8 warns two minutes before a sign-in ends, and one key moves the end', async () => {
    const candidate = await walk.attest.given.candidate();
    await query(
      walk.attest.databaseUrl,
      `UPDATE sign_ins SET expires_at = attest_now() + interval '90 seconds'`,
    );
    const page = await walk.open({}, candidate);
    await page.goto('/home');
    await expectHeading(page, /./);

    expect(await signInEndFaults(page)).toEqual([]);
    await style('main ~ *, :has(~ main), :has(~ * main) { display: none !important }')(page);
    expect(await signInEndFaults(page)).not.toEqual([]);
    await page.reload();
    await pressByKeyboard(page, page.getByRole('button', { name: 'Stay signed in' }));
    await page.getByRole('button', { name: 'Stay signed in' }).waitFor({ state: 'detached' });
  });

  it('A9 follows the focus to a new page and back from a dialog', async () => {
    const page = await walk.open({}, await walk.attest.given.candidate());
    await page.goto('/home');
    await expectHeading(page, /./);
    const exams = page.getByRole('banner').getByRole('link', { name: 'Exams' });
    expect(await arrivalFaults(page, exams)).toEqual([]);
    await page.goBack();
    await page.evaluate(() => (HTMLElement.prototype.focus = () => undefined));
    expect(await arrivalFaults(page, exams)).not.toEqual([]);

    const player = await inAnExam();
    const shortcuts = player.getByRole('button', { name: /shortcuts/i });
    expect(await returnFaults(player, shortcuts)).toEqual([]);
    await player.evaluate(() => {
      const drop = () => document.activeElement instanceof HTMLElement && document.activeElement.blur();
      document.addEventListener('close', () => setTimeout(drop, 5), true);
    });
    expect(await returnFaults(player, shortcuts)).not.toEqual([]);
  });

  it('A9 puts the focus on the next row after one is gone', async () => {
    const candidate = await walk.attest.given.candidate();
    for (const name of ['One', 'Two', 'Three'])
      await candidate.client.post('/access-tokens', { name, expiresInDays: 7 });
    const page = await walk.open({}, candidate);
    await page.goto('/settings/security');
    const rows = page.getByRole('button', { name: /^Revoke (?:One|Two|Three)/ });
    await rows.nth(2).waitFor();
    const nextName = await rows.nth(1).textContent();
    await rows.first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await expect.poll(() => rows.count()).toBe(2);
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe(nextName);
  });
});
