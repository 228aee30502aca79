import { expect, it } from 'vitest';
import { toCsv } from './csv.ts';

it.each([
  ['plain', 'plain'],
  ['a, b', '"a, b"'],
  ['says "so"', '"says ""so"""'],
  ['two\nlines', '"two\nlines"'],
  ['=SUM(A1)', `"'=SUM(A1)"`],
  ['+1', `"'+1"`],
  ['-1', `"'-1"`],
  ['@me', `"'@me"`],
  ['\tx', `"'\tx"`],
  ['\r=x', `"'\r=x"`],
  [' =x', ' =x'],
  ['', ''],
])('writes %j as %j', (text, cell) => {
  expect(toCsv([[text]])).toBe(`\uFEFF${cell}\r\n`);
});

it('leaves numbers numbers, and ends each row', () => {
  expect(
    toCsv([
      ['id', 'difficulty'],
      ['demo-a1-0001', -0.5],
    ]),
  ).toBe('\uFEFFid,difficulty\r\ndemo-a1-0001,-0.5\r\n');
});
