import { describe, expect, it } from 'vitest';
import { isFormatted, markdownOf, onLine, plainPaste } from './paste-clean.ts';

describe('what is pasted', () => {
  it.each([
    ['one\r\ntwo\rthree', 'one\ntwo\nthree'],
    ['zero\u200bwidth \ufeffand\u00adsoft', 'zerowidth andsoft'],
    ['a\u00a0b\u202fc', 'a b c'],
    ['• one\n▪ two', '- one\n- two'],
    ['one  \n\n\n\ntwo', 'one\n\ntwo'],
  ])('%j becomes %j', (pasted, expected) => {
    expect(plainPaste(pasted)).toBe(expected);
  });

  it('is one line where only one line fits', () => {
    expect(onLine(' one\n  two \n')).toBe('one two');
  });

  it('is taken as Markdown only where its formatting says something', () => {
    expect(isFormatted('<p style="color:red">plain</p>')).toBe(false);
    expect(isFormatted('<p>with <b>weight</b></p>')).toBe(true);
  });

  it('keeps the formatting that a question can have, and nothing that runs or is loaded', async () => {
    const html =
      '<b style="font-weight:normal"><h2>Log</h2><p>See <strong>this</strong>\u00a0<code>x=1</code></p>' +
      '<ul><li>one</li></ul><img src="https://example.test/x.png"><script>alert(1)</script></b>';
    expect(await markdownOf(html)).toBe('**Log**\n\nSee **this** `x=1`\n\n- one');
  });
});
