/** The ports over the AWS SDK on real sockets, against the same promises as those in memory, and what only a wire shows. */
import { createHash } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { NoSuchBucket, NoSuchKey, PutObjectCommand } from '@aws-sdk/client-s3';
import { SubscribeCommand } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, QueueDoesNotExist, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { TableCatalogue } from '../../../shared/aws/catalogue.ts';
import { BucketKept } from '../../../shared/aws/kept-objects.ts';
import { TopicNotifier } from '../../../shared/aws/notifier.ts';
import { READING } from '../../../shared/aws/object-reads.ts';
import { BucketObjects } from '../../../shared/aws/objects.ts';
import { BucketPartUploads } from '../../../shared/aws/part-uploads.ts';
import { awsPorts } from '../../../shared/aws/ports.ts';
import { HintQueue } from '../../../shared/aws/queue.ts';
import {
  NO_COUNTS,
  receiptKey,
  receiptKind,
  receiptSchema,
} from '../../../shared/domain/downlink/receipt.ts';
import type { Kind } from '../../../shared/domain/kind.ts';
import type { ObjectStore, Ports } from '../../../shared/ports.ts';
import {
  ARCHIVE_BUCKET,
  type LocalPlane,
  openLocalPlane,
  RAW_BUCKET,
  TABLE,
  TOPIC_ARN,
} from '../../support/local-plane.ts';
import { portsContract } from '../../support/ports-contract.ts';

let plane: LocalPlane;
let ports: Pick<Ports, 'raw' | 'uploads' | 'kept' | 'archive' | 'catalogue'>;

beforeAll(async () => {
  plane = await openLocalPlane(['hints', 'many', 'delayed', 'everyone', 'on-call']);
  ports = {
    raw: new BucketObjects(plane.s3, RAW_BUCKET, { ...READING, rangeBytes: 1 << 20 }),
    uploads: new BucketPartUploads(plane.s3, RAW_BUCKET),
    kept: new BucketKept(plane.s3, RAW_BUCKET),
    archive: new BucketObjects(plane.s3, ARCHIVE_BUCKET),
    catalogue: new TableCatalogue(plane.dynamodb, TABLE, new BucketObjects(plane.s3, ARCHIVE_BUCKET)),
  };
});
afterAll(() => plane.close());

portsContract('over the AWS SDK', () => ports);

it('experiments of which files alone lie here are told after those with items, and those of dry runs are not', async () => {
  const { kept, raw } = ports;
  await kept.put('with-items/EVENT/a', Uint8Array.of(1));
  for (const key of ['raw/with-items/d1', 'raw/files-alone/d1', 'raw/files-alone/d2', 'raw/~trial/tried/d3'])
    await raw.put(key, Uint8Array.of(1), 'text/csv');
  const told = await Array.fromAsync(kept.experiments());
  const asked = ['with-items', 'files-alone', '~trial', 'tried'];
  expect(told.filter((one) => asked.includes(one))).toEqual(['with-items', 'files-alone']);
});

describe('an upload in parts', () => {
  it('takes parts by link, in any order and twice, and makes them one object once', async () => {
    const { uploads, raw } = ports;
    const parts = [Buffer.alloc(5 * 1024 ** 2, 'a'), Buffer.from('the rest')];
    const upload = await uploads.begin('raw/e/in-parts', false, 'declared');
    for (const part of [2, 1, 2]) {
      const body = parts[part - 1]!;
      const content = { bytes: body.length, sha256: null };
      const { url, headers } = await uploads.presignPart(
        { key: 'raw/e/in-parts', upload, part },
        content,
        60,
      );
      expect((await fetch(url, { method: 'PUT', headers, body })).status).toBe(200);
    }
    expect(await uploads.parts('raw/e/in-parts', upload)).toEqual([
      { part: 1, bytes: 5 * 1024 ** 2 },
      { part: 2, bytes: 8 },
    ]);
    await uploads.complete('raw/e/in-parts', upload);
    expect(await raw.size('raw/e/in-parts')).toBe(5 * 1024 ** 2 + 8);
    expect(await uploads.parts('raw/e/in-parts', upload)).toBeNull();
  });

  it('does not replace an object that is there', async () => {
    const { uploads } = ports;
    const upload = await uploads.begin('raw/e/taken', false, 'declared');
    const { url } = await uploads.presignPart(
      { key: 'raw/e/taken', upload, part: 1 },
      contentOf('late', null),
      60,
    );
    await fetch(url, { method: 'PUT', body: 'late' });
    await plane.s3.send(new PutObjectCommand({ Bucket: RAW_BUCKET, Key: 'raw/e/taken', Body: 'first' }));
    await expect(uploads.complete('raw/e/taken', upload)).rejects.toThrow(/pre-?condition/i);
  });
});

