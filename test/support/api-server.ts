/** The API on a loopback socket, over the ports in memory; what is uploaded is taken in at once. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { createApp } from '../../functions/api/app.ts';
import type { Content, Ports } from '../../shared/ports.ts';
import { HOLDER, TOKEN } from './api.ts';
import { type MemoryPorts, memoryPorts } from './memory-ports.ts';
import { settleAll } from './run-stack.ts';

export interface ApiServer {
  readonly url: string;
  readonly ports: MemoryPorts;
  /** Headers of the uploads, in order. */
  readonly uploads: readonly Record<string, unknown>[];
  /** Numbers of the parts that arrived, in order. */
  readonly parts: readonly number[];
  close(): Promise<void>;
}

const UPLOAD = '/upload/';
const PART = '/part/';
const OBJECT = '/objects/';
const FILE = '/files/';

/** What the storage does with an upload: takes it in, refuses it, or keeps it without a word to anybody. */
export type Storage = 'TAKES' | 'REFUSES' | 'KEEPS';

/** What befalls a PUT, or a GET of an object: its connection is cut, nobody answers it, only its answer is lost, or it is refused so. */
export type Upset =
  | 'CUT'
  | 'SILENCE'
  | 'ANSWER_LOST'
  | { readonly status: number; readonly code: string; readonly message?: string };

/** Says what befalls a request to this path of the storage; undefined: nothing. */
export type Upsets = (path: string) => Upset | undefined;

/** @param seenBy what the API sees of the ports */
export async function startApiServer(
  storage: Storage = 'TAKES',
  upsets: Upsets = () => undefined,
  seenBy: (ports: MemoryPorts) => Ports = (own) => own,
): Promise<ApiServer> {
  const ports = memoryPorts();
  const uploads: Record<string, unknown>[] = [];
  const parts: number[] = [];
  const log = { info: () => {}, error: () => {} };
  const app = createApp({ ports: seenBy(ports), tokens: async () => new Map([[HOLDER, TOKEN]]), log });

  async function receive(key: string, bytes: Uint8Array): Promise<void> {
    ports.raw.objects.set(key, bytes);
    await ports.queues.ingest.send({ Records: [{ s3: { object: { key } } }] });
    await settleAll(ports);
  }

  /** As the storage refuses what its link does not take. */
  function refusalOf(url: string, headers: IncomingHttpHeaders, body: Buffer): Refused | null {
    const { pathname, searchParams } = new URL(url, 'http://local');
    if (Number(searchParams.get('bytes')) !== body.length)
      return { status: 403, code: 'SignatureDoesNotMatch' };
    const digest = headers['x-amz-checksum-sha256'];
    const isOther = digest !== undefined && digest !== createHash('sha256').update(body).digest('base64');
    if (isOther) return { status: 400, code: 'BadDigest' };
    const isTaken = ports.raw.objects.has(pathname.slice(UPLOAD.length));
    if (isTaken) return { status: 412, code: 'PreconditionFailed' };
    return storage === 'REFUSES' ? { status: 403, code: 'AccessDenied' } : null;
  }

  async function keep(url: string, headers: IncomingHttpHeaders, body: Buffer): Promise<void> {
    const { pathname } = new URL(url, 'http://local');
    const [, upload = '', part = ''] = /^\/part\/(.*)\/(\d+)$/.exec(pathname) ?? [];
    if (part !== '') {
      parts.push(Number(part));
      ports.uploads.begun.get(decodeURIComponent(upload))?.set(Number(part), body);
      return;
    }
    uploads.push(headers);
    if (storage === 'TAKES') await receive(pathname.slice(UPLOAD.length), body);
  }

  const server = createServer(async (incoming, outgoing) => {
    const { method = 'GET', url = '/', headers } = incoming;
    const isPut = method === 'PUT' && (url.startsWith(UPLOAD) || url.startsWith(PART));
    const isFile = method === 'GET' && url.startsWith(FILE);
    const isObject = isFile || (method === 'GET' && url.startsWith(OBJECT));
    const upset = isPut || isObject ? upsets(url) : undefined;
    if (upset === 'CUT') return incoming.destroy();
    if (upset === 'SILENCE') return;
    const body = await buffer(incoming);
    if (isPut) {
      const refusal = typeof upset === 'object' ? upset : refusalOf(url, headers, body);
      if (refusal !== null) return refuse(outgoing, refusal);
      await keep(url, headers, body);
      return upset === 'ANSWER_LOST' ? incoming.socket.destroy() : outgoing.writeHead(200).end();
    }
    if (isObject) {
      if (typeof upset === 'object') return refuse(outgoing, upset);
      const store = isFile ? ports.raw : ports.archive;
      return outgoing.writeHead(200).end(await store.read(url.slice((isFile ? FILE : OBJECT).length)));
    }
    const given = Object.entries(headers).map(([name, value]) => [name, String(value)] as [string, string]);
    const request = new Request(`http://${headers.host}${url}`, {
      method,
      headers: given,
      ...(body.length > 0 && { body }),
    });
    const response = await app.fetch(request);
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    return outgoing.end(Buffer.from(await response.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${address.port}`;
  ports.raw.presignPut = async (key, content) => ({
    method: 'PUT',
    url: `${url}${UPLOAD}${key}?bytes=${content.bytes}`,
    headers: { 'If-None-Match': '*', 'x-amz-meta-declared': content.declared, ...digestHeader(content) },
  });
  ports.raw.presignGet = async (key) => `${url}${FILE}${key}`;
  ports.archive.presignGet = async (key) => `${url}${OBJECT}${key}`;
  ports.uploads.presignPart = async ({ upload, part }, content) => ({
    method: 'PUT',
    url: `${url}${PART}${encodeURIComponent(upload)}/${part}?bytes=${content.bytes}`,
    headers: digestHeader(content),
  });
  const complete = ports.uploads.complete.bind(ports.uploads);
  ports.uploads.complete = async (key, upload) => {
    await complete(key, upload);
    await receive(key, await ports.raw.read(key));
  };
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url, ports, uploads, parts, close };
}

type Refused = Exclude<Upset, string>;

function refuse(outgoing: ServerResponse, { status, code, message = '' }: Refused): void {
  outgoing.writeHead(status).end(`<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
}

function digestHeader({ sha256 }: Content): Record<string, string> {
  return sha256 === null ? {} : { 'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64') };
}
