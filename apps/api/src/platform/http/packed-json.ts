import { promisify } from 'node:util';
import { constants, crc32, deflateRaw, deflateRawSync, inflateRawSync } from 'node:zlib';
import { negotiate } from '@fastify/accept-negotiator';
import type { FastifyReply } from 'fastify';

const deflate = promisify(deflateRaw);
/** CRC-32 and length of the text, 4 bytes each, little-endian. */
const headBytes = 8;
/** RFC 1952 §2.3: deflate, no flags, no time, unknown system. */
const gzipHead = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);

/** A shorter end is not worth a compressor of its own, which costs more than everything else here. */
const worthDeflating = 2_048;

/**
 * Compresses the beginning of a text that is sent later, perhaps often, each time with another end. What
 * deflate wrote ends at a whole byte, so that blocks of an end may follow (RFC 1951 §3.2.3).
 */
export async function pack(beginning: string): Promise<Buffer> {
  const bytes = Buffer.from(beginning);
  const head = Buffer.alloc(headBytes);
  head.writeUInt32LE(crc32(bytes), 0);
  head.writeUInt32LE(bytes.length, 4);
  const blocks = await deflate(bytes, { level: 6, finishFlush: constants.Z_SYNC_FLUSH });
  return Buffer.concat([head, blocks]);
}

/** JSON whose beginning was packed long before its end was known. */
export class PackedJson {
  /** @param packed what `pack` made of the beginning */
  constructor(
    private readonly packed: Buffer,
    private readonly end: string,
  ) {}

  /** Of the whole, without reading the beginning again. */
  gzip(): Buffer {
    const end = Buffer.from(this.end);
    const tail = Buffer.alloc(8);
    tail.writeUInt32LE(crc32(end, this.packed.readUInt32LE(0)), 0);
    tail.writeUInt32LE((this.packed.readUInt32LE(4) + end.length) >>> 0, 4);
    return Buffer.concat([gzipHead, this.packed.subarray(headBytes), lastBlockOf(end), tail]);
  }

  text(): string {
    const beginning = inflateRawSync(this.packed.subarray(headBytes), {
      finishFlush: constants.Z_SYNC_FLUSH,
    });
    return beginning.toString('utf8') + this.end;
  }
}

/** A short text as it is, as the last block (RFC 1951 §3.2.4: length, and its complement). */
function lastBlockOf(end: Buffer): Buffer {
  if (end.length >= worthDeflating) return deflateRawSync(end);
  const block = Buffer.alloc(5 + end.length);
  block.writeUInt8(1, 0);
  block.writeUInt16LE(end.length, 1);
  block.writeUInt16LE(~end.length & 0xffff, 3);
  end.copy(block, 5);
  return block;
}

/** Answers with it as this caller reads it. */
export function sendPacked(json: PackedJson, reply: FastifyReply): void {
  reply.type('application/json; charset=utf-8');
  if (negotiate(reply.request.headers['accept-encoding'] ?? '', ['gzip']) === null) {
    reply.send(json.text());
    return;
  }
  reply.header('vary', 'accept-encoding').header('content-encoding', 'gzip').send(json.gzip());
}
