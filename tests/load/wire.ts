import { connect, type Socket } from 'node:net';

export interface Answer {
  /** 0 where the connection broke. */
  readonly status: number;
  readonly body: string;
}

/** One kept-alive connection that has one request under way at a time; spends little on either. */
export class Wire {
  private buffered = '';
  private waiting: ((answer: Answer) => void) | null = null;
  private socket: Socket | null = null;
  private readonly port: number;

  constructor(port: number) {
    this.port = port;
  }

  /** A connection that broke is replaced by the next request. */
  ask(request: string): Promise<Answer> {
    return new Promise((resolve) => {
      this.waiting = resolve;
      this.socket ??= this.open();
      this.socket.write(request, 'latin1');
    });
  }

  close(): void {
    this.socket?.destroy();
  }

  private open(): Socket {
    const socket = connect(this.port, '127.0.0.1');
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      this.read(chunk);
    });
    const fail = (why: string) => {
      if (this.socket !== socket) return;
      this.socket = null;
      this.buffered = '';
      this.answer({ status: 0, body: why });
    };
    socket.on('error', ({ message }) => {
      fail(message);
    });
    socket.on('close', () => {
      fail('the connection was closed');
    });
    return socket;
  }

  private read(chunk: string): void {
    this.buffered = this.buffered === '' ? chunk : this.buffered + chunk;
    const end = this.buffered.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = /\r\ncontent-length: (\d+)/i.exec(this.buffered)?.[1];
    const isWhole =
      length === undefined
        ? this.buffered.endsWith('\r\n0\r\n\r\n')
        : this.buffered.length >= end + 4 + Number(length);
    if (!isWhole) return;
    const answer = { status: Number(this.buffered.slice(9, 12)), body: this.buffered.slice(end + 4) };
    this.buffered = '';
    this.answer(answer);
  }

  private answer(answer: Answer): void {
    const { waiting } = this;
    this.waiting = null;
    waiting?.(answer);
  }
}

/** As a browser sends it. */
export function requestText(
  method: string,
  path: string,
  { cookie, body, port }: { cookie: string | null; body?: unknown; port: number },
): string {
  const text = body === undefined ? '' : JSON.stringify(body);
  return [
    `${method} ${path} HTTP/1.1`,
    `host: localhost:${String(port)}`,
    'user-agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36',
    'accept: */*',
    'accept-encoding: gzip, deflate, br',
    `origin: http://localhost:${String(port)}`,
    'x-requested-with: attest',
    ...(cookie === null ? [] : [`cookie: attest=${cookie}`]),
    ...(body === undefined ? [] : ['content-type: application/json']),
    `content-length: ${String(Buffer.byteLength(text))}`,
    '',
    Buffer.from(text, 'utf8').toString('latin1'),
  ].join('\r\n');
}
