import { closeSync, createReadStream } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { LocalStackFailure } from '../home/failure.ts';
import { type Answer, type AnswerBody, emptyAnswer } from './answer.ts';
import { S3Error } from './errors.ts';
import { element, xmlDocument } from './xml.ts';

/** What a failure is answered with. What is no `S3Error` is ours: told on stderr, opaque outside. */
export function errorAnswer(error: unknown, resource: string, id: string): Answer {
  if (error instanceof S3Error) {
    const headers = error.detail.headers ?? {};
    if (error.status === 304) return emptyAnswer(304, headers);
    return { status: error.status, headers, body: { kind: 'xml', text: errorDocument(error, resource, id) } };
  }
  if (error instanceof LocalStackFailure) {
    console.error(`s3 ${id} ${resource}: ${error.message}`);
    return internalAnswer(error.message, resource, id);
  }
  // A client that hung up in the middle of its body gets no answer; anything else is ours to see.
  if (!isAbort(error)) console.error(`s3 ${id} ${resource}:`, error);
  return internalAnswer('We encountered an internal error. Please try again.', resource, id);
}

function internalAnswer(message: string, resource: string, id: string): Answer {
  const internal = new S3Error('InternalError', message);
  return { status: 500, headers: {}, body: { kind: 'xml', text: errorDocument(internal, resource, id) } };
}

function errorDocument(error: S3Error, resource: string, requestId: string): string {
  const fields = Object.entries(error.detail.fields ?? {}).map(([name, value]) => element(name, value));
  return xmlDocument(
    'Error',
    [
      element('Code', error.code),
      element('Message', error.message),
      ...fields,
      element('Resource', resource),
      element('RequestId', requestId),
    ],
    '',
  );
}

/** Writes an answer; returns when its last byte was handed over or the client has gone. */
export async function writeAnswer(
  response: ServerResponse,
  head: boolean,
  { status, headers, body }: Answer,
): Promise<void> {
  if (response.destroyed) {
    if (body.kind === 'file') closeSync(body.descriptor);
    return;
  }
  const type = body.kind === 'xml' ? { 'Content-Type': 'application/xml' } : {};
  const length = status === 204 || status === 304 ? {} : { 'Content-Length': String(lengthOf(body)) };
  response.writeHead(status, { ...headers, ...type, ...length });
  if (body.kind === 'file') {
    const { descriptor, from, length: bytes } = body;
    const source = createReadStream('', {
      fd: descriptor,
      start: from,
      end: from + bytes - 1,
      highWaterMark: 262_144,
    });
    await pipeline(source, response).catch((error: unknown) => {
      if (!isAbort(error)) console.error('s3: reading an object failed half way:', error);
    });
  } else if (head || body.kind === 'none' || body.kind === 'length') {
    response.end();
  } else {
    response.end(body.kind === 'xml' ? body.text : body.bytes);
  }
}

function lengthOf(body: AnswerBody): number {
  if (body.kind === 'xml') return Buffer.byteLength(body.text);
  if (body.kind === 'bytes') return body.bytes.length;
  return body.kind === 'none' ? 0 : body.length;
}

function isAbort(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    /^(ERR_STREAM_PREMATURE_CLOSE|ECONNRESET|EPIPE|ABORT_ERR)$/.test(String(error.code))
  );
}
