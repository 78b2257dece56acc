/** Sends a request as it stands; `fetch` would make another path and another host of it. */
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { SentRequest } from './make-request.ts';

export interface HeardAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly millis: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: 4 });
const PATIENCE_MS = 60_000;

export function sendRequest(url: string, sent: SentRequest): Promise<HeardAnswer> {
  const { hostname, port } = new URL(url);
  const { method, target, body } = sent;
  const headers = { ...sent.headers, ...(body !== null && { 'content-length': Buffer.byteLength(body) }) };
  const begun = performance.now();
  return new Promise((heard, failed) => {
    const call = request(
      { agent, hostname, port, method, path: target, headers, timeout: PATIENCE_MS },
      (response) => {
        const { statusCode: status = 0, headers: said } = response;
        buffer(response).then(
          (bytes) => heard({ status, headers: said, body: bytes, millis: performance.now() - begun }),
          failed,
        );
      },
    );
    call.once('timeout', () => call.destroy(new Error(`no answer within ${PATIENCE_MS / 1000} s`)));
    call.once('error', failed);
    call.end(body ?? undefined);
  });
}