describe('an item that is too long', () => {
  const at = receiptKey('rr1', 'd1');
  const receipt = receiptSchema.parse({
    ...{ id: 'd1', state: 'INGESTED', fileName: 'a.csv', bytes: 1, sha256: null, declaredSource: null },
    ...{ source: 's', readingRevision: 'r', createdAt: 0, createdBy: 'me', expiresAt: 0, ingestedAt: 1 },
    ...{ duplicateOf: null, counts: NO_COUNTS, byReason: {}, warnings: [], rejects: [], attempt: 1 },
    ...{ touched: [], error: null, due: true, ranges: [], unmappedColumns: [] },
  });
  // Digests are as hard to pack as anything.
  const noise = (i: number) => createHash('sha256').update(String(i)).digest('hex');
  const ranges = Array.from({ length: 32_000 }, (_, i) => ({
    ...{ unit: `unit-${i % 1000}`, channel: `channel-${i >> 10}`, samples: 16 },
    from: Number.parseInt(noise(i).slice(0, 12), 16),
    to: Number.parseInt(noise(i).slice(12, 24), 16),
  }));
  const unmappedColumns = Array.from({ length: 30_000 }, (_, i) => noise(i));

  it('is kept and read whole: 1,000 units of 32 channels, 30,000 columns that nobody maps', async () => {
    for (const lists of [{ ranges }, { unmappedColumns }, { ranges, unmappedColumns }]) {
      const long = { ...receipt, ...lists };
      const before = await ports.catalogue.get(receiptKind, at);
      expect(await ports.catalogue.put(receiptKind, at, long, before?.version ?? null)).toBe(true);
      expect((await ports.catalogue.get(receiptKind, at))?.item).toEqual(long);
      expect(await Array.fromAsync(ports.catalogue.list(receiptKind, 'rr1', at.sort))).toMatchObject([
        { item: { ranges: long.ranges } },
      ]);
      expect(await Array.fromAsync(ports.catalogue.due('rr1'))).toEqual([at]);
    }
  });

  it('may be written by who only read it: the lists are there', async () => {
    const reader = new TableCatalogue(plane.dynamodb, TABLE, {
      read: (key) => ports.archive.read(key),
      put: (key) => Promise.reject(new Error(`no right to put ${key}`)),
    });
    const stored = await reader.get(receiptKind, at);
    if (stored === null) throw new Error('the receipt is missing');
    expect(await reader.put(receiptKind, at, { ...stored.item, due: false }, stored.version)).toBe(true);
    expect((await ports.catalogue.get(receiptKind, at))?.item).toEqual({ ...stored.item, due: false });
  });

  it('is refused by name where no list of it can be put aside', async () => {
    const error = { code: 'x', message: unmappedColumns.join('') };
    const written = ports.catalogue.put(receiptKind, receiptKey('rr1', 'd2'), { ...receipt, error }, null);
    await expect(written).rejects.toMatchObject({ code: 'item.too-large', kind: 'too-large' });
    await expect(written).rejects.toThrow(/^the receipt rr1\/DOWNLINK#d2 takes \d+ KB where 390 KB/);
  });

  it('is never read from an object that is another than was written', async () => {
    const bytes = Uint8Array.of(3, 0);
    const reader = new TableCatalogue(plane.dynamodb, TABLE, {
      read: async () => bytes,
      put: async () => null,
    });
    await expect(reader.get(receiptKind, at)).rejects.toThrow(
      /items\/.* is damaged: expected the digest in its name/,
    );
  });
});

describe('an upload whose parts have digests', () => {
  const partOf = (upload: string, part: number) => ({ key: 'raw/e/digests', upload, part });
  const put = (url: string, headers: Readonly<Record<string, string>>, body: string | Buffer) =>
    fetch(url, { method: 'PUT', headers, body });

  it('takes of each part the bytes that its link names, and becomes one object', async () => {
    const { uploads, raw } = ports;
    const bodies = [Buffer.alloc(5 * 1024 ** 2, 'a'), Buffer.from('the rest')];
    const upload = await uploads.begin('raw/e/digests', true, 'declared');
    for (const [i, body] of bodies.entries()) {
      const content = contentOf(body);
      const { url, headers } = await uploads.presignPart(partOf(upload, i + 1), content, 60);
      const other = Buffer.from(body).fill('x', 3, 4);
      expect(await refusedWith(put(url, headers, other))).toBe('400 BadDigest');
      expect(await refusedWith(put(url, headers, body.subarray(1)))).toBe('403 SignatureDoesNotMatch');
      expect(await refusedWith(put(url, {}, body))).toBe('403 SignatureDoesNotMatch');
      expect((await put(url, headers, body)).status).toBe(200);
    }
    await uploads.complete('raw/e/digests', upload);
    expect(Buffer.compare(await raw.read('raw/e/digests'), Buffer.concat(bodies))).toBe(0);
  });

  it('takes none without a digest, and one that was begun without takes none with', async () => {
    const { uploads } = ports;
    for (const takes of [true, false]) {
      const upload = await uploads.begin('raw/e/digests', takes, 'declared');
      const content = contentOf('one', takes ? null : undefined);
      const { url, headers } = await uploads.presignPart(partOf(upload, 1), content, 60);
      expect(await refusedWith(put(url, headers, 'one'))).toBe('400 InvalidRequest');
    }
  });
});

describe('an object', () => {
  it('that is missing is named, with what S3 said as the cause', async () => {
    const missing = ports.archive.read('segments/none');
    await expect(missing).rejects.toThrow('no object has the key segments/none');
    await expect(missing).rejects.toHaveProperty('cause', expect.any(NoSuchKey));
  });

  it('of a bucket that is missing is a fault of the stack, not a missing object', async () => {
    const nowhere = new BucketObjects(plane.s3, 'howship-nowhere');
    await expect(nowhere.read('a')).rejects.toBeInstanceOf(NoSuchBucket);
  });

  it('of no bytes is there, and empty', async () => {
    await ports.archive.put('objects/empty', new Uint8Array(0), 'text/csv');
    expect(await ports.archive.size('objects/empty')).toBe(0);
    expect(await ports.archive.read('objects/empty')).toHaveLength(0);
    expect(await bytesOf(ports.archive, 'objects/empty')).toBe(0);
  });

  it('keeps a key with the characters that keys of segments have', async () => {
    const key = 'segments/experiment=rr1/unit=FU.1_a-b/bucket=2014-09-07/0a.parquet';
    await ports.archive.put(key, Uint8Array.of(7), 'application/vnd.apache.parquet');
    expect([...(await ports.archive.read(key))]).toEqual([7]);
  });

  it('of 50 MB is read in small chunks, no faster than its reader takes them, in bounded memory', async () => {
    const sent = await putLarge('large');
    const hash = createHash('sha256');
    let bytes = 0;
    let largest = 0;
    let peak = 0;
    let sinceLook = LOOK_EVERY;
    const before = heldBytes();
    for await (const chunk of ports.raw.open('large')) {
      hash.update(chunk);
      bytes += chunk.length;
      largest = Math.max(largest, chunk.length);
      sinceLook += chunk.length;
      if (sinceLook < LOOK_EVERY) continue;
      sinceLook = 0;
      // While the reader looks elsewhere, whoever does not hold the sender back collects the whole object.
      await turns(200);
      peak = Math.max(peak, heldBytes() - before);
    }
    expect(bytes).toBe(LARGE);
    expect(hash.digest('hex')).toBe(sent);
    expect(largest).toBeLessThanOrEqual(1 << 20);
    // Three ranges of 1 MB, and what sockets and the store in this process hold of three answers.
    expect(peak).toBeLessThan(20 << 20);
  });

  it('may be left half read', async () => {
    await putLarge('left');
    for await (const chunk of ports.raw.open('left')) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    expect(await ports.raw.size('left')).toBe(LARGE);
  });
});

describe('a link to upload', () => {
  const put = (url: string, headers: Readonly<Record<string, string>>, body: string) =>
    fetch(url, { method: 'PUT', headers, body });

  it('works once, and the bytes are there', async () => {
    const { method, url, headers } = await ports.raw.presignPut(
      'raw/rr1/d1',
      contentOf('the first', null),
      60,
    );
    expect([method, headers]).toEqual(['PUT', { 'If-None-Match': '*', 'x-amz-meta-declared': 'x1' }]);
    expect((await put(url, headers, 'the first')).status).toBe(200);
    expect((await put(url, headers, 'the other')).status).toBe(412);
    expect(Buffer.from(await ports.raw.read('raw/rr1/d1')).toString()).toBe('the first');
  });

  it('takes no body of another length, and nothing of it is kept', async () => {
    for (const sha256 of [null, contentOf('seven b').sha256]) {
      const { url, headers } = await ports.raw.presignPut(
        'raw/rr1/d6',
        { bytes: 7, sha256, declared: 'x1' },
        60,
      );
      for (const body of ['', 'seven', 'seven bytes'])
        expect(await refusedWith(put(url, headers, body))).toBe('403 SignatureDoesNotMatch');
    }
    expect(await ports.raw.size('raw/rr1/d6')).toBeNull();
  });

  it('takes no other bytes than those of its digest, and then these', async () => {
    const { url, headers } = await ports.raw.presignPut('raw/rr1/d7', contentOf('right'), 60);
    expect(await refusedWith(put(url, headers, 'wrong'))).toBe('400 BadDigest');
    const forged = { ...headers, 'x-amz-checksum-sha256': base64Of('wrong') };
    expect(await refusedWith(put(url, forged, 'wrong'))).toBe('403 SignatureDoesNotMatch');
    expect(await ports.raw.size('raw/rr1/d7')).toBeNull();
    expect((await put(url, headers, 'right')).status).toBe(200);
  });

  it('does not work without its header, with another one, or for another key', async () => {
    const { url, headers } = await ports.raw.presignPut('raw/rr1/d2', contentOf('x', null), 60);
    expect((await put(url, {}, 'x')).status).toBe(403);
    expect((await put(url, { 'If-None-Match': '"abc"' }, 'x')).status).toBe(403);
    expect((await put(url.replace('/d2', '/d3'), headers, 'x')).status).toBe(403);
    expect(await ports.raw.size('raw/rr1/d2')).toBeNull();
    expect(await ports.raw.size('raw/rr1/d3')).toBeNull();
  });

  it('is for a key that is still free, whoever took it', async () => {
    await ports.raw.put('raw/rr1/d4', Buffer.from('taken'), 'text/csv');
    const { url, headers } = await ports.raw.presignPut('raw/rr1/d4', contentOf('x'), 60);
    expect((await put(url, headers, 'x')).status).toBe(412);
  });

  it('lasts as long as it was asked to, and signs its headers and no checksum of an empty body', async () => {
    const { url } = await ports.raw.presignPut('raw/rr1/d5', contentOf('x'), 3600);
    const query = Object.fromEntries(new URL(url).searchParams);
    expect(query).toMatchObject({
      'X-Amz-Expires': '3600',
      'X-Amz-SignedHeaders': 'content-length;host;if-none-match;x-amz-checksum-sha256;x-amz-meta-declared',
    });
    expect(Object.keys(query).filter((name) => /checksum/i.test(name))).toEqual([]);
  });
});

describe('a link to read', () => {
  it('gives its holder that object, and no other', async () => {
    await ports.archive.put('segments/s1', Buffer.from('samples'), 'text/plain');
    await ports.archive.put('segments/s2', Buffer.from('others'), 'text/plain');
    const url = await ports.archive.presignGet('segments/s1', 60);
    expect(await (await fetch(url)).text()).toBe('samples');
    expect((await fetch(url.replace('/s1', '/s2'))).status).toBe(403);
    expect(new URL(url).searchParams.get('X-Amz-Expires')).toBe('60');
  });
});

describe('the table', () => {
  const page: Kind<{ n: number; text: string }> = {
    name: 'page',
    schema: z.object({ n: z.number(), text: z.string() }),
    isDue: () => false,
  };

  it('lists a partition of several megabytes whole, and stops where a page ends', async () => {
    const text = 'x'.repeat(300_000);
    for (let n = 0; n < 8; n++) {
      await ports.catalogue.put(page, { partition: 'p-long', sort: `N#${n}` }, { n, text }, null);
    }
    const found = await all(ports.catalogue.list(page, 'p-long', 'N#'));
    expect(found.map(({ item }) => item.n)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    const some = await all(ports.catalogue.list(page, 'p-long', '', { limit: 5, after: 'N#1' }));
    expect(some.map(({ item }) => item.n)).toEqual([2, 3, 4, 5, 6]);
  });

  it('has nothing after the last key of a prefix, nor after a key beyond it', async () => {
    await ports.catalogue.put(page, { partition: 'p-last', sort: 'B#1' }, { n: 1, text: '' }, null);
    const beyond = (key: string) => all(ports.catalogue.list(page, 'p-last', 'B#', { after: key }));
    expect(await beyond('B#1')).toEqual([]);
    expect(await beyond('C#1')).toEqual([]);
    expect(await beyond('A#1')).toHaveLength(1);
  });

  it('counts versions from 1 and gives 0 and text of any kind back', async () => {
    const key = { partition: 'p-text', sort: 'N' };
    const item = { n: -0, text: 'Ω "\\\u0000\n' };
    await ports.catalogue.put(page, key, item, null);
    expect(await ports.catalogue.get(page, key)).toEqual({ key, item: { ...item, n: 0 }, version: 1 });
    await ports.catalogue.put(page, key, { ...item, n: 2 }, 1);
    expect((await ports.catalogue.get(page, key))?.version).toBe(2);
    expect(await ports.catalogue.put(page, key, item, 1)).toBe(false);
  });
});

describe('a queue', () => {
  it('brings a hint as it was sent', async () => {
    const hint = { experiment: 'rr1', unit: 'FU1', bucket: '2014-09-07' };
    await new HintQueue(plane.sqs, plane.queueUrl('hints'), 0).send(hint);
    const { Messages } = await plane.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: plane.queueUrl('hints') }),
    );
    expect(Messages?.map(({ Body }) => JSON.parse(Body ?? ''))).toEqual([hint]);
  });

  it('takes many hints in batches of ten, each once', async () => {
    const hints = Array.from({ length: 25 }, (_, i) => ({ experiment: 'rr1', unit: `FU${i}` }));
    const QueueUrl = plane.queueUrl('many');
    await new HintQueue(plane.sqs, QueueUrl, 0).sendAll(hints);
    const came = new Set<string>();
    for (let i = 0; i < 3; i++) {
      const { Messages = [] } = await plane.sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
      );
      for (const { Body = '' } of Messages) came.add(Body);
    }
    expect(came).toEqual(new Set(hints.map((hint) => JSON.stringify(hint))));
    await new HintQueue(plane.sqs, QueueUrl, 0).sendAll([]);
  });

  it('holds a hint back for as long as others may join it', async () => {
    const QueueUrl = plane.queueUrl('delayed');
    await new HintQueue(plane.sqs, QueueUrl, 2).send({ experiment: 'rr1' });
    const { Attributes } = await plane.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    expect(Attributes).toMatchObject({
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesDelayed: '1',
    });
  });

  it('that is missing is a failure, not a lost hint', async () => {
    const nowhere = new HintQueue(plane.sqs, plane.queueUrl('nowhere'), 0);
    await expect(nowhere.send({})).rejects.toBeInstanceOf(QueueDoesNotExist);
    await expect(nowhere.sendAll([{}])).rejects.toBeInstanceOf(QueueDoesNotExist);
  });
});

