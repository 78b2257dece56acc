import { beforeAll, describe, expect, it } from 'vitest';
import { exportSchema } from '../../../shared/contract/export.ts';
import { archiveSchema } from '../../../shared/contract/telemetry.ts';
import { sha256 } from '../../../shared/formats/digest.ts';
import { type TestApi, twinsApi } from '../../support/api.ts';

const E = '/v1/experiments/twins';
let api: TestApi;
beforeAll(async () => {
  api = await twinsApi();
});

const exported = async (query = '') =>
  exportSchema.parse(await (await api.ask(`${E}/export${query}`)).json());

describe('an export', () => {
  it('names every segment with its size, digest and range, under the hash of the archive', async () => {
    const { segments, hash, readingRevisions, next } = await exported();
    expect(hash).toBe(archiveSchema.parse(await (await api.ask(`${E}/archive`)).json()).hash);
    expect(segments.map(({ unit }) => unit)).toEqual(['FU1', 'GU1']);
    expect(readingRevisions).toHaveLength(1);
    expect(next).toBeUndefined();
    for (const { key, bytes, digest, url } of segments) {
      const object = api.ports.archive.objects.get(key)!;
      expect(object.length).toBe(bytes);
      expect(sha256(object).slice(0, 32)).toBe(digest);
      expect(url).toBe(`memory:${key}`);
    }
  });

  it('holds the segments of one unit, or of a range, alone', async () => {
    expect((await exported('?unit=GU1')).segments.map(({ unit }) => unit)).toEqual(['GU1']);
    expect((await exported('?to=2001-01-01T00:00:00Z')).segments).toEqual([]);
    const { segments } = await exported();
    expect((await exported(`?unit=FU1&from=${segments[0]!.to}`)).segments).toHaveLength(1);
    expect((await exported('?channel=temperature')).segments).toHaveLength(2);
  });

  it('goes on behind the bucket that a page ended with', async () => {
    const token = Buffer.from(JSON.stringify([1, 'FU1', '2999-01-01'])).toString('base64url');
    expect((await exported(`?next=${token}`)).segments.map(({ unit }) => unit)).toEqual(['GU1']);
  });

  it.each([
    ['?unit=FU9', 404, 'unit.unknown'],
    ['?channel=pressure', 404, 'channel.unknown'],
    ['?from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z', 400, 'export.range-empty'],
    ['?next=nonsense', 400, 'request.page-token'],
  ])('is refused where it asks for what is not: %s', async (query, status, code) => {
    const response = await api.ask(`${E}/export${query}`);
    expect([response.status, await response.json()]).toEqual([status, expect.objectContaining({ code })]);
  });
});
