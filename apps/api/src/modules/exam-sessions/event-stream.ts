import { Readable } from 'node:stream';

/** Beyond this the other end reads too slowly to be worth waiting for: it comes back by itself. */
const mostUnreadBytes = 64 * 1024;

/** Server-sent events to one browser. */
export class EventStream {
  readonly body = new Readable({ read: () => undefined });

  /** @param retryMs how long the browser waits before it comes back after a lost connection */
  constructor(retryMs: number) {
    this.body.push(`retry: ${String(Math.round(retryMs))}\n\n`);
  }

  /** @param data JSON in one line */
  send(data: string): void {
    this.write(`data: ${data}\n\n`);
  }

  /** Keeps proxies and sockets from taking the silence for the end. */
  keepAlive(): void {
    this.write(':\n\n');
  }

  /** @param act runs once, however the stream ends */
  onEnd(act: () => void): void {
    this.body.once('close', act);
  }

  end(): void {
    this.body.push(null);
  }

  private write(text: string): void {
    if (this.body.destroyed || this.body.readableEnded) return;
    this.body.push(text);
    if (this.body.readableLength > mostUnreadBytes) this.body.destroy();
  }
}
