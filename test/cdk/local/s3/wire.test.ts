import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeOf, noise } from './requests.ts';
import { RestartableDoor } from './restartable-door.ts';

/** Requests that no SDK would send. */
let held: RestartableDoor;
beforeEach(async () => {
  held = await RestartableDoor.create();
});
afterEach(async () => {
  await held.destroy();
});

describe('the wire', () => {
  it('wants a length, and plain bodies plainly framed', async () => {
    const { door } = await held.start();
    const url = await held.putUrl('k');
    const head = `PUT ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\nConnection: close\r\n`;
    const answer = async (rest: string) => {
      const socket = connect(door.port, '127.0.0.1');
      socket.write(head + rest);
      const pieces: Buffer[] = [];
      for await (const piece of socket) pieces.push(piece);
      return Buffer.concat(pieces).toString();
    };
    expect(await answer('Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n')).toMatch(
      /411[\s\S]*MissingContentLength/,
    );
    expect(await answer('Content-Length: 5\r\nExpect: 100-continue\r\n\r\nhello')).toMatch(
      /^HTTP\/1.1 100 [\s\S]*HTTP\/1.1 200 /,
    );
  });

  it('does not ask for a body that it is going to refuse', async () => {
    const { door } = await held.start();
    const url = await held.putUrl('k');
    const socket = connect(door.port, '127.0.0.1');
    const path = url.pathname + url.search.replace(/Signature=../, 'Signature=zz');
    socket.write(
      `PUT ${path} HTTP/1.1\r\nHost: ${url.host}\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n`,
    );
    const [answer] = await once(socket, 'data');
    socket.destroy();
    expect(String(answer)).toMatch(/^HTTP\/1.1 403 /);
  });

  it('brings a refusal to a client that is still sending', async () => {
    await held.start();
    const url = (await held.putUrl('k')).href;
    const tampered = url.replace(/Signature=../, 'Signature=zz');
    const response = await fetch(tampered, { method: 'PUT', body: noise(20_000_000) });
    expect(await codeOf(response)).toBe('403 SignatureDoesNotMatch');
  });

  it('refuses paths and queries that mean two things or nothing', async () => {
    const { door } = await held.start();
    expect(await codeOf(await fetch(`${door.url}/archive/a+b`))).toBe('501 NotImplemented');
    expect(await codeOf(await fetch(`${door.url}/archive/a?x=1&x=2`))).toBe('501 NotImplemented');
    expect(await codeOf(await fetch(`${door.url}/archive/%ff`))).toBe('400 InvalidURI');
    expect(await codeOf(await fetch(`${door.url}/archive/a`))).toBe('403 AccessDenied');
  });
});
