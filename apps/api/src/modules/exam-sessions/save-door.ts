import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { ExamSessionId, type AccountId, type RecordResponses } from '@attest/contracts';
import { mayDo } from '@attest/contracts/permissions';
import { AUTHENTICATION, type Authentication } from '../../platform/auth/authentication.ts';
import { CONFIG } from '../../platform/config/config.module.ts';
import type { Config } from '../../platform/config/config.ts';
import { signInCookie } from '../../platform/http/cookies.ts';
import { FastRoute, hasPlainJson } from '../../platform/http/fast-route.ts';
import { toProblem } from '../../platform/http/problem.filter.ts';
import { Problem } from '../../platform/http/problem.ts';
import { RequestCounts } from '../../platform/http/request-counts.ts';
import { RequestRecord } from '../../platform/http/request-record.ts';
import { refuseLate } from '../../platform/http/time-limit.ts';
import { isPlainSave } from './plain-save.ts';
import { RecordSessionResponses } from './record-session-responses.ts';

const route = '/api/exam-sessions/:sessionId/responses';
const path =
  /^\/api\/exam-sessions\/([0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})\/responses$/;

/**
 * Saves as players send them, without the layers of the framework between socket and statement: most of a
 * save's price was theirs. The same person, permission, limits, contract, problems, log line and metrics;
 * whatever is not plain goes to the handler of the controller.
 */
@Injectable()
export class SaveDoor implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(SaveDoor.name);
  private readonly cookie: RegExp;
  private fast: FastRoute | null = null;

  constructor(
    @Inject(AUTHENTICATION) private readonly authentication: Authentication,
    @Inject(CONFIG) private readonly config: Config,
    private readonly host: HttpAdapterHost<FastifyAdapter>,
    private readonly recording: RecordSessionResponses,
    private readonly counts: RequestCounts,
    private readonly record: RequestRecord,
  ) {
    const { name } = signInCookie(config.http.publicUrl);
    this.cookie = new RegExp(`^(?:.*; )?${name}=([A-Za-z0-9_-]+)(?:;|$)`);
  }

  onApplicationBootstrap(): void {
    const adapter = this.host.httpAdapter;
    const fastify = adapter.getInstance();
    this.fast = new FastRoute(fastify, {
      isOurs: ({ method, url = '' }) => method === 'PUT' && path.test(url),
      take: (request, response) => this.take(request, response),
    });
  }

  beforeApplicationShutdown(): void {
    this.fast?.close();
  }

  /** Leaves the request alone unless everything about it is plain. */
  private take(request: IncomingMessage, response: ServerResponse): boolean {
    const { headers, url = '' } = request;
    const id = path.exec(url)?.[1];
    const cookie = this.cookie.exec(headers.cookie ?? '')?.[1];
    const { origin } = this.config.http.publicUrl;
    if (id === undefined || cookie === undefined || !hasPlainJson(request)) return false;
    if (headers.authorization !== undefined || headers['x-requested-with'] !== 'attest') return false;
    if (headers.origin !== undefined && headers.origin !== origin) return false;
    const asked: Asked = { begunMs: performance.now(), traceId: randomUUID(), accountId: undefined };
    refuseLate(response, (problem) => {
      this.finish(response, asked, () => this.fast?.refuse(response, problem, asked.traceId));
    });
    this.fast?.readBody(request, (body) => {
      this.answer(request, response, asked, { id, cookie, body }).catch((error: unknown) => {
        this.logger.error({ err: error }, 'a save could not be answered');
        response.destroy();
      });
    });
    return true;
  }

  private async answer(
    request: IncomingMessage,
    response: ServerResponse,
    asked: Asked,
    { id, cookie, body }: Sent,
  ): Promise<void> {
    try {
      const save = plainSave(body);
      const person = save === null ? null : await this.authentication.recall(cookie);
      if (save === null || person === null || !mayDo(person.roles, 'exam-session:respond')) {
        await this.fast?.replay(request, response, body);
        return;
      }
      asked.accountId = person.accountId;
      if (this.counts.isBeyond(person.accountId, 'answers'))
        throw new Problem('too-many-requests', { retryAfterSeconds: 60 });
      const receipt = await this.recording.record(person, ExamSessionId.parse(id), save);
      this.finish(response, asked, () => this.fast?.send(response, JSON.stringify(receipt)));
    } catch (error) {
      this.refuse(response, asked, error);
    }
  }

  private refuse(response: ServerResponse, asked: Asked, error: unknown): void {
    const problem = toProblem(error, 'PUT');
    const { traceId } = asked;
    if (problem.status >= 500) this.logger.error({ err: error, traceId }, problem.message);
    this.finish(response, asked, () => this.fast?.refuse(response, problem, traceId));
  }

  /** Whichever comes second, the answer or the end of the time it may take, comes to nothing. */
  private finish(response: ServerResponse, { begunMs, ...asked }: Asked, say: () => void): void {
    if (response.headersSent) return;
    say();
    const { statusCode: status } = response;
    this.record.answeredShortly({
      method: 'PUT',
      route,
      status,
      durationMs: performance.now() - begunMs,
      ...asked,
    });
  }
}

interface Asked {
  readonly begunMs: number;
  readonly traceId: string;
  /** Not known before somebody looked. */
  accountId: AccountId | undefined;
}

interface Sent {
  readonly id: string;
  readonly cookie: string;
  readonly body: Buffer;
}

/** In UTF-8, and without an escape, no character can be in it that cannot be stored. */
function plainSave(sent: Buffer): RecordResponses | null {
  if (!isUtf8(sent)) return null;
  const text = sent.toString('utf8');
  if (text.includes('\\u')) return null;
  try {
    const body: unknown = JSON.parse(text);
    return isPlainSave(body) ? body : null;
  } catch {
    return null;
  }
}
