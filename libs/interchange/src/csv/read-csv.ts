import { bounds } from '../bounds.ts';
import { faultAt, type Finding, type Place } from '../findings.ts';
import { excerptOf, type Fresh, type ReadItem } from '../records.ts';
import { guessFields, isCsvField, neededForNew, type CsvField } from './fields.ts';
import { readTable, type Cell, type Table } from './read-table.ts';
import { columnOf, itemOfRow } from './row-item.ts';

export interface CsvColumn {
  readonly name: string;
  /** Null: left out. */
  readonly field: CsvField | null;
  /** What its first row holds. */
  readonly sample: string;
}

export interface CsvReading {
  readonly columns: readonly CsvColumn[];
  readonly items: readonly ReadItem[];
  /** Of the file as a whole; nothing was read while there are some. */
  readonly findings: readonly Finding[];
}

/**
 * The items of a CSV file, one a row.
 *
 * @param chosen what each column holds; null: guessed from their names
 */
export function readCsv(file: string, text: string, chosen: readonly (string | null)[] | null): CsvReading {
  const { table, finding } = readTable(file, text);
  if (table === null) return { columns: [], items: [], findings: [finding] };
  const names = table.header.map(({ text: name }, at) => name.trim() || `column ${at + 1}`);
  const fields =
    chosen?.map((name) => (name !== null && isCsvField(name) ? name : null)) ?? guessFields(names);
  const columns = names.map((name, at) => ({
    name: name.slice(0, longestName),
    field: fields[at] ?? null,
    sample: excerptOf(table.rows[0]?.[at]?.text),
  }));
  const rows = table.rows.filter((row) => !isNote(row, columns));
  const findings = fileFindings(file, rows, columns, table);
  if (findings.length > 0) return { columns, items: [], findings };
  return { columns, items: rows.map((row) => itemOf(file, row, columns, table)), findings };
}

const longestName = 120;

/** The template explains its columns in such a row. */
function isNote(row: readonly Cell[], columns: readonly CsvColumn[]): boolean {
  return cellOf(row, columns, 'id')?.text.trim().startsWith('#') === true;
}

function cellOf(row: readonly Cell[], columns: readonly CsvColumn[], field: CsvField): Cell | undefined {
  const at = columns.findIndex((column) => column.field === field);
  return at < 0 ? undefined : row[at];
}

function fileFindings(
  file: string,
  rows: readonly (readonly Cell[])[],
  columns: readonly CsvColumn[],
  table: Table,
): Finding[] {
  const top = { file, name: null, ...table.placeOf({ offset: table.header[0]?.offset ?? 0 }) };
  const fields = columns.flatMap(({ field }) => field ?? []);
  const twice = fields.find((field, at) => fields.indexOf(field) < at);
  if (twice !== undefined) {
    return [faultAt(top, `two columns hold “${twice}”`, 'Choose one of them, and leave the other out.')];
  }
  if (rows.length === 0) {
    return [faultAt(top, 'there is no row below the column names', 'Add a row for each question.')];
  }
  const hasNew = rows.some((row) => (cellOf(row, columns, 'id')?.text.trim() ?? '') === '');
  const missing = neededForNew.filter((field) => !fields.includes(field));
  if (!hasNew || missing.length === 0) return [];
  const remedy = 'Choose the column that holds each, or add it to the file.';
  return [faultAt(top, `no column holds: ${missing.join(', ')}`, remedy)];
}

function itemOf(file: string, row: readonly Cell[], columns: readonly CsvColumn[], table: Table): ReadItem {
  const cells = new Map(
    columns.flatMap(({ field }, at) => (field === null ? [] : [[field, row[at]?.text ?? ''] as const])),
  );
  const begin: Place = { file, name: null, ...table.placeOf({ offset: row[0]?.offset ?? 0 }) };
  const placeOfField = (field: CsvField | null): Place => {
    const at = columns.findIndex((column) => field !== null && column.field === field);
    const cell = row[at];
    const name = columns[at]?.name ?? field;
    return cell === undefined ? { ...begin, name } : { file, name, ...table.placeOf(cell) };
  };
  const ofRow = rowFindings(row, columns, (cell, name) => ({ file, name, ...table.placeOf(cell) }));
  const id = cells.get('id')?.trim().toLowerCase() ?? '';
  const word = (field: CsvField) => cells.get(field)?.trim().toLowerCase() ?? '';
  return {
    kind: 'item',
    id: id === '' ? null : id,
    mayBringId: false,
    place: begin,
    firstWords: excerptOf(cells.get('stem')),
    enemies: word('enemies')
      .split(/[\s,;]+/)
      .filter((each) => each !== ''),
    stimulus: word('stimulus') || null,
    over: (present, fresh: Fresh) => {
      const { record, found } = itemOfRow(cells, present, fresh);
      return {
        record,
        findings: [
          ...ofRow,
          ...found.map(({ level, field, message, remedy }) => ({
            level,
            message,
            remedy,
            place: placeOfField(field),
          })),
        ],
        placeOf: (path) => placeOfField(columnOf(record, path)),
      };
    },
  };
}

function rowFindings(
  row: readonly Cell[],
  columns: readonly CsvColumn[],
  placeOf: (cell: Cell, name: string | null) => Place,
): Finding[] {
  const beyond = row[columns.length];
  const extra =
    beyond === undefined
      ? []
      : [
          faultAt(
            placeOf(beyond, null),
            `the row has ${row.length} cells for ${columns.length} columns`,
            'Put a cell that holds the separator in quotes ("…").',
          ),
        ];
  const long = row.flatMap((cell, at) =>
    cell.text.length <= bounds.cell
      ? []
      : [
          faultAt(
            placeOf(cell, columns[at]?.name ?? null),
            `the cell holds ${cell.text.length} characters; it may hold ${bounds.cell}`,
            'Shorten it.',
          ),
        ],
  );
  return [...extra, ...long];
}
