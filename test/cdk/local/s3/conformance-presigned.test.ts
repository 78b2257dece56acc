import { createHash } from 'node:crypto';
import { GetObjectCommand, PutObjectCommand, type PutObjectCommandInput } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf, get, named, put, type Rest } from './requests.ts';
import { openTarget, type Target } from './target.ts';

/** The conformance test's presigned URLs. */
let target: Target;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(async () => {
  await target.close();
});

describe('presigned URLs', () => {
  const once = {
    unhoistableHeaders: new Set(['if-none-match']),
    signableHeaders: new Set(['if-none-match', 'host']),
  };

  function signPut(key: string, rest: Rest<PutObjectCommandInput>, options = {}): Promise<string> {
    return getSignedUrl(target.client, new PutObjectCommand({ ...named(target, key), ...rest }), {
      expiresIn: 300,
      ...options,
    });
  }

  it('put and get without credentials, under any key', async () => {
    const key = 'presigned/é +&?.csv';
    const response = await fetch(await signPut(key, {}), { method: 'PUT', body: 'by url' });
    expect(response.status).toBe(200);
    const url = await getSignedUrl(target.client, new GetObjectCommand(named(target, key)), {
      expiresIn: 300,
    });
    const answer = await fetch(url, { headers: { Range: 'bytes=3-' } });
    expect([answer.status, await answer.text()]).toEqual([206, 'url']);
  });

  it('rename a download where signed so', async () => {
    await put(target, 'renamed', 'x');
    const command = new GetObjectCommand({
      ...named(target, 'renamed'),
      ResponseContentDisposition: 'attachment; filename="deltas.csv"',
      ResponseContentType: 'text/csv',
    });
    const answer = await fetch(await getSignedUrl(target.client, command));
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="deltas.csv"');
    expect(answer.headers.get('content-type')).toBe('text/csv');
  });

  it('with a signed If-None-Match: * write once, and only with that header', async () => {
    const url = await signPut('raw/one', { IfNoneMatch: '*' }, once);
    expect(new URL(url).searchParams.get('X-Amz-SignedHeaders')).toContain('if-none-match');
    expect(await codeOf(await fetch(url, { method: 'PUT', body: 'x' }))).toBe('403 SignatureDoesNotMatch');
    const headers = { 'If-None-Match': '*' };
    expect((await fetch(url, { method: 'PUT', body: 'first', headers })).status).toBe(200);
    expect(await codeOf(await fetch(url, { method: 'PUT', body: 'second', headers }))).toBe(
      '412 PreconditionFailed',
    );
    expect((await get(target, 'raw/one')).toString()).toBe('first');
  });

  it('with a signed length take a body of that length only', async () => {
    const url = await signPut(
      'measured',
      { ContentLength: 7 },
      { signableHeaders: new Set(['content-length', 'host']) },
    );
    expect(await codeOf(await fetch(url, { method: 'PUT', body: '12345678' }))).toBe(
      '403 SignatureDoesNotMatch',
    );
    expect((await fetch(url, { method: 'PUT', body: '1234567' })).status).toBe(200);
  });

  it('with a signed checksum take that body only', async () => {
    const sum = createHash('sha256').update('right').digest('base64');
    const name = 'x-amz-checksum-sha256';
    const url = await signPut('summed', { ChecksumSHA256: sum }, { unhoistableHeaders: new Set([name]) });
    expect((await fetch(url, { method: 'PUT', body: 'right' })).status).toBe(403);
    const headers = { [name]: sum };
    expect(await codeOf(await fetch(url, { method: 'PUT', body: 'wrong', headers }))).toBe('400 BadDigest');
    expect((await fetch(url, { method: 'PUT', body: 'right', headers })).status).toBe(200);
  });

  it('are worth nothing once anything in them was changed', async () => {
    const url = await signPut('tampered', {});
    const swap = (from: string | RegExp, to: string) =>
      fetch(url.replace(from, to), { method: 'PUT', body: 'x' });
    expect(await codeOf(await swap('tampered', 'elsewhere'))).toBe('403 SignatureDoesNotMatch');
    expect(await codeOf(await swap('X-Amz-Expires=300', 'X-Amz-Expires=3000'))).toBe(
      '403 SignatureDoesNotMatch',
    );
    expect(await codeOf(await swap(/Signature=.{4}/, 'Signature=0000'))).toBe('403 SignatureDoesNotMatch');
    expect(await codeOf(await fetch(url))).toBe('403 SignatureDoesNotMatch');
    expect(await codeOf(await swap(/X-Amz-Expires=300&/, ''))).toBe('400 AuthorizationQueryParametersError');
    const extra = await fetch(url, { method: 'PUT', body: 'x', headers: { 'x-amz-meta-added': '1' } });
    expect(await codeOf(extra)).toBe('403 AccessDenied');
  });

  it('expire', async () => {
    const options = { expiresIn: 60, signingDate: new Date(Date.now() - 120_000) };
    const url = await signPut('expired', {}, options);
    const response = await fetch(url, { method: 'PUT', body: 'x' });
    expect(response.status).toBe(403);
    expect(await response.text()).toMatch(
      /<Code>AccessDenied<\/Code><Message>Request has expired<\/Message>/,
    );
  });
});
