/** A server on loopback that answers each request as it was told to: soundly, late, in part, or not at all. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Manner =
  | 'SOUND'
  /** The head of the answer, so many bytes of its body, then nothing more. */
  | { readonly stallsAfter: number }
  /** So many bytes of the body, then the connection is reset. */
  | { readonly resetsAfter: number }
  /** Takes the request and never answers. */
  | 'SILENT'
  /** Resets the connection before the answer. */
  | 'RESETS'
  /** Reads no byte of the request's body. */
  | 'TAKES_NOTHING'
  /** Soundly, with the CRC-32 of other bytes. */
  | 'DAMAGED'
  | { readonly status: number; readonly code?: string; readonly message?: string };

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** Bytes of the request's body that have come. */
  readonly received: number;
}

export interface UnsteadyServer {
  readonly url: string;
  readonly asked: readonly Asked[];
  /** Answers that the asker broke off. */
  brokenOff(): number;
  close(): Promise<void>;
}

/**
 * Serves `body` under every path, by ranges where they are asked for; the n-th request is met in the n-th manner, those
 * after the last one soundly.
 */
export async function startUnsteadyServer(
  body: Uint8Array,
  manners: readonly Manner[],
): Promise<UnsteadyServer> {
  const asked: (Asked & { received: number })[] = [];
  let brokenOff = 0;
  const server = createServer((request, response) => {
    const manner = manners[asked.length] ?? 'SOUND';
    const one = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      received: 0,
    };
    asked.push(one);
    request.on('data', (chunk: Buffer) => {
      one.received += chunk.length;
    });
    response.once('close', () => {
      if (!response.writableEnded) brokenOff++;
    });
    if (manner === 'TAKES_NOTHING') request.pause();
    else if (request.method === 'PUT') request.on('end', () => answer(request, response, body, manner));
    else answer(request, response, body, manner);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    brokenOff: () => brokenOff,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(request: IncomingMessage, response: ServerResponse, body: Uint8Array, manner: Manner): void {
  if (manner === 'RESETS') {
    response.socket?.resetAndDestroy();
    return;
  }
  if (manner === 'SILENT' || manner === 'TAKES_NOTHING') return;
  if (typeof manner === 'object' && 'status' in manner) {
    response.writeHead(manner.status, { 'Content-Type': 'application/xml' });
    const { code = 'InternalError', message = 'try again' } = manner;
    response.end(`<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
    return;
  }
  const [, from = '', to = ''] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
  const begin = from === '' ? 0 : Number(from);
  const end = to === '' ? body.length : Math.min(body.length, Number(to) + 1);
  const part = body.subarray(begin, end);
  response.writeHead(from === '' ? 200 : 206, {
    ETag: '"one"',
    ...(manner === 'DAMAGED' && { 'x-amz-checksum-crc32': 'AAAAAA==' }),
    'Content-Length': part.length,
    ...(from !== '' && { 'Content-Range': `bytes ${begin}-${end - 1}/${body.length}` }),
  });
  if (typeof manner === 'string') {
    response.end(part);
    return;
  }
  const isStall = 'stallsAfter' in manner;
  response.write(part.subarray(0, isStall ? manner.stallsAfter : manner.resetsAfter), () => {
    if (!isStall) response.socket?.resetAndDestroy();
  });
}
