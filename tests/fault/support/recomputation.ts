import { NestFactory } from '@nestjs/core';
import type { INestApplication } from '@nestjs/common';
import { ExamSessionId } from '@attest/contracts';
import { AppModule } from '../../../apps/api/src/app.module.ts';
import { ScoreSession } from '../../../apps/api/src/modules/scoring/score-session.ts';
import { readConfig } from '../../../apps/api/src/platform/config/config.ts';
import { httpAdapter } from '../../../apps/api/src/platform/http/fastify.ts';

/** The product's own recomputation of outcomes, without a server and without background work. */
export class Recomputation {
  readonly #app: INestApplication;
  /** An outcome is recomputed once: it must be the same for ever. */
  readonly #known = new Map<string, string>();

  private constructor(app: INestApplication) {
    this.#app = app;
  }

  static async on(databaseUrl: string): Promise<Recomputation> {
    const config = readConfig({ LOG_LEVEL: 'fatal', DATABASE_URL: databaseUrl });
    // Not initialised: sweeping and scoring begin only then, and are for the processes under test.
    return new Recomputation(
      await NestFactory.create(AppModule.configured(config, databaseUrl), httpAdapter(config), {
        logger: false,
        abortOnError: false,
      }),
    );
  }

  async of(sessionId: string): Promise<string> {
    const known = this.#known.get(sessionId);
    if (known !== undefined) return known;
    const scoring = this.#app.get(ScoreSession, { strict: false });
    const outcome = await scoring.recompute(ExamSessionId.parse(sessionId));
    this.#known.set(sessionId, outcome);
    return outcome;
  }

  close(): Promise<void> {
    return this.#app.close();
  }
}
