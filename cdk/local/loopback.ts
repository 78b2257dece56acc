import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LocalStackFailure } from './home/failure.ts';

/** Only this machine can reach what the local stack serves. */
export const LOOPBACK = '127.0.0.1';

/**
 * Listens on loopback.
 *
 * @param port 0 takes any free one
 * @returns the port
 * @throws LocalStackFailure `port.in-use`
 */
export function listenOnLoopback(server: Server, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const inUse = error.code === 'EADDRINUSE';
      reject(
        inUse
          ? new LocalStackFailure(
              'port.in-use',
              `port ${port} is taken by another program: give another --port, or 0 for any free one`,
            )
          : error,
      );
    });
    server.listen(port, LOOPBACK, () => {
      server.removeAllListeners('error');
      resolve(portOf(server.address()));
    });
  });
}

/**
 * Listens on loopback, where the port is taken on any free one.
 *
 * @returns the port
 */
export async function listenNear(server: Server, port: number): Promise<number> {
  try {
    return await listenOnLoopback(server, port);
  } catch (error) {
    if (error instanceof LocalStackFailure && error.code === 'port.in-use') return listenOnLoopback(server);
    throw error;
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error(`expected a port, got ${address}`);
  return address.port;
}

/**
 * Whether a web page makes the request. Pages of other sites can reach loopback ports; the data plane behind the API
 * does not check signatures, so it answers none of them (browsers send Origin with every POST).
 */
export function isFromBrowser({ headers }: IncomingMessage): boolean {
  return headers.origin !== undefined || headers['sec-fetch-site'] !== undefined;
}

/** The whole body, or null where it is longer than `limit` bytes. Rejects where the sender gives up half way. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const part = Buffer.from(chunk);
    bytes += part.byteLength;
    if (bytes > limit) return null;
    chunks.push(part);
  }
  return Buffer.concat(chunks);
}

/** Stops taking connections, ends the idle ones, and waits for the rest up to the grace. */
export async function closeServer(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(timer);
}
