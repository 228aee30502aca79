import type { CandidateInteraction, ResponsePart } from '@attest/contracts';
import type { Locator, Page } from 'playwright-core';
import { tabTo } from './browser-walk.ts';

/** How somebody works a control: without a pointer, with a mouse, or with a finger. */
export interface Hand {
  readonly name: string;
  readonly press: (page: Page, target: Locator) => Promise<void>;
  /** Chooses the option at this place of a select. */
  readonly choose: (page: Page, select: Locator, index: number) => Promise<void>;
  readonly type: (page: Page, field: Locator, text: string) => Promise<void>;
}

const byPointer = {
  choose: async (_: Page, select: Locator, index: number) => void (await select.selectOption({ index })),
  type: async (page: Page, field: Locator, text: string) => {
    await field.click();
    await page.keyboard.insertText(text);
  },
};

export const mouse: Hand = { name: 'a mouse', press: (_, target) => target.click(), ...byPointer };
export const finger: Hand = {
  name: 'a finger',
  ...byPointer,
  press: (_, target) => target.tap(),
  type: async (page, field, text) => {
    await field.tap();
    await page.keyboard.insertText(text);
  },
};
export const keyboard: Hand = {
  name: 'the keyboard alone',
  press: async (page, target) => {
    await tabTo(page, target);
    await page.keyboard.press('Space');
  },
  choose: async (page, select, index) => {
    await tabTo(page, select);
    await page.keyboard.press('Home');
    const shown = () =>
      select.evaluate((element) => (element instanceof HTMLSelectElement ? element.selectedIndex : -1));
    // What is used elsewhere is passed over by the arrow keys.
    for (let at = await shown(); at < index; at = await shown()) await page.keyboard.press('ArrowDown');
  },
  type: async (page, field, text) => {
    await tabTo(page, field);
    await page.keyboard.insertText(text);
  },
};

/** An answer of the kind that is asked for, right or wrong. */
export function somePart(interaction: CandidateInteraction): ResponsePart {
  switch (interaction.kind) {
    case 'choice':
      return { kind: 'choice', selected: [firstOf(interaction.choices)] };
    case 'spans':
      return { kind: 'spans', selected: [firstOf(interaction.spans)] };
    case 'places':
      return { kind: 'places', selected: [firstOf(interaction.places)] };
    case 'order':
      return { kind: 'order', order: interaction.choices.map(({ id }) => id) };
    case 'match':
      return { kind: 'match', pairs: [[firstOf(interaction.premises), firstOf(interaction.choices)]] };
    case 'matrix':
      return { kind: 'matrix', cells: [[firstOf(interaction.rows), firstOf(interaction.columns)]] };
    case 'inline':
      return {
        kind: 'inline',
        blanks: Object.fromEntries(interaction.blanks.map(({ id, choices }) => [id, firstOf(choices)])),
      };
    case 'number':
      return { kind: 'number', text: '1' };
    default:
      return { kind: 'text', text: 'An answer' };
  }
}

function firstOf([first]: Named): string {
  if (first === undefined) throw new Error('there is nothing to choose from');
  return first.id;
}

type Named = readonly { readonly id: string }[];
const placeOf = (named: Named, id: string | undefined) => named.findIndex((entry) => entry.id === id);

/** Enters a part of an answer in the control that stands for it on screen. */
export async function answer(
  hand: Hand,
  page: Page,
  place: Locator,
  interaction: CandidateInteraction,
  part: ResponsePart,
): Promise<void> {
  if (interaction.kind === 'choice' && part.kind === 'choice') {
    for (const id of part.selected) await pressOption(hand, page, place, placeOf(interaction.choices, id));
  } else if (interaction.kind === 'spans' && part.kind === 'spans') {
    for (const id of part.selected)
      await hand.press(page, place.getByRole('button').nth(placeOf(interaction.spans, id)));
  } else if (interaction.kind === 'places' && part.kind === 'places') {
    for (const id of part.selected) await pressPlace(hand, page, place, placeOf(interaction.places, id));
  } else if (interaction.kind === 'order' && part.kind === 'order') {
    await arrange(hand, page, place, part.order);
  } else if (interaction.kind === 'match' && part.kind === 'match') {
    for (const [premise, choice] of part.pairs) {
      const select = place.getByRole('combobox').nth(placeOf(interaction.premises, premise));
      await hand.choose(page, select, placeOf(interaction.choices, choice) + 1);
    }
  } else if (interaction.kind === 'matrix' && part.kind === 'matrix') {
    for (const [row, column] of part.cells) {
      const at = placeOf(interaction.rows, row) * interaction.columns.length;
      await pressCell(hand, page, place, at, placeOf(interaction.columns, column));
    }
  } else if (interaction.kind === 'inline' && part.kind === 'inline') {
    for (const [at, { id, choices }] of interaction.blanks.entries()) {
      await hand.choose(page, place.getByRole('combobox').nth(at), placeOf(choices, part.blanks[id]) + 1);
    }
  } else if ('text' in part) {
    await hand.type(page, place.getByRole('textbox'), part.text);
  } else {
    throw new Error(`a part of kind ${part.kind} does not fit an interaction of kind ${interaction.kind}`);
  }
}

/** By keyboard with its letter, else by its label: the native input lies invisible in it. */
async function pressOption(hand: Hand, page: Page, place: Locator, index: number): Promise<void> {
  if (hand === keyboard) {
    await tabTo(page, place.locator('input:checked, input').first());
    await page.keyboard.press(String.fromCodePoint(0x61 + index));
  } else {
    await hand.press(page, place.locator('label').nth(index));
  }
}

/** An edge is pressed at its sign; the middle of its box may be empty. */
function pressPlace(hand: Hand, page: Page, place: Locator, index: number): Promise<void> {
  const button = place.locator('svg [role=button]').nth(index);
  return hand.press(page, hand === keyboard ? button : button.locator('.hit-sign'));
}

/** Of a row of radios one is a stop of Tab; the arrows move and choose. */
async function pressCell(hand: Hand, page: Page, place: Locator, first: number, at: number): Promise<void> {
  const radios = place.getByRole('radio');
  if (hand !== keyboard) return hand.press(page, radios.nth(first + at));
  await hand.press(page, radios.nth(first));
  for (let presses = 0; presses < at; presses += 1) await page.keyboard.press('ArrowRight');
}

async function arrange(hand: Hand, page: Page, place: Locator, order: readonly string[]): Promise<void> {
  const steps = place.locator('[data-step]');
  for (const [wanted, id] of order.entries()) {
    const ids = await steps.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-step')));
    const up = place.locator(`[data-step="${id}"] [data-control=up]`);
    for (let at = ids.indexOf(id); at > wanted; at -= 1) await hand.press(page, up);
  }
  const keep = place.getByRole('button', { name: 'Keep this order' });
  if (await keep.isVisible()) await hand.press(page, keep);
}
