export { CertificationsRepository } from './certifications.repository.ts';
export { BankExport } from './export/bank-export.ts';
export { DemoData, mostDemoItems } from './demo/demo-data.ts';
export { BankImport } from './import/bank-import.ts';
export { FileLedger, type ImportRun } from './import/file-ledger.ts';
export { noCounts, type ImportCounts } from './import/import-report.ts';
export { readBankFiles } from './import/read-bank-files.ts';
export { ItemBankModule } from './item-bank.module.ts';
export { ItemContents, ItemKeys, type EligibleItem, type VersionedKey } from './item-contents.ts';
