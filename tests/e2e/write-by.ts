import type { ItemType } from '@attest/contracts';
import type { Locator, Page } from 'playwright-core';

/** Writes what makes a question of a type complete, as an author with a pointer does. */
export const writeType: Readonly<Record<ItemType, (page: Page) => Promise<void>>> = {
  'single-choice': async (page) => {
    await write(page, 'Question text', `${situation} Which change stops a replay of the token?`);
    await writeOptions(page, measures.slice(0, 4), [0]);
  },
  'multiple-response': async (page) => {
    await write(
      page,
      'Question text',
      `${situation} Which changes stop a replay of the token? Select **TWO**.`,
    );
    await writeOptions(page, measures, [0, 2]);
  },
  ordering: async (page) => {
    await write(
      page,
      'Question text',
      `${situation} Put the steps into the order that makes the gate worth trusting.`,
    );
    for (const [at, step] of [
      'Record the replay.',
      'Fail the old build with it.',
      'Pass the new build.',
      'Require the check.',
    ].entries()) {
      await explain(page.getByRole('group', { name: `Step ${String(at + 1)}`, exact: true }), step, at);
    }
  },
  matching: async (page) => {
    await write(page, 'Question text', `${situation} Match each part to the control that belongs there.`);
    for (const [at, text] of ['Bound token', 'Egress rule', 'Signed log', 'Rate limit'].entries()) {
      await page.getByLabel(`Choice ${letter(at)}`, { exact: true }).fill(text);
    }
    await writePairs(page, 'Premise', 'Belongs to', ['Gateway', 'Network', 'Audit store']);
  },
  matrix: async (page) => {
    await write(page, 'Question text', `${situation} Decide for each part whether it may hold the token.`);
    await page.getByLabel('Column A', { exact: true }).fill('May hold it');
    await page.getByLabel('Column B', { exact: true }).fill('Must not hold it');
    await writePairs(page, 'Row', 'Right column', ['Gateway memory', 'Tool call log', 'Vector index']);
  },
  'inline-choice': async (page) => {
    await write(page, 'Question text', `${situation} Complete the rule: a token is bound to `);
    await page.getByRole('textbox', { name: 'Question text' }).press('End');
    await page.getByRole('button', { name: 'Insert blank' }).click();
    const blank = page.getByRole('group', { name: /^Blank 1/ });
    await writeOptions(page, ['the agent', 'the model', 'the prompt'], [0], blank);
  },
  hottext: async (page) => {
    await write(page, 'Question text', `${situation} Mark the words that show the weakness.`);
    const passage = page.getByRole('textbox', { name: 'Passage', exact: true });
    await passage.fill('The agent asks for a token, writes it into a log line and calls the tool.');
    for (const words of ['asks for a token', 'writes it into a log line']) {
      await passage.evaluate((area: HTMLTextAreaElement, text) => {
        const start = area.value.indexOf(text);
        area.focus();
        area.setSelectionRange(start, start + text.length);
      }, words);
      await page.getByRole('button', { name: 'Mark selected words' }).click();
    }
    const right = page.getByRole('group', { name: 'Marked words: writes it into a log line' });
    await right.getByLabel('Right answer').check();
    await explain(right, null, 0);
    const wrong = page.getByRole('group', { name: 'Marked words: asks for a token' });
    await explain(wrong, null, 1);
    await nameError(wrong);
  },
  hotspot: async (page) => {
    await write(page, 'Question text', `${situation} Choose the place where the copies are made.`);
    await page.getByRole('button', { name: /caisa-s-001/ }).click();
    await page.getByLabel('Diagram').selectOption({ index: 1 });
    for (const [at, place] of ['Indexer', 'Text store', 'Letter portal'].entries()) {
      const group = page.getByRole('group', { name: place, exact: true });
      await group.getByLabel(place, { exact: true }).check();
      if (at === 0) await group.getByLabel('Right answer').check();
      await explain(group, null, at);
      if (at > 0) await nameError(group);
    }
    await page.getByRole('checkbox', { name: /^1 / }).check();
  },
  'short-text': async (page) => {
    await write(
      page,
      'Question text',
      `${situation} Name the attack in which a recorded token is sent again.`,
    );
    await page.getByRole('button', { name: 'Add an accepted answer' }).click();
    await page.getByLabel('Accepted answer 1').fill('replay');
    await write(page, 'Rationale: why the accepted answer is right', reasons[0] ?? '');
  },
  numeric: async (page) => {
    await write(
      page,
      'Question text',
      `${situation} Each token lives 15 minutes and 4 are given out an hour. How many are valid at a time?`,
    );
    await page.getByLabel('Right value').fill('1');
    await write(page, 'Rationale: why the accepted answer is right', reasons[1] ?? '');
  },
  'constructed-response': async (page) => {
    await write(
      page,
      'Question text',
      `${situation} Explain which control you would add first, and what it does not stop.`,
    );
    const criterion = page.getByRole('group', { name: 'Criterion A', exact: true });
    await write(criterion, 'What earns them', 'Names a control that is checked on each call.');
    await write(
      criterion,
      'An answer that earns them',
      'Bind the token to the agent, since the gateway then refuses it elsewhere.',
    );
    await write(criterion, 'A common answer that does not', 'Ask the model not to repeat tokens.');
  },
  composite: async (page) => {
    const body = page.getByRole('textbox', { name: 'Text around the parts' });
    await body.fill(`${situation} Which change stops a replay of the token?`);
    await body.press('Control+End');
    await page.getByRole('button', { name: 'Add part' }).click();
    await writeOptions(page, measures.slice(0, 4), [0], page.getByRole('region', { name: 'Part PART1' }));
  },
};

