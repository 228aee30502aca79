import Big from 'big.js';

export type CalculatorFault =
  /** Nothing, or something that goes on: "2 +", "(3". */
  'unfinished' | 'not-understood' | 'division-by-zero' | 'root-of-negative' | 'too-large';

export type Evaluated =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly fault: CalculatorFault };

/** Beyond 10^±99 nothing is calculated with. */
const largestPower = 99;
const mostCharacters = 200;
/** Kept while calculating; shown are twelve. */
const keptDigits = 34;
const shownDigits = 12;
/** Beyond these powers of ten a number is written with its power. */
const plainUpTo = 15;
const plainDownTo = -9;

const Decimal = Big();
type Decimal = Big;
/** Places behind the point of quotients and roots: all digits that are kept, however small the number. */
Decimal.DP = largestPower + keptDigits;
const hundredth = new Decimal('0.01');

class Refused extends Error {
  constructor(readonly fault: CalculatorFault) {
    super(fault);
  }
}

/**
 * The value of an expression of numbers, + − × ÷, parentheses, % (hundredths) and √. Products go before
 * sums, what stands side by side is multiplied: `2(3 + 4)`. Twelve significant digits, decimal arithmetic.
 */
export function evaluate(expression: string): Evaluated {
  try {
    return { ok: true, text: shown(new Reader(tokensOf(expression)).whole()) };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, fault: error.fault };
    throw error;
  }
}

/** What keyboards offer for the signs, and the signs themselves. */
const signs: Readonly<Record<string, string>> = { '*': '×', x: '×', '·': '×', '/': '÷', ':': '÷', '-': '−' };
const token = /\s*(\d+\.?\d*(?:e[+-]?\d{1,3})?|\.\d+(?:e[+-]?\d{1,3})?|[-+−×*x·÷/:()%√])/iuy;

function tokensOf(expression: string): string[] {
  if (expression.length > mostCharacters) throw new Refused('too-large');
  const text = expression.trimEnd();
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const found = token.exec(text)?.[1];
    if (found === undefined) throw new Refused('not-understood');
    tokens.push(signs[found.toLowerCase()] ?? found);
  }
  return tokens;
}

/** Reads tokens from left to right; each method reads one level of precedence. */
class Reader {
  #at = 0;

  constructor(private readonly tokens: readonly string[]) {}

  whole(): Decimal {
    const value = this.#sum();
    if (this.#next() !== undefined) throw new Refused('not-understood');
    return value;
  }

  #sum(): Decimal {
    let value = this.#product();
    for (;;) {
      if (this.#takes('+')) value = checked(value.plus(this.#product()));
      else if (this.#takes('−')) value = checked(value.minus(this.#product()));
      else return value;
    }
  }

  #product(): Decimal {
    let value = this.#signed();
    for (;;) {
      if (this.#takes('÷')) value = quotient(value, this.#signed());
      else if (this.#takes('×') || this.#startsFactor()) value = checked(value.times(this.#signed()));
      else return value;
    }
  }

  #signed(): Decimal {
    if (this.#takes('−')) return this.#signed().neg();
    if (this.#takes('+')) return this.#signed();
    if (this.#takes('√')) return root(this.#signed());
    let value = this.#atom();
    while (this.#takes('%')) value = value.times(hundredth);
    return value;
  }

  #atom(): Decimal {
    const found = this.#next();
    if (found === undefined) throw new Refused('unfinished');
    this.#at += 1;
    if (/^[\d.]/u.test(found)) return checked(new Decimal(found));
    if (found !== '(') throw new Refused('not-understood');
    const value = this.#sum();
    if (this.#next() === undefined) throw new Refused('unfinished');
    if (!this.#takes(')')) throw new Refused('not-understood');
    return value;
  }

  #startsFactor(): boolean {
    const next = this.#next();
    return next === '(' || next === '√';
  }

  #next(): string | undefined {
    return this.tokens[this.#at];
  }

  #takes(wanted: string): boolean {
    const isThere = this.#next() === wanted;
    if (isThere) this.#at += 1;
    return isThere;
  }
}

function quotient(a: Decimal, b: Decimal): Decimal {
  if (b.eq(0)) throw new Refused('division-by-zero');
  return checked(a.div(b));
}

function root(value: Decimal): Decimal {
  if (value.lt(0)) throw new Refused('root-of-negative');
  return checked(value.sqrt());
}

function checked(value: Decimal): Decimal {
  if (Math.abs(value.e) > largestPower) throw new Refused('too-large');
  return value.prec(keptDigits);
}

/** Without idle zeros; very large and very small numbers with their power of ten. */
function shown(value: Decimal): string {
  const rounded = value.prec(shownDigits);
  if (rounded.eq(0)) return '0';
  const isPlain = rounded.e <= plainUpTo && rounded.e >= plainDownTo;
  return isPlain ? rounded.toFixed() : rounded.toExponential().replace(/e\+?/u, 'E');
}
