import type { ImportFinding, ImportRow } from '../../../shared/api/generated/types.gen.ts';
import { toCsv } from '../csv.ts';

/** Headings are names for programs and are not translated. */
const head = ['file', 'line', 'column', 'name', 'id', 'fault', 'remedy'];

/** What is wrong with each row, a line for each fault. */
export function faultsCsv(ofFile: readonly ImportFinding[], rows: readonly ImportRow[]): string {
  const line = ({ file, line: at, column, name, message, remedy }: ImportFinding, id: string) => [
    file,
    at,
    column,
    name ?? '',
    id,
    message,
    remedy,
  ];
  const isFault = ({ level }: ImportFinding) => level === 'fault';
  return toCsv([
    head,
    ...ofFile.filter(isFault).map((finding) => line(finding, '')),
    ...rows.flatMap(({ recordId, findings }) =>
      findings.filter(isFault).map((finding) => line(finding, recordId ?? '')),
    ),
  ]);
}
