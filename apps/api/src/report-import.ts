import type { BankImportReport } from './modules/exams/index.ts';

/** What an import did, a line each; nothing when there was nothing to do. */
export function reportImport({ faults, certifications }: BankImportReport): string[] {
  const lines = faults.map(
    ({ path, line, column, message }) => `question-bank/${path}:${String(line)}:${String(column)} ${message}`,
  );
  if (faults.length > 0) {
    lines.push(
      `The question bank was not imported: ${counted(faults.length)}. What was imported before stays.`,
    );
  }
  for (const { code, created, changed, conflicts } of certifications) {
    if (created + changed > 0) {
      lines.push(`Imported ${code}: ${String(created)} new, ${String(changed)} changed.`);
    }
    for (const path of conflicts) {
      lines.push(
        `question-bank/${path} and the database both changed: kept the database (--take files takes the file).`,
      );
    }
  }
  return lines;
}

function counted(faults: number): string {
  return faults === 1 ? '1 fault' : `${String(faults)} faults`;
}
