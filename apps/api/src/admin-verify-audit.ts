import { AuditChain } from './platform/audit/audit-chain.ts';
import { withApp } from './with-app.ts';

/** Looks whether anything in the audit trail was changed, removed or put in. */
export async function verifyAudit(): Promise<void> {
  await withApp(process.env, async (app) => {
    const { sealedCount, unsealedCount, head, fault } = await app.get(AuditChain, { strict: false }).verify();
    process.stdout.write(`${String(sealedCount)} sealed, ${String(unsealedCount)} not sealed yet.\n`);
    if (fault !== null) {
      const { seq, id, at } = fault;
      process.stdout.write(`The chain is broken at number ${String(seq)}: ${id} of ${at.toISOString()}.\n`);
      return 1;
    }
    process.stdout.write(`The chain is whole${head === null ? '' : `, its end is ${head}`}.\n`);
    return 0;
  });
}
