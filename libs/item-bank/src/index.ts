export type {
  Bank,
  BankFile,
  CertificationBank,
  Fault,
  Position,
  SourceBlueprint,
  SourceExam,
  SourceItem,
  SourceRecord,
  SourceStimulus,
} from './bank.ts';
export { compileItem } from './compile/item.ts';
export type { CompileContext } from './compile/item.ts';
export { compileStimulus } from './compile/stimulus.ts';
export { canonicalJson, digestOf } from './hash.ts';
export type * from './model.ts';
export { parseBank } from './parse/parse-bank.ts';
export { readRecord } from './parse/yaml-file.ts';
export { itemFileOf, itemTextOf, stimulusFileOf, stimulusTextOf } from './record-text.ts';
export type { ItemText, ReviewState, StimulusText } from './record-text.ts';
export { compareRecords } from './compare/compare-records.ts';
export type { RecordChange } from './compare/compare-records.ts';
export { fillGaps } from './draft/fill-gaps.ts';
export { fillStimulusGaps } from './draft/fill-stimulus-gaps.ts';
export type { Hint } from './draft/hints.ts';
export { draftOfItem, emptyDraft, recordOfDraft } from './draft/item-draft.ts';
export type { DraftFrame } from './draft/item-draft.ts';
export { changesBetween } from './draft/exam-changes.ts';
export { draftOfExam, emptyExam } from './draft/exam-draft.ts';
export { judgeExam } from './draft/judge-exam.ts';
export type { JudgedExam } from './draft/judge-exam.ts';
export { judgeItem } from './draft/judge-item.ts';
export type { JudgedItem, Surroundings } from './draft/judge-item.ts';
export { judgeStimulus } from './draft/judge-stimulus.ts';
export type { JudgedStimulus } from './draft/judge-stimulus.ts';
export { draftOfStimulus, emptyStimulusDraft, recordOfStimulusDraft } from './draft/stimulus-draft.ts';
export {
  mayBeWritten,
  moves,
  refuseMove,
  reviewAspects,
  statusAfterSave,
  stimulusMoves,
} from './lifecycle.ts';
export type { ItemStanding, MovePermission, Mover, MoveRefusal, ReviewAspect } from './lifecycle.ts';
export { mostAssigned, refuseBulkChange, retagged } from './bulk-change.ts';
export type { ChangeableItem } from './bulk-change.ts';
export { holdsSameRecord } from './write/same-record.ts';
export { writeFile } from './write/write-file.ts';
export { parseGallery } from './parse/parse-gallery.ts';
export type { Gallery } from './parse/parse-gallery.ts';
export { checkRules, withScore } from './rules/check-rules.ts';
export { scoreOutcome } from './rules/rule-model.ts';
export { BlueprintFile } from './schema/blueprint.ts';
export { ExamFile } from './schema/exam.ts';
export { ItemFile } from './schema/item.ts';
export { ErrorsFile, SourcesFile } from './schema/registers.ts';
export type { NamedError, Source } from './schema/registers.ts';
export { StimulusFile } from './schema/stimulus.ts';
export { arrangeItem, arrangeRecord } from './arrange.ts';
export { asIfApproved } from './as-if-approved.ts';
export type { Check, Figure, Finding, Level } from './lint/check.ts';
export { shownValue } from './lint/findings.ts';
export { lintBank, lintGallery } from './lint/lint-bank.ts';
export type { LintReport } from './lint/lint-bank.ts';
export { checks } from './lint/registry.ts';
export { hasErrors, reportText } from './lint/report-text.ts';
export { bankStatistics } from './stats/bank-statistics.ts';
export { statisticsText } from './stats/statistics-text.ts';
export { jsonSchemas } from './schema/json-schema.ts';
export { PlantsFile, plantedCopy } from './reading/plants.ts';
export { readingKinds, readingSheet } from './reading/reading-sheet.ts';
export type { ReadingKind, SheetEntry } from './reading/reading-sheet.ts';
export { scoreReading } from './reading/score-reading.ts';
