import type { CsvField } from './fields.ts';

export interface CellFault {
  readonly level: 'fault' | 'warning';
  readonly field: CsvField;
  readonly message: string;
  readonly remedy: string;
}

/** The cells of one row by field, and what was found wrong with them so far. */
export class RowCells {
  readonly found: CellFault[] = [];

  constructor(private readonly cells: ReadonlyMap<CsvField, string>) {}

  /** Undefined: the file has no such column. */
  text(field: CsvField): string | undefined {
    return this.cells.get(field);
  }

  /** One word or line; undefined where there is no column. */
  word(field: CsvField): string | undefined {
    return this.cells.get(field)?.trim();
  }

  words(field: CsvField): string[] | undefined {
    return this.cells
      .get(field)
      ?.split(/[\s,;]+/)
      .filter((word) => word !== '');
  }

  /** Entries that may hold blanks: one a line, or between bars. */
  lines(field: CsvField): string[] | undefined {
    return this.cells
      .get(field)
      ?.split(/[\n|]/)
      .map((line) => line.trim())
      .filter((line) => line !== '');
  }

  /** @returns undefined for an empty cell as well */
  number(field: CsvField): number | undefined {
    const word = this.word(field);
    if (word === undefined || word === '') return undefined;
    if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(word)) return Number(word);
    this.fault(
      field,
      `“${word.slice(0, 40)}” is not a number`,
      'Write digits, with a point for decimals, such as 0.62.',
    );
    return undefined;
  }

  numbers(field: CsvField): number[] | undefined {
    return this.words(field)?.map((word) => {
      if (!/^\d{1,6}$/.test(word))
        this.fault(
          field,
          `“${word.slice(0, 40)}” is not a whole number`,
          'Write numbers with blanks between, such as 2 5.',
        );
      return Number(word);
    });
  }

  boolean(field: CsvField): boolean | undefined {
    const word = this.word(field)?.toLowerCase();
    if (word === undefined || word === '') return undefined;
    if (['yes', 'y', 'true', '1', 'x'].includes(word)) return true;
    if (!['no', 'n', 'false', '0'].includes(word)) {
      this.fault(field, `“${word.slice(0, 40)}” is neither yes nor no`, 'Write yes or no.');
    }
    return false;
  }

  fault(field: CsvField, message: string, remedy: string): void {
    this.found.push({ level: 'fault', field, message, remedy });
  }

  warn(field: CsvField, message: string, remedy: string): void {
    this.found.push({ level: 'warning', field, message, remedy });
  }

  filled(): readonly CsvField[] {
    return [...this.cells].filter(([, text]) => text.trim() !== '').map(([field]) => field);
  }
}
