import { describe, expect, it } from 'vitest';
import { keptBytes, overLive, since } from '../../../bench/cost/kept-bytes.ts';
import { MemoryObjects } from '../../support/memory-ports.ts';

describe('what lies in the archive', () => {
  it('is in force, replaced or superseded; the versions of a segment are the same bytes', async () => {
    const archive = new MemoryObjects();
    await archive.put('pages/a', new Uint8Array(10));
    await archive.put('pages/a', new Uint8Array(30));
    await archive.put('segments/a', new Uint8Array(5));
    await archive.put('segments/b', new Uint8Array(7));
    const before = keptBytes(archive);
    expect(before).toEqual({ live: 42, replaced: 10, superseded: 0 });
    await archive.supersede('segments/b');
    expect(since(before, keptBytes(archive))).toEqual({ live: -7, replaced: 0, superseded: 7 });
  });

  it('comes to what is in force alone where nothing is replaced', () => {
    expect(overLive({ live: 5, replaced: 0, superseded: 0 })).toBe(1);
  });

  it('keeps 31 days of what was replaced: over a year a sixth more where a day replaces as much as it leaves', () => {
    // 365 days of 31 at the most, less what the first month lacks, over 1 + 2 + … + 365.
    const lying = 365 * 31 - (31 * 30) / 2;
    expect(overLive({ live: 1, replaced: 1, superseded: 0 })).toBeCloseTo(1 + lying / ((365 * 366) / 2), 12);
  });

  it('keeps superseded objects two days longer, and their copies two days', () => {
    const lying = 365 * 33 - (33 * 32) / 2 + 365 * 2 - 1;
    expect(overLive({ live: 1, replaced: 0, superseded: 1 })).toBeCloseTo(1 + lying / ((365 * 366) / 2), 12);
  });
});