describe('the topic', () => {
  const published = z.object({
    Subject: z.string(),
    Message: z.string(),
    MessageAttributes: z.record(z.string(), z.object({ Type: z.literal('String'), Value: z.string() })),
  });

  async function subscribe(queue: string, filter: object | null): Promise<void> {
    const Attributes = filter === null ? {} : { FilterPolicy: JSON.stringify(filter) };
    const Endpoint = plane.queueArn(queue);
    await plane.sns.send(
      new SubscribeCommand({ TopicArn: TOPIC_ARN, Protocol: 'sqs', Endpoint, Attributes }),
    );
  }

  async function receivedIn(queue: string) {
    const { Messages } = await plane.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: plane.queueUrl(queue), MaxNumberOfMessages: 10 }),
    );
    return (Messages ?? []).map(({ Body }) => published.parse(JSON.parse(Body ?? '')));
  }

  it('tells every subscriber of a notice, and those who filter by route only of theirs', async () => {
    await subscribe('everyone', null);
    await subscribe('on-call', { route: ['PAGE'] });
    const notifier = new TopicNotifier(plane.sns, TOPIC_ARN);
    const text = 'As of 2026-03-01T06:00:00Z, 3 min ago: too hot.\nEvidence: value 39 °C.';
    await notifier.publish({ idempotencyKey: 'LIMIT:FU1:a', route: 'MAIL', subject: 'mild', text });
    await notifier.publish({ idempotencyKey: 'LIMIT:FU1:b', route: 'PAGE', subject: 'bad', text });
    const everyone = (await receivedIn('everyone')).toSorted((a, b) => (a.Subject < b.Subject ? -1 : 1));
    const attributes = (route: string, key: string) => ({
      route: { Type: 'String', Value: route },
      idempotencyKey: { Type: 'String', Value: key },
    });
    expect(everyone).toEqual([
      { Subject: 'bad', Message: text, MessageAttributes: attributes('PAGE', 'LIMIT:FU1:b') },
      { Subject: 'mild', Message: text, MessageAttributes: attributes('MAIL', 'LIMIT:FU1:a') },
    ]);
    expect((await receivedIn('on-call')).map(({ Subject }) => Subject)).toEqual(['bad']);
  });
});

