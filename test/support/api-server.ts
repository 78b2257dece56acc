/** The API on a loopback socket, over the ports in memory; what is uploaded is taken in at once. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { createApp } from '../../functions/api/app.ts';
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

/** What the storage does with an upload: takes it in, refuses it, or keeps it without a word to anybody. */
export type Storage = 'TAKES' | 'REFUSES' | 'KEEPS';

/** Names of the parts whose connection is cut, while they are in it. */
export type BrokenParts = Set<number>;

export async function startApiServer(
  storage: Storage = 'TAKES',
  broken: BrokenParts = new Set(),
): Promise<ApiServer> {
  const ports = memoryPorts();
  const uploads: Record<string, unknown>[] = [];
  const parts: number[] = [];
  const log = { info: () => {}, error: () => {} };
  const app = createApp({ ports, tokens: async () => new Map([[HOLDER, TOKEN]]), log });

  async function receive(key: string, bytes: Uint8Array): Promise<void> {
    ports.raw.objects.set(key, bytes);
    await ports.queues.ingest.send({ Records: [{ s3: { object: { key } } }] });
    await settleAll(ports);
  }

  const server = createServer(async (incoming, outgoing) => {
    const { method = 'GET', url = '/', headers } = incoming;
    const [, upload = '', part = ''] = /^\/part\/(.*)\/(\d+)$/.exec(url) ?? [];
    if (broken.has(Number(part))) return incoming.destroy();
    const body = await buffer(incoming);
    if (part !== '') {
      parts.push(Number(part));
      ports.uploads.begun.get(decodeURIComponent(upload))?.set(Number(part), body);
      return outgoing.writeHead(200).end();
    }
    if (method === 'PUT' && url.startsWith(UPLOAD)) {
      uploads.push(headers);
      if (storage === 'REFUSES')
        return outgoing.writeHead(403).end('<Error><Code>AccessDenied</Code></Error>');
      if (storage === 'TAKES') await receive(url.slice(UPLOAD.length), body);
      return outgoing.writeHead(200).end();
    }
    if (method === 'GET' && url.startsWith(OBJECT)) {
      return outgoing.writeHead(200).end(await ports.archive.read(url.slice(OBJECT.length)));
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
  ports.raw.presignPut = async (key) => ({
    method: 'PUT',
    url: `${url}${UPLOAD}${key}`,
    headers: { 'If-None-Match': '*' },
  });
  ports.archive.presignGet = async (key) => `${url}${OBJECT}${key}`;
  ports.uploads.presignPart = async (_key, upload, part) => ({
    method: 'PUT',
    url: `${url}${PART}${encodeURIComponent(upload)}/${part}`,
    headers: {},
  });
  const complete = ports.uploads.complete.bind(ports.uploads);
  ports.uploads.complete = async (key, upload) => {
    await complete(key, upload);
    await receive(key, await ports.raw.read(key));
  };
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { url, ports, uploads, parts, close };
}
