import { Injectable } from '@nestjs/common';
import type { CandidateForm, CandidateStimulus, ExamSessionId, SessionMode } from '@attest/contracts';
import { presentItem, presentStimulus } from '@attest/exam-engine';
import { toolsOf, type CurrentExam, type FormItem } from '../exams/index.ts';
import { ItemContents } from '../item-bank/index.ts';

/** A form as one candidate sees it. Reads content only: there is no key to leak. */
@Injectable()
export class FormPresenter {
  constructor(private readonly contents: ItemContents) {}

  async present(
    sessionId: ExamSessionId,
    exam: CurrentExam,
    mode: SessionMode,
    items: readonly FormItem[],
  ): Promise<CandidateForm> {
    const contents = await this.contents.contents(items.map((item) => item.itemVersionId));
    const { title, mayGoBack, sections = [], warningsAtSeconds } = exam.definition;
    return {
      title,
      certification: exam.certification,
      mode,
      mayGoBack,
      tools: toolsOf(exam.definition),
      sections: [...sections],
      warningsAtSeconds: [...warningsAtSeconds],
      items: items.map(({ itemNo, itemVersionId, metadata }) => {
        const content = contents.get(itemVersionId);
        if (content === undefined) throw new Error(`content of ${metadata.bankId} is missing`);
        return presentItem(content, { sessionId, itemNo, stimulusId: metadata.stimulusBankId }).item;
      }),
      stimuli: await this.stimuli(sessionId, items),
    };
  }

  /** In the order in which the form first needs them. */
  async stimuli(sessionId: ExamSessionId, items: readonly FormItem[]): Promise<CandidateStimulus[]> {
    const bankIds = new Map<string, string>();
    for (const { stimulusVersionId, metadata } of items) {
      if (stimulusVersionId !== null && metadata.stimulusBankId !== null) {
        bankIds.set(stimulusVersionId, metadata.stimulusBankId);
      }
    }
    const contents = await this.contents.stimuli([...bankIds.keys()]);
    return [...bankIds].map(([versionId, stimulusId]) => {
      const content = contents.get(versionId);
      if (content === undefined) throw new Error(`content of ${stimulusId} is missing`);
      return presentStimulus(content, { sessionId, stimulusId });
    });
  }
}