describe('the ports of a function', () => {
  const given = {
    HOWSHIP_TABLE: TABLE,
    HOWSHIP_RAW_BUCKET: RAW_BUCKET,
    HOWSHIP_ARCHIVE_BUCKET: ARCHIVE_BUCKET,
    AWS_REGION: 'us-east-1',
  };

  it('reject what is sent to a queue that the stack did not name, with the name of the variable', async () => {
    await expect(awsPorts(given).queues.flag.send({})).rejects.toThrow('HOWSHIP_FLAG_QUEUE_URL is not set');
  });

  it('publish to the topic that they were given, and fail with the subject where they were given none', async () => {
    const notice = { idempotencyKey: 'k', route: 'MAIL', subject: 'too hot', text: 't' } as const;
    await expect(awsPorts(given).notifier.publish(notice)).rejects.toThrow(/no topic to publish "too hot"/);
    const topic = new TopicNotifier(plane.sns, TOPIC_ARN);
    expect(awsPorts(given, topic).notifier).toBe(topic);
  });

  it('have one client for all uploads in parts', () => {
    const built = awsPorts(given);
    const { uploads } = built;
    expect(built.uploads).toBe(uploads);
  });

  it('cannot be built without the table', () => {
    expect(() => awsPorts({ ...given, HOWSHIP_TABLE: undefined })).toThrow('HOWSHIP_TABLE is not set');
  });

  it('refuse a bucket that the stack did not name, with the name of the variable, and serve the other', () => {
    const { HOWSHIP_RAW_BUCKET: _raw, ...noRaw } = given;
    const { HOWSHIP_ARCHIVE_BUCKET: _archive, ...noArchive } = given;
    expect(() => awsPorts(noRaw).raw).toThrow('HOWSHIP_RAW_BUCKET is not set');
    expect(() => awsPorts(noArchive).archive).toThrow('HOWSHIP_ARCHIVE_BUCKET is not set');
    expect(() => awsPorts(noRaw).archive).not.toThrow();
    expect(() => awsPorts(noArchive).raw).not.toThrow();
  });
});

