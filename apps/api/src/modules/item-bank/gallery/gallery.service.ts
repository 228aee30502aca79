import { Inject, Injectable } from '@nestjs/common';
import type { Gallery, TriedAnswer, TryAnswer } from '@attest/contracts';
import { checkResponse } from '@attest/exam-engine';
import { parseGallery, type Fault } from '@attest/item-bank';
import { scoreItem } from '@attest/scoring';
import { CONFIG } from '../../../platform/config/config.module.ts';
import type { Config } from '../../../platform/config/config.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { readBankFiles } from '../import/read-bank-files.ts';
import { compileGallery, type CompiledGallery } from './compile-gallery.ts';

const mostFaultsTold = 20;

/** The gallery of the question bank, from its files: it is never in the database, so that no form can hold it. */
@Injectable()
export class GalleryService {
  private compiled: Promise<CompiledGallery> | null = null;

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  async read(): Promise<Gallery> {
    return (await this.gallery()).shown;
  }

  /** What an answer earns, by the engine that scores exams. Nothing is stored. */
  async score(itemId: string, { value, secondsSpent }: TryAnswer): Promise<TriedAnswer> {
    const { items } = await this.gallery();
    const item = items.get(itemId);
    if (item === undefined)
      throw new Problem('not-found', { detail: `The gallery has no item “${itemId}”.` });
    const fault = checkResponse(item.content.interactions, value);
    if (fault !== null) throw new Problem('response-malformed', { detail: fault });
    const sitting = { sessionId: 'gallery', itemNumber: 1, secondsSpent: secondsSpent ?? null };
    const { points, isScored, explanations, processing } = scoreItem(item.key, value, sitting);
    return { points, isScored, explanations: [...explanations], processing };
  }

  /** Read once; files that cannot be used are read again at the next request, as somebody may mend them. */
  private gallery(): Promise<CompiledGallery> {
    this.compiled ??= this.compile().catch((cause: unknown) => {
      this.compiled = null;
      throw cause;
    });
    return this.compiled;
  }

  private async compile(): Promise<CompiledGallery> {
    const { files, faults: unread } = await this.filesOfBank();
    const gallery = parseGallery(files);
    if (gallery === null) {
      throw new Problem('not-found', { detail: 'The question bank of this installation has no gallery.' });
    }
    const faults = [...unread, ...gallery.faults];
    if (faults.length > 0) {
      throw new Problem('not-found', {
        detail: 'The gallery has faults in its files; `npm run bank -- lint` names them all.',
        faults: faults.slice(0, mostFaultsTold).map(told),
      });
    }
    return compileGallery(gallery);
  }

  /** An installation may have its bank in the database alone. */
  private async filesOfBank(): ReturnType<typeof readBankFiles> {
    try {
      return await readBankFiles(this.config.questionBankDirectory);
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')
        return { files: [], faults: [] };
      throw cause;
    }
  }
}

function told({ path, line, column, message }: Fault) {
  return { path: `${path}:${String(line)}:${String(column)}`, message };
}
