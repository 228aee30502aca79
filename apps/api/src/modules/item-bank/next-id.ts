import type { CertificationCode } from '@attest/contracts';
import type { Transaction } from '../../platform/database/transaction.ts';
import { tableOf, type RecordKind } from './record-kind.ts';

/**
 * The id that follows the highest of those with a stem. Ids of a certification are given in turn: no two transactions
 * get the same.
 *
 * @param stem lower case, such as `caisa-a1-`
 * @param digits of the number at its end
 */
export async function nextIdIn(
  transaction: Transaction,
  kind: RecordKind,
  certification: CertificationCode,
  stem: string,
  digits: number,
): Promise<string> {
  await transaction.rows(`SELECT 1 FROM certifications WHERE code = $1 FOR NO KEY UPDATE`, [certification]);
  const [last] = await transaction.rows<{ number: number }>(
    `SELECT coalesce(max(right(bank_id, $2)::int), 0) AS number FROM ${tableOf[kind]}
     WHERE starts_with(bank_id, $1) AND bank_id ~ ('-\\d{' || $2::int || '}$')`,
    [stem, digits],
  );
  return `${stem}${String((last?.number ?? 0) + 1).padStart(digits, '0')}`;
}
