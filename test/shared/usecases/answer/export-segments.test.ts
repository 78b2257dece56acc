import { describe, expect, it } from 'vitest';
import { exportSegments } from '../../../../shared/usecases/answer/export-segments.ts';
import { hashArchive } from '../../../../shared/usecases/answer/hash-archive.ts';
import { twinsDefined, twinsIn } from '../../../support/twins-in.ts';

const MICROS_OF = (text: string) => Date.parse(text) * 1000;

describe('an export', () => {
  it('names the segments with their bytes and digests, under the hash of the archive', async () => {
    const memory = await twinsIn();
    const { answer, after } = await exportSegments(memory, 'twins', {});
    expect(answer.hash).toBe((await hashArchive(memory, 'twins')).hash);
    expect(answer.segments.map(({ unit, bucket }) => `${unit} ${bucket}`)).toEqual([
      'FU1 2026-02-06',
      'GU1 2026-02-06',
    ]);
    for (const { key, bytes, digest } of answer.segments) {
      expect(memory.archive.objects.get(key)).toHaveLength(bytes);
      expect(key).toContain(digest);
    }
    expect(after).toBeNull();
  });

  it('holds one unit, a range, or what comes after a bucket', async () => {
    const memory = await twinsIn();
    const unitsOf = async (query: Parameters<typeof exportSegments>[2]) =>
      (await exportSegments(memory, 'twins', query)).answer.segments.map(({ unit }) => unit);
    expect(await unitsOf({ unit: 'GU1' })).toEqual(['GU1']);
    expect(await unitsOf({ to: MICROS_OF('2026-02-28T00:00:00Z') })).toEqual([]);
    expect(await unitsOf({ from: MICROS_OF('2026-03-01T11:30:00Z') })).toEqual(['GU1']);
    expect(await unitsOf({ after: { unit: 'FU1', bucket: '2026-02-06' } })).toEqual(['GU1']);
  });

  it('is empty before anything is in, and refuses an empty range', async () => {
    const memory = await twinsDefined();
    expect((await exportSegments(memory, 'twins', {})).answer.segments).toEqual([]);
    await expect(exportSegments(memory, 'twins', { from: 2, to: 2 })).rejects.toMatchObject({
      code: 'export.range-empty',
    });
  });
});
