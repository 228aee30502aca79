export { toolsOf } from './exam-tools.ts';
export { windowOf } from './exam-window.ts';
export { ExamsModule } from './exams.module.ts';
export type { CurrentExam } from './exams.repository.ts';
export type { ExamDefinition } from './exams.entity.ts';
export { ExamsService } from './exams.service.ts';
export { Forms, type FormItem } from './forms.ts';
export { QuestionBankExport } from './question-bank-export.ts';
export { QuestionBankImport, type BankImportReport } from './question-bank-import.ts';
