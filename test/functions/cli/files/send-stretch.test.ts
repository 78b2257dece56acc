/** A stretch of a file against a storage that breaks off, stalls, fails, or whose links expire, on real sockets. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sendStretch } from '../../../../functions/cli/files/send-stretch.ts';
import { type Manner, startUnsteadyServer, type UnsteadyServer } from '../../../support/unsteady-server.ts';

/** Of a storage that answers, also on a busy machine; and of one that does not. */
const LONG_MS = 30_000;
const IDLE_MS = 600;
const BYTES = 4 << 20;

let folder: string;
let file: string;
let server: UnsteadyServer;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'howship-send-'));
  file = join(folder, 'fu1.csv');
  writeFileSync(file, Buffer.alloc(BYTES, 'a'));
});
afterEach(() => server.close());
afterAll(() => rmSync(folder, { recursive: true }));

/** Sends the file; resolves to what progress was told in all. */
async function send(manners: readonly Manner[], stored = false): Promise<number> {
  server = await startUnsteadyServer(Buffer.alloc(0), manners);
  let links = 0;
  let told = 0;
  await sendStretch(
    { file, from: 0, to: BYTES },
    async () =>
      stored && links > 0 ? null : { url: `${server.url}/link-${++links}`, headers: { digest: 'd' } },
    (bytes) => {
      told += bytes;
    },
    { idleMs: manners.some(isStill) ? IDLE_MS : LONG_MS, pauseMs: 1, tries: 4 },
  );
  return told;
}

const isStill = (manner: Manner) => manner === 'SILENT' || manner === 'TAKES_NOTHING';

const asked = () => server.asked.map(({ path, received }) => [path, received]);
const EXPIRED = { status: 403, code: 'AccessDenied', message: 'Request has expired' };

describe('a stretch of a file', () => {
  it('is sent once, with its length and the headers of its link', async () => {
    expect(await send([])).toBe(BYTES);
    expect(asked()).toEqual([['/link-1', BYTES]]);
    expect(server.asked[0]?.headers).toMatchObject({ digest: 'd', 'content-length': String(BYTES) });
  });

  it.each<[string, Manner]>([
    ['the connection is reset', 'RESETS'],
    ['the storage fails', { status: 500 }],
    ['the storage asks to slow down', { status: 503, code: 'SlowDown' }],
    ['nobody answers', 'SILENT'],
    ['nobody takes a byte', 'TAKES_NOTHING'],
    ['S3 waited too long for it', { status: 400, code: 'RequestTimeout' }],
  ])('is sent again to the same link where %s', async (_, manner) => {
    expect(await send([manner, manner])).toBe(BYTES);
    expect(server.asked.map(({ path }) => path)).toEqual(['/link-1', '/link-1', '/link-1']);
    expect(asked().at(-1)).toEqual(['/link-1', BYTES]);
  });

  it.each<[string, Manner]>([
    ['it has expired', EXPIRED],
    ['the session that signed it has ended', { status: 400, code: 'ExpiredToken' }],
  ])('gets a fresh link where %s', async (_, manner) => {
    expect(await send([manner])).toBe(BYTES);
    expect(server.asked.map(({ path }) => path)).toEqual(['/link-1', '/link-2']);
  });

  it('is there where only the answer to a try before was lost', async () => {
    await send(['RESETS', { status: 412, code: 'PreconditionFailed' }]);
    expect(server.asked).toHaveLength(2);
  });

  it('is there where there is no further link for it', async () => {
    await send([EXPIRED], true);
    expect(server.asked).toHaveLength(1);
  });

  it.each<[Manner, string]>([
    [
      { status: 403, code: 'AccessDenied', message: 'no' },
      'the storage refused the file with 403 AccessDenied',
    ],
    [{ status: 412, code: 'PreconditionFailed' }, 'with 412 PreconditionFailed'],
    [{ status: 400, code: 'BadDigest' }, 'fu1.csv is not what it was when it was announced'],
    [{ status: 403, code: 'SignatureDoesNotMatch' }, 'fu1.csv is not what it was when it was announced'],
  ])('is refused at once with %o', async (manner, says) => {
    await expect(send([manner])).rejects.toMatchObject({
      code: 'upload.refused',
      message: expect.stringContaining(says),
    });
    expect(server.asked).toHaveLength(1);
  });

  it('is given up after its tries, with the reason', async () => {
    const silent: Manner[] = ['SILENT', 'SILENT', 'SILENT', 'SILENT'];
    await expect(send(silent)).rejects.toMatchObject({
      code: 'upload.broken',
      message: 'the upload of fu1.csv broke off: nothing moved for 0.6 s',
    });
    expect(server.asked).toHaveLength(4);
    await server.close();
    const failing: Manner[] = [{ status: 500 }, { status: 500 }, { status: 500 }, { status: 500 }];
    await expect(send(failing)).rejects.toMatchObject({ code: 'upload.refused' });
  });
});