const situation =
  'An agent calls a tool through a gateway. Its token is written into the log of each call, and whoever reads the ' +
  'log can send the token again for an hour.';

const measures = [
  'Bind the token to the agent that asked for it.',
  'Read the log of calls at the end of each week.',
  'End the token after one call has been answered.',
  'Ask the model to leave tokens out of its answers.',
  'Move the log of calls to a store with more room.',
];

const reasons = [
  'The gateway compares who sends it with whom it was made for on every single call, so a copy that somebody found is worth nothing.',
  'It tempts because reading finds many weaknesses, yet by the time a person looks the copy has been used for days already.',
  'Nothing is left to send again once the first answer came back, whoever has seen the line in which the token once stood.',
  'It sounds like the source of the leak, but the line is written by the gateway itself and not by what the model says.',
  'Room is never the weakness that the case describes: a larger store keeps even more copies for whoever can read from it.',
  'A reader of the store meets the same words there, only a few minutes later than they would have before this change.',
];

const letter = (at: number) => String.fromCodePoint(65 + at);

function write(within: Page | Locator, name: string, text: string): Promise<void> {
  return within.getByRole('textbox', { name, exact: true }).fill(text);
}

/** Its words, where it has any, and why it stands where it stands. */
async function explain(entry: Locator, text: string | null, at: number): Promise<void> {
  if (text !== null) await write(entry, 'Text', text);
  await entry.getByRole('textbox', { name: /^Rationale/ }).fill(reasons[at % reasons.length] ?? '');
}

async function nameError(entry: Locator): Promise<void> {
  await entry.getByLabel('Error of reasoning it is built from').selectOption({ index: 1 });
}

async function writeOptions(
  page: Page,
  texts: readonly string[],
  keys: readonly number[],
  within: Page | Locator = page,
): Promise<void> {
  for (const [at, text] of texts.entries()) {
    const option = within.getByRole('group', { name: `Option ${letter(at)}`, exact: true });
    if (keys.includes(at)) await option.getByLabel('Right answer').check();
    await explain(option, text, at);
    if (!keys.includes(at)) await nameError(option);
  }
}

async function writePairs(page: Page, name: string, pair: string, texts: readonly string[]): Promise<void> {
  for (const [at, text] of texts.entries()) {
    const entry = page.getByRole('group', { name: `${name} ${String(at + 1)}`, exact: true });
    await explain(entry, text, at);
    await entry.getByLabel(pair).selectOption({ index: Math.min(at, 1) + 1 });
    if (name === 'Premise') await entry.getByLabel(pair).selectOption({ index: at + 1 });
  }
}
