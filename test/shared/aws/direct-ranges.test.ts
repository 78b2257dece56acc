/** Ranges without what the SDK has between signer and sockets: asked for as it asks, and through it where that fails. */
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { GetObjectCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { clientSettings } from '../../../shared/aws/client-settings.ts';
import { DirectRanges } from '../../../shared/aws/direct-ranges.ts';
import { READING } from '../../../shared/aws/object-reads.ts';
import { BucketObjects } from '../../../shared/aws/objects.ts';
import { ObjectMissing } from '../../../shared/ports.ts';
import { ARCHIVE_BUCKET, type LocalPlane, openLocalPlane } from '../../support/local-plane.ts';
import { type Manner, startUnsteadyServer, type UnsteadyServer } from '../../support/unsteady-server.ts';

const LONG_MS = 60_000;
const CREDENTIALS = { accessKeyId: 'a', secretAccessKey: 's' };
const ODD = "deltas/experiment=rr1/a b+c&d'(e)*!~ü/2026-03-01T06.parquet";

const requestSchema = z.object({
  method: z.string(),
  protocol: z.string(),
  hostname: z.string(),
  port: z.number().optional(),
  path: z.string(),
  query: z.record(z.string(), z.string()),
  headers: z.record(z.string(), z.string()),
});
type Request = z.infer<typeof requestSchema>;

/** A client that is answered the same to everything, and what it asked. */
function clientThatIsHeard(config: S3ClientConfig) {
  const asked: Request[] = [];
  const client = new S3Client({
    ...{ region: 'eu-central-1', credentials: CREDENTIALS, ...config },
    requestHandler: {
      handle: async (request: unknown) => {
        asked.push(requestSchema.parse(request));
        return { response: { statusCode: 206, headers: {}, body: Readable.from([Buffer.from('ab')]) } };
      },
    },
  });
  return { client, asked };
}

const soon = () => AbortSignal.timeout(LONG_MS);

describe('a range is asked for as the SDK asks for it', () => {
  const named = { Key: ODD, VersionId: 'v/1+', Range: 'bytes=0-1' };

  it.each([
    ['by the name of the bucket', {}],
    ['of a bucket in China', { region: 'cn-north-1' }],
    ['over both protocols of the internet', { useDualstackEndpoint: true }],
    ['by the path of an endpoint of its own', { endpoint: 'http://127.0.0.1:9000', forcePathStyle: true }],
    ['of an endpoint without a port', { endpoint: 'https://objects.example/s3', forcePathStyle: true }],
  ])('%s', async (_, config) => {
    const { client, asked } = clientThatIsHeard(config);
    const body = await new DirectRanges(client, 'howship-archive').get(named, soon());
    expect(String(await buffer(body ?? Readable.from([])))).toBe('ab');
    await client.send(new GetObjectCommand({ Bucket: 'howship-archive', ...named }));
    const [direct, sdk] = asked;
    const { 'x-id': _id, ...query } = sdk!.query;
    const { headers: _headers, ...where } = sdk!;
    expect(direct).toMatchObject({ ...where, query });
    expect(direct!.headers).toMatchObject({ host: sdk!.headers.host, range: 'bytes=0-1' });
    expect(direct!.headers.authorization).toContain(scopeIn(sdk!));
    expect(asked).toHaveLength(2);
  });

  it('with the token of a session, and by the name of the function', async () => {
    const credentials = { ...CREDENTIALS, sessionToken: 'one that is over soon' };
    const { client, asked } = clientThatIsHeard({ credentials, userAgentAppId: 'Howship-api' });
    await new DirectRanges(client, 'howship-archive').get(named, soon());
    const { headers } = asked[0]!;
    expect(headers['x-amz-security-token']).toBe('one that is over soon');
    expect(headers.authorization).toMatch(/SignedHeaders=[^,]*x-amz-security-token/);
    expect(headers['user-agent']).toBe('app/Howship-api');
  });
});

/** Region and service that a signature holds for. */
const scopeIn = ({ headers }: Request): string =>
  /Credential=[^/]+\/\d+(\/[^,]+),/.exec(headers.authorization ?? '')?.[1] ?? 'none';

describe('a range whose signature is verified', () => {
  let plane: LocalPlane;
  beforeAll(async () => {
    plane = await openLocalPlane([]);
  });
  afterAll(() => plane.close());

  it('is that of the version named, of whatever key', async () => {
    const objects = new BucketObjects(plane.s3, ARCHIVE_BUCKET);
    const version = await objects.put(ODD, Buffer.from('before'), 'text/plain');
    await objects.put(ODD, Buffer.from('after'), 'text/plain');
    const direct = new DirectRanges(plane.s3, ARCHIVE_BUCKET);
    const text = async (named: { readonly VersionId?: string }) =>
      String(await buffer((await direct.get({ Key: ODD, Range: 'bytes=1-3', ...named }, soon()))!));
    expect(await text({})).toBe('fte');
    expect(await text({ VersionId: version! })).toBe('efo');
    expect(await direct.get({ Key: 'none', Range: 'bytes=1-3' }, soon())).toBeNull();
    expect(await direct.get({ Key: ODD, Range: 'bytes=9-12' }, soon())).toBeNull();
  });
});

describe('a range that does not come', () => {
  const BYTES = Uint8Array.from({ length: 4096 }, (_, i) => i * 7);
  const PART = Buffer.from(BYTES.subarray(100, 3100));
  let server: UnsteadyServer;
  let client: S3Client;
  afterEach(async () => {
    client.destroy();
    await server.close();
  });

  async function objects(manners: readonly Manner[], settings = {}): Promise<BucketObjects> {
    server = await startUnsteadyServer(BYTES, manners);
    client = new S3Client({
      ...clientSettings({ connectMs: 1000, idleMs: LONG_MS, totalMs: LONG_MS, tries: 2 }),
      ...{ endpoint: server.url, region: 'us-east-1', credentials: CREDENTIALS, forcePathStyle: true },
    });
    return new BucketObjects(client, 'raw', { ...READING, tries: 3, pauseMs: 1, ...settings });
  }
  const throughSdk = () => server.asked.map(({ headers }) => 'amz-sdk-request' in headers);

  it('is the exception: one that comes never goes through the SDK', async () => {
    expect(Buffer.compare(await (await objects([])).readRange('a', 100, 3100), PART)).toBe(0);
    expect(throughSdk()).toEqual([false]);
  });

  it.each<[string, Manner]>([
    ['because the server is busy', { status: 503, code: 'SlowDown' }],
    ['because the connection is reset before the answer', 'RESETS'],
    ['whole', { resetsAfter: 1000 }],
  ])('%s is asked for again through the SDK', async (_, manner) => {
    const store = await objects([manner]);
    expect(Buffer.compare(await store.readRange('a', 100, 3100), PART)).toBe(0);
    expect(throughSdk()).toEqual([false, true]);
  });

  it('in time is asked for again too', async () => {
    const store = await objects([{ stallsAfter: 1000 }], { totalMs: 300 });
    expect(Buffer.compare(await store.readRange('a', 100, 3100), PART)).toBe(0);
    expect(throughSdk()).toEqual([false, true]);
  });

  it('because it is not there is missing, and what lies beyond the end has no bytes', async () => {
    const gone: Manner = { status: 404, code: 'NoSuchKey' };
    await expect((await objects([gone, gone])).readRange('a', 0, 9)).rejects.toBeInstanceOf(ObjectMissing);
    expect(throughSdk()).toEqual([false, true]);
    await server.close();
    client.destroy();
    const beyond: Manner = { status: 416, code: 'InvalidRange' };
    expect(await (await objects([beyond, beyond])).readRange('a', 5000, 5009)).toHaveLength(0);
  });
});
