import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { objectCreatedMessage } from '../../../cdk/local/object-event.ts';
import { readIngestMessage } from '../../../shared/contract/uploads.ts';
import { rawKey } from '../../../shared/domain/archive/keys.ts';

/** As S3 sends it, with what we do not read. */
const notification = (...keys: string[]) =>
  JSON.stringify({
    Records: keys.map((key) => ({
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      eventName: 'ObjectCreated:Put',
      s3: { s3SchemaVersion: '1.0', bucket: { name: 'raw' }, object: { key, size: 7, sequencer: '00' } },
    })),
  });

describe('a message of the ingest queue', () => {
  it('is a hint of ours, which never says that the object is there', () => {
    const hint = '{"experiment":"rr1","downlink":"d1","isUploaded":true}';
    expect(readIngestMessage(hint)).toEqual([{ experiment: 'rr1', downlink: 'd1' }]);
  });

  it('is a notification of S3, which may tell of several objects, each in its first attempt', () => {
    expect(readIngestMessage(notification('raw/rr1/d1', 'raw/osteo-m3/d2'))).toEqual([
      { experiment: 'rr1', downlink: 'd1', attempt: 1, isUploaded: true },
      { experiment: 'osteo-m3', downlink: 'd2', attempt: 1, isUploaded: true },
    ]);
  });

  it('is the test event that S3 sends when the queue is connected: nothing to do', () => {
    const event = {
      Service: 'Amazon S3',
      Event: 's3:TestEvent',
      Time: '2026-03-01T00:00:00Z',
      Bucket: 'raw',
    };
    expect(readIngestMessage(JSON.stringify(event))).toEqual([]);
  });

  it('has keys written as form fields: plus is a space, the rest in percents', () => {
    expect(readIngestMessage(notification('raw/a+b/c%2Bd%25%C3%A9'))).toEqual([
      { experiment: 'a b', downlink: 'c+d%é', attempt: 1, isUploaded: true },
    ]);
  });

  it('comes back from what the local stack sends, whatever the key', () => {
    const word = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
      .filter((one) => !one.includes('/'));
    fc.assert(
      fc.property(word, word, (experiment, downlink) => {
        const created = { bucket: 'raw', bytes: 0, etag: 'e', versionId: null, sequencer: '00' };
        const message = objectCreatedMessage({ ...created, key: rawKey(experiment, downlink) }, '2026-03-01');
        expect(readIngestMessage(message)).toEqual([{ experiment, downlink, attempt: 1, isUploaded: true }]);
      }),
      { seed: 9, numRuns: 300 },
    );
  });

  it.each([
    ['no JSON', 'raw/rr1/d1'],
    ['another document', '{"experiment":"rr1"}'],
    ['another event', '{"Event":"s3:ObjectRemoved"}'],
    ['a notification without a key', '{"Records":[{"s3":{"object":{}}}]}'],
    ['nothing', 'null'],
    ['a key that is not encoded as S3 does', notification('raw/rr1/%zz')],
  ])('that is %s fails, so that it comes again and ends among the dead letters', (_, body) => {
    expect(() => readIngestMessage(body)).toThrow();
  });

  it.each(['rejects/rr1/d1', 'raw/rr1', 'raw/rr1/d1/x', 'raw//d1', 'raw/rr1/'])(
    'that names %s, which no link of ours leads to, fails with the key',
    (key) => {
      expect(() => readIngestMessage(notification(key))).toThrow(
        `the object ${key} is not one that Howship asked for`,
      );
    },
  );
});
