export { restoreBackup, type RestoreSummary } from './restore-backup.ts';
export { writeBackup, type BackupSummary } from './write-backup.ts';
