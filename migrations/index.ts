import { Clock1763769600000 } from './1763769600000-clock.ts';
import { Accounts1763769601000 } from './1763769601000-accounts.ts';
import { ItemBank1763769602000 } from './1763769602000-item-bank.ts';
import { Exams1763769603000 } from './1763769603000-exams.ts';
import { ExamSessions1763769604000 } from './1763769604000-exam-sessions.ts';
import { StorageOptions1763769605000 } from './1763769605000-storage-options.ts';
import { Outcomes1763769606000 } from './1763769606000-outcomes.ts';
import { BankFilesByRecord1763769607000 } from './1763769607000-bank-files-by-record.ts';
import { StimuliStatusCheck1763769608000 } from './1763769608000-stimuli-status-check.ts';
import { ClockWholeMilliseconds1763769609000 } from './1763769609000-clock-whole-milliseconds.ts';
import { SessionClosingsAndPauses1763769610000 } from './1763769610000-session-closings-and-pauses.ts';
import { SessionEvents1763769611000 } from './1763769611000-session-events.ts';
import { TimeAndStaff1763769612000 } from './1763769612000-time-and-staff.ts';
import { LateMaterial1763769613000 } from './1763769613000-late-material.ts';
import { AuditEvents1763769614000 } from './1763769614000-audit-events.ts';
import { SessionFormOutlines1763769620000 } from './1763769620000-session-form-outlines.ts';
import { IncidentsAndAuditSearch1763769630000 } from './1763769630000-incidents-and-audit-search.ts';
import { Monitor1763769640000 } from './1763769640000-monitor.ts';
import { PackedForms1763769650000 } from './1763769650000-packed-forms.ts';
import { SessionFormIds1763769660000 } from './1763769660000-session-form-ids.ts';
import { OpenSections1763769670000 } from './1763769670000-open-sections.ts';
import { BankRevisions1763769680000 } from './1763769680000-bank-revisions.ts';
import { ItemSearch1763769690000 } from './1763769690000-item-search.ts';
import { ItemComments1763769780000 } from './1763769780000-item-comments.ts';
import { BlueprintMix1763769790000 } from './1763769790000-blueprint-mix.ts';
import { ItemDrafts1763769700000 } from './1763769700000-item-drafts.ts';
import { ItemReviews1763769710000 } from './1763769710000-item-reviews.ts';
import { BankImports1763769720000 } from './1763769720000-bank-imports.ts';
import { BulkChanges1763769750000 } from './1763769750000-bulk-changes.ts';
import { ExamDrafts1763769730000 } from './1763769730000-exam-drafts.ts';
import { StimulusDrafts1763769770000 } from './1763769770000-stimulus-drafts.ts';
import { ExamPretest1763769810000 } from './1763769810000-exam-pretest.ts';

/** Oldest first. */
export const migrations = [
  Clock1763769600000,
  Accounts1763769601000,
  ItemBank1763769602000,
  Exams1763769603000,
  ExamSessions1763769604000,
  StorageOptions1763769605000,
  Outcomes1763769606000,
  BankFilesByRecord1763769607000,
  StimuliStatusCheck1763769608000,
  ClockWholeMilliseconds1763769609000,
  SessionClosingsAndPauses1763769610000,
  SessionEvents1763769611000,
  TimeAndStaff1763769612000,
  LateMaterial1763769613000,
  AuditEvents1763769614000,
  SessionFormOutlines1763769620000,
  IncidentsAndAuditSearch1763769630000,
  Monitor1763769640000,
  PackedForms1763769650000,
  SessionFormIds1763769660000,
  OpenSections1763769670000,
  BankRevisions1763769680000,
  ItemSearch1763769690000,
  ItemDrafts1763769700000,
  ItemReviews1763769710000,
  BankImports1763769720000,
  ExamDrafts1763769730000,
  BulkChanges1763769750000,
  StimulusDrafts1763769770000,
  ItemComments1763769780000,
  BlueprintMix1763769790000,
  ExamPretest1763769810000,
];
