export { ProctoringModule } from './proctoring.module.ts';
