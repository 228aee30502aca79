import { expect, it } from 'vitest';
import { held, letGo, startUndoTime, undoMsLeft } from './undo-time.ts';

const second = 1_000;

it('is over after ten seconds', () => {
  const time = startUndoTime(0, 120);
  const left = [-1, 0, 4, 10, 11].map((at) => undoMsLeft(time, at * second));
  expect(left).toEqual([10_000, 10_000, 6_000, 0, 0]);
});

it('stands still while somebody is at the button, again and again', () => {
  let time = held(startUndoTime(0, 120), 4 * second);
  expect(undoMsLeft(time, 30 * second)).toBe(6_000);
  time = letGo(held(time, 20 * second), 30 * second);
  expect(undoMsLeft(time, 31 * second)).toBe(5_000);
  time = letGo(held(time, 32 * second), 40 * second);
  expect(undoMsLeft(time, 43 * second)).toBe(1_000);
});

it('ends before the server undoes no more, whoever is at the button', () => {
  const time = held(startUndoTime(0, 120), second);
  expect(undoMsLeft(time, 114 * second)).toBe(second);
  expect(undoMsLeft(time, 115 * second)).toBe(0);
});