const LARGE = 50 * 1024 * 1024;
const LOOK_EVERY = 8 << 20;
const ONE_MB = Buffer.from(Uint8Array.from({ length: 1 << 20 }, (_, i) => (i * 31) ^ (i >> 8)));

/** Puts 50 MB under the key; resolves to their SHA-256. */
async function putLarge(key: string): Promise<string> {
  const Body = Buffer.concat(Array.from({ length: 50 }, () => ONE_MB));
  await plane.s3.send(new PutObjectCommand({ Bucket: RAW_BUCKET, Key: key, Body }));
  return createHash('sha256').update(Body).digest('hex');
}

const base64Of = (body: string) => createHash('sha256').update(body).digest('base64');

/** What a link for this body takes; with null, any other of its length too. */
function contentOf(
  body: string | Buffer,
  sha256: string | null = createHash('sha256').update(body).digest('hex'),
) {
  return { bytes: Buffer.byteLength(body), sha256, declared: 'x1' };
}

async function refusedWith(asked: Promise<Response>): Promise<string> {
  const response = await asked;
  return `${response.status} ${/<Code>(.*?)<\/Code>/.exec(await response.text())?.[1]}`;
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

async function bytesOf(store: ObjectStore, key: string): Promise<number> {
  let bytes = 0;
  for await (const chunk of store.open(key)) bytes += chunk.length;
  return bytes;
}

/** Bytes of buffers that are still in use. */
function heldBytes(): number {
  collectGarbage();
  return process.memoryUsage().arrayBuffers;
}

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Lets the event loop go round, so that sockets may bring what they have. */
async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
}
