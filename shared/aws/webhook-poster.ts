import { type LookupAddress, lookup } from 'node:dns';
import { type RequestOptions, request as requestOpenly } from 'node:http';
import { request } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isAddress, isAllowed, mayReach } from '../domain/notify/receiver-address.ts';
import { PRIVATE } from '../domain/notify/receiver-url.ts';
import type { Posted, Posting } from '../ports.ts';

const TIME_OUT_MS = 10_000;

interface Trying {
  readonly resolve?: typeof lookup;
  readonly timeOutMs?: number;
}

/**
 * Sends it once, to the address that its name means at that moment: what it means is looked at where it is connected to,
 * so that no name can mean another one by then. Follows no redirect, and waits for no body.
 *
 * @param allowed private addresses and networks that may be reached too; only these over plain HTTP
 */
export function postWebhook(
  { url, headers, body }: Posting,
  allowed: readonly string[],
  { resolve = lookup, timeOutMs = TIME_OUT_MS }: Trying = {},
): Promise<Posted> {
  const target = new URL(url);
  const isOpen = target.protocol === 'http:';
  const mayConnect = (address: string) => (isOpen ? isAllowed(address, allowed) : mayReach(address, allowed));
  // A name that is an address is looked up by nobody.
  if (isAddress(target.hostname) && !mayConnect(target.hostname))
    return Promise.resolve({ taken: false, why: PRIVATE });
  const options: RequestOptions = {
    ...{ method: 'POST', agent: false, signal: AbortSignal.timeout(timeOutMs) },
    headers: { ...headers, 'Content-Length': String(Buffer.byteLength(body)) },
    lookup: guarded(mayConnect, resolve),
  };
  return new Promise((done) => {
    const sent = (isOpen ? requestOpenly : request)(target, options, (response) => {
      response.destroy();
      done(postedOf(response.statusCode ?? 0));
    });
    sent.on('error', (error) => done({ taken: false, why: whyOf(error, timeOutMs) }));
    sent.end(body);
  });
}

function postedOf(status: number): Posted {
  if (status >= 200 && status < 300) return { taken: true };
  const redirect = status >= 300 && status < 400 ? ': redirects are not followed' : '';
  return { taken: false, why: `the receiver answered ${status}${redirect}` };
}

function whyOf(error: Error, timeOutMs: number): string {
  return error.name === 'AbortError' || error.name === 'TimeoutError'
    ? `the receiver did not answer within ${timeOutMs / 1000} s`
    : error.message;
}

/** Fails where any of the addresses may not be connected to. */
function guarded(mayConnect: (address: string) => boolean, resolve: typeof lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
      const [first] = found ?? [];
      if (error !== null) callback(error, '');
      else if (first === undefined || !found.every(({ address }) => mayConnect(address)))
        callback(new Error(PRIVATE), '');
      else if (options.all === true) callback(null, found);
      else callback(null, first.address, first.family);
    });
  };
}
