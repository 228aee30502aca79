import { Injectable } from '@nestjs/common';
import type { Certification, Exam, ExamsQuery } from '@attest/contracts';
import type * as z from 'zod';
import { readCursor, writeCursor } from '../../platform/http/cursor.ts';
import { Problem } from '../../platform/http/problem.ts';
import { CertificationsRepository } from '../item-bank/index.ts';
import { toolsOf } from './exam-tools.ts';
import { windowOf } from './exam-window.ts';
import { ExamsRepository, type CurrentExam } from './exams.repository.ts';

/** The catalogue. */
@Injectable()
export class ExamsService {
  constructor(
    private readonly exams: ExamsRepository,
    private readonly certifications: CertificationsRepository,
  ) {}

  async listCertifications(): Promise<{ certifications: Certification[] }> {
    return { certifications: await this.certifications.list() };
  }

  async list(query: z.infer<typeof ExamsQuery>): Promise<{ exams: Exam[]; next: string | null }> {
    const [afterSlug = ''] = readCursor(query.after) ?? [];
    const found = await this.exams.list(query.certification ?? null, afterSlug, query.limit + 1);
    const page = found.slice(0, query.limit);
    const last = page.at(-1);
    return {
      exams: await Promise.all(page.map((exam) => this.describe(exam))),
      next: found.length > query.limit && last !== undefined ? writeCursor([last.slug]) : null,
    };
  }

  async read(idOrSlug: string): Promise<Exam> {
    return this.describe(await this.get(idOrSlug));
  }

  async get(idOrSlug: string): Promise<CurrentExam> {
    const exam = await this.exams.find(idOrSlug);
    if (exam === null) throw new Problem('not-found', { detail: `There is no exam “${idOrSlug}”.` });
    return exam;
  }

  getVersion(versionId: string): Promise<CurrentExam> {
    return this.exams.findVersion(versionId);
  }

  private async describe({ id, slug, certification, definition }: CurrentExam): Promise<Exam> {
    const domains = await this.certifications.domainsOf(certification);
    const {
      title,
      summary,
      itemCount,
      pretestCount = 0,
      durationSeconds,
      modes,
      mayGoBack,
      sections = [],
      release,
      reveal,
      warningsAtSeconds,
    } = definition;
    const { opensAt, latestStartAt, closesAt } = windowOf(definition);
    return {
      id,
      slug,
      certification,
      title,
      summary,
      itemCount: itemCount + pretestCount,
      pretestCount,
      durationSeconds,
      modes,
      mayGoBack,
      tools: toolsOf(definition),
      sections,
      release,
      reveal,
      warningsAtSeconds,
      opensAt: opensAt?.toISOString() ?? null,
      latestStartAt: latestStartAt?.toISOString() ?? null,
      closesAt: closesAt?.toISOString() ?? null,
      domains: domains
        .map((domain) => ({
          id: domain.id,
          name: domain.name,
          itemCount: definition.domains[domain.id] ?? 0,
        }))
        .filter((domain) => domain.itemCount > 0),
    };
  }
}
