import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { CONFIG } from '../../platform/config/config.module.ts';
import type { Config } from '../../platform/config/config.ts';
import { tooBusyWithPasswords } from './password-turns.ts';
import type { PasswordReply, PasswordResults, PasswordTask } from './password-worker.ts';

/** Leaves a core to those who save answers; each holds tens of megabytes, so there are never many. */
export const mostThreads = Math.min(4, Math.max(1, availableParallelism() - 1));

/** Those whose exam was cut off by a restart come first. */
const quietStartMs = 2_000;

/**
 * Threads of low priority that judge, hash and verify passwords, the first begun soon after the
 * process listens and the others when they are needed. One that dies fails whoever it worked for; the next who asks
 * gets a new one.
 */
@Injectable()
export class PasswordThreads implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(PasswordThreads.name);
  private readonly threads = new Set<Worker>();
  private readonly idle: Worker[] = [];
  private isClosed = false;

  constructor(
    private readonly host: HttpAdapterHost<FastifyAdapter>,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Not for commands, which listen to nobody and rarely see a password. */
  onApplicationBootstrap(): void {
    this.host.httpAdapter.getHttpServer().once('listening', () => {
      setTimeout(() => {
        this.prepare();
      }, quietStartMs).unref();
    });
  }

  /**
   * Whoever calls sees to it that no more than `mostThreads` are asked at once.
   *
   * @throws Problem `overloaded` where the thread ended meanwhile
   */
  async ask<Kind extends PasswordTask['kind']>(
    task: Extract<PasswordTask, { kind: Kind }>,
  ): Promise<PasswordResults[Kind]> {
    if (this.isClosed) throw tooBusyWithPasswords();
    const thread = this.idle.pop() ?? this.begin();
    // The process lives while somebody waits for a thread, and not for a thread that waits.
    thread.ref();
    const reply = await replyOf<PasswordResults[Kind]>(thread, task);
    thread.unref();
    this.idle.push(thread);
    if ('result' in reply) return reply.result;
    throw new Error('a password could not be worked on', { cause: reply.fault });
  }

  async onApplicationShutdown(): Promise<void> {
    this.isClosed = true;
    await Promise.all([...this.threads].map((thread) => thread.terminate()));
  }

  private prepare(): void {
    if (this.isClosed || this.threads.size > 0) return;
    const thread = this.begin();
    thread.unref();
    this.idle.push(thread);
  }

  private begin(): Worker {
    // Of the environment, which holds secrets, it needs nothing.
    const thread = new Worker(new URL('./password-worker.ts', import.meta.url), {
      name: 'passwords',
      env: {},
      workerData: this.config.passwords.niceness,
    });
    this.threads.add(thread);
    thread.on('error', (error: unknown) => {
      this.logger.error({ err: error }, 'password_thread_failed');
    });
    thread.once('exit', () => {
      this.threads.delete(thread);
      const at = this.idle.indexOf(thread);
      if (at >= 0) this.idle.splice(at, 1);
    });
    return thread;
  }
}

function replyOf<Result>(thread: Worker, task: PasswordTask): Promise<PasswordReply<Result>> {
  return new Promise((resolve, reject) => {
    const ended = () => {
      reject(tooBusyWithPasswords());
    };
    thread.once('exit', ended);
    thread.once('message', (reply: PasswordReply<Result>) => {
      thread.off('exit', ended);
      resolve(reply);
    });
    thread.postMessage(task);
  });
}
