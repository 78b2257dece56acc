import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channelFacts } from '../../../shared/domain/twins/channel-facts.ts';
import type { ChannelPairs } from '../../../shared/domain/twins/channel-pairs.ts';
import { CELL_NUMBERS } from '../../../shared/domain/twins/pair-cells.ts';
import { BadBytes } from '../../../shared/formats/checked/bad-bytes.ts';
import { type DeltaPage, DeltaPageInParts, encodeDeltaPage } from '../../../shared/formats/delta-page.ts';
import {
  openPairs,
  readCells,
  readChannelPairs,
  readDeltaPageHeader,
  readDeltaPageSize,
} from '../../../shared/formats/delta-page-reading.ts';
import { encodeTable } from '../../../shared/formats/parquet/table.ts';
import { flipped, placesIn } from '../../support/flipped-bits.ts';
import { wholeDeltaFile, wholeDeltaPage } from '../../support/whole-delta-page.ts';

const anyNumber = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -400, max: 400 }).map((tenths) => tenths / 10) },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
);
const anyInstant = fc.integer({ min: -1e15, max: 4e15 });

const anyCounts = fc
  .dictionary(fc.constantFrom('no-sample-within-tolerance', 'nearer-to-another'), fc.nat(1000))
  .map((counts) => ({ ...counts }));

const anyPairs = (series: string): fc.Arbitrary<ChannelPairs> =>
  fc
    .record({
      rows: fc.array(
        fc.tuple(anyInstant, anyInstant, anyNumber, anyNumber, fc.integer({ min: 0, max: 95 }), fc.nat(95)),
        { maxLength: 40 },
      ),
      unpaired: fc.record({ flight: anyCounts, ground: anyCounts }),
      conflicts: fc.record({ flight: fc.nat(1000), ground: fc.nat(1000) }),
    })
    .map(({ rows, unpaired, conflicts }) => ({
      series,
      flightTimes: Float64Array.from(rows, ([at]) => at),
      groundTimes: Float64Array.from(rows, ([, at]) => at),
      flight: Float64Array.from(rows, ([, , value]) => value),
      ground: Float64Array.from(rows, ([, , , value]) => value),
      flightFlags: Uint8Array.from(rows, ([, , , , flags]) => flags),
      groundFlags: Uint8Array.from(rows, ([, , , , , flags]) => flags),
      ...{ unpaired, conflicts },
    }));

const anyPage: fc.Arbitrary<DeltaPage> = fc.record({
  extent: fc.oneof(fc.constant(null), fc.record({ from: anyInstant, to: anyInstant })),
  channels: fc
    .uniqueArray(fc.constantFrom('temperature', 'co2', 'humidity', 'g.x-1'), { minLength: 1 })
    .chain((names) => fc.tuple(...names.map(anyPairs))),
});

const plain = (page: DeltaPage) => ({
  extent: page.extent && { ...page.extent },
  channels: page.channels.map((one) => ({
    ...one,
    unpaired: { flight: { ...one.unpaired.flight }, ground: { ...one.unpaired.ground } },
  })),
});

describe('a delta page', () => {
  it('comes back as it was: every pair to the bit, every count, the extent, in the order of its channels', async () => {
    await fc.assert(
      fc.asyncProperty(anyPage, async (page) => {
        const encoded = encodeDeltaPage(page);
        expect(plain(await wholeDeltaPage(encoded))).toEqual(plain(page));
        expect(plain(await wholeDeltaFile(encoded.bytes))).toEqual(plain(page));
      }),
      { seed: 17, numRuns: 150 },
    );
  });

  it('has equal bytes for equal pages, and others for a page that differs in one flag', () => {
    const [page] = fc.sample(
      anyPage.filter(({ channels }) => channels[0]!.flight.length > 0),
      { seed: 19, numRuns: 1 },
    );
    const { bytes } = encodeDeltaPage(page!);
    expect(Buffer.compare(encodeDeltaPage(structuredClone(page!)).bytes, bytes)).toBe(0);
    const other = structuredClone(page!);
    other.channels[0]!.flightFlags[0]! ^= 1;
    expect(Buffer.compare(encodeDeltaPage(other).bytes, bytes)).not.toBe(0);
  });

  it('tells -0 from 0', async () => {
    const [page] = fc.sample(anyPage, { seed: 20, numRuns: 1 });
    const one = { ...page!.channels[0]!, flightTimes: Float64Array.of(1), groundTimes: Float64Array.of(2) };
    const flags = { flightFlags: Uint8Array.of(0), groundFlags: Uint8Array.of(0) };
    const pairs = { ...one, ...flags, flight: Float64Array.of(-0), ground: Float64Array.of(0) };
    const [back] = (await wholeDeltaPage(encodeDeltaPage({ extent: null, channels: [pairs] }))).channels;
    expect([Object.is(back!.flight[0], -0), Object.is(back!.ground[0], 0)]).toEqual([true, true]);
  });

  it('that is damaged is refused, not misread', async () => {
    const [page] = fc.sample(anyPage, { seed: 21, numRuns: 1 });
    const { bytes, size } = encodeDeltaPage(page!);
    for (const at of [5, bytes.length >> 1, bytes.length - 10]) {
      const damaged = bytes.slice();
      damaged[at]! ^= 0x10;
      await expect(wholeDeltaPage({ bytes: damaged, size }), `byte ${at}`).rejects.toThrow(BadBytes);
    }
    await expect(wholeDeltaPage({ bytes: bytes.subarray(0, bytes.length - 1), size })).rejects.toThrow(
      BadBytes,
    );
  });

  it('is bad, or read as what was written, with one bit changed at 200 places', async () => {
    const [page] = fc.sample(anyPage, { seed: 22, numRuns: 1 });
    const { bytes, size } = encodeDeltaPage(page!);
    const whole = await wholeDeltaPage({ bytes, size });
    let bad = 0;
    for (const bit of placesIn(bytes, 200, 31)) {
      try {
        expect(await wholeDeltaPage({ bytes: flipped(bytes, bit), size }), `bit ${bit}`).toEqual(whole);
      } catch (error) {
        if (!(error instanceof BadBytes)) throw error;
        bad++;
      }
    }
    expect(bad).toBeGreaterThan(180);
  });

  it('is not read from a table of something else', async () => {
    const column = {
      name: 'flight',
      type: { kind: 'float64' },
      values: Float64Array.of(1),
      optional: false,
    } as const;
    await expect(wholeDeltaFile(encodeTable([[column]], {}))).rejects.toThrow();
  });
});

describe('a delta page that is read in part', () => {
  const RULE = { margin: 0.5, periodSeconds: 1 };
  const rangeOf = (bytes: Uint8Array, read: [number, number][] = []) => {
    return async (from: number, to: number) => {
      read.push([from, to]);
      return bytes.slice(from, to);
    };
  };

  const one = (series: string): ChannelPairs => {
    const values = Float64Array.from({ length: 5000 }, (_, i) => Math.sin(i * 12.9898) * 43758.5453);
    const times = Float64Array.from({ length: 5000 }, (_, i) => i * 1e6);
    const flags = new Uint8Array(5000);
    return {
      ...{ series, flightTimes: times, groundTimes: times, flight: values, ground: values },
      ...{ flightFlags: flags, groundFlags: flags, unpaired: { flight: {}, ground: {} } },
      conflicts: { flight: 0, ground: 0 },
    };
  };

  it('gives each channel as the whole does, and says what it comes to', async () => {
    await fc.assert(
      fc.asyncProperty(anyPage, async (page) => {
        const facts = page.channels.map((pairs) => channelFacts(pairs, RULE));
        const { bytes, size } = encodeDeltaPage(page, facts);
        const range = rangeOf(bytes);
        const header = await readDeltaPageHeader(range, size);
        const channels = [];
        for (const channel of header.channels)
          channels.push(await readChannelPairs(range, openPairs(header), channel));
        expect(plain({ extent: header.extent, channels })).toEqual(plain(page));
        for (const [i, { facts: back }] of header.channels.entries()) {
          const said = JSON.parse(JSON.stringify(facts[i]));
          // JSON has no infinities: where a difference is one, the pairs must be read.
          expect([said, { ...said, good: null }]).toContainEqual(back);
          if (page.channels[i]!.flight.every((value) => Math.abs(value) < 1e9)) expect(back).toEqual(said);
        }
      }),
      { seed: 7, numRuns: 100 },
    );
  });

  it('reads the footer and the bytes of that channel alone', async () => {
    const page = { extent: null, channels: ['a', 'b', 'c', 'd'].map(one) };
    const { bytes, size } = encodeDeltaPage(page);
    const read: [number, number][] = [];
    const header = await readDeltaPageHeader(rangeOf(bytes, read), size);
    await readChannelPairs(rangeOf(bytes, read), openPairs(header), header.channels[1]!);
    const total = read.reduce((sum, [from, to]) => sum + to - from, 0);
    expect(read).toHaveLength(2);
    expect(total).toBeLessThan(bytes.length / 3);
    expect(header.channels.map(({ facts }) => facts)).toEqual([null, null, null, null]);
  });

  it('gives the cells of a channel from what was read with the metadata, and large ones from a range of their own', async () => {
    const channels = ['a', 'b'].map(one);
    const grid = { origin: 0, length: 300e6 };
    for (const [rows, requests] of [
      [72, 1],
      [20_000, 2],
    ] as const) {
      const numbers = Float64Array.from({ length: rows * CELL_NUMBERS }, (_, i) =>
        Math.round(Math.sin(i * 78.233) * 1e9),
      );
      const parts = new DeltaPageInParts();
      parts.add({ extent: null, channels }, { from: -Infinity, to: Infinity });
      const { bytes, size } = parts.finish([], [null, { grid, cells: { numbers } }]);
      const read: [number, number][] = [];
      const header = await readDeltaPageHeader(rangeOf(bytes, read), size);
      const [none, place] = header.channels.map(({ cells }) => cells);
      const cells = await readCells(rangeOf(bytes, read), header, place!);
      expect([none, cells]).toEqual([null, { grid, cells: { numbers } }]);
      expect(read).toHaveLength(requests);
      expect(await readDeltaPageSize(rangeOf(bytes), bytes.length)).toMatchObject({
        metadata: size.metadata,
      });
    }
  });

  it('says what it comes to where a file of before has that in its footer', async () => {
    const columns = ['flightTime', 'groundTime', 'flight', 'ground', 'flightFlags', 'groundFlags'].map(
      (name) => ({
        ...{ name, type: { kind: 'float64' } as const, optional: false },
        values: Float64Array.of(7, 8),
      }),
    );
    const before = {
      extent: { from: 7, to: 8 },
      channels: [{ series: 'a', unpaired: { flight: {}, ground: {} } }],
    };
    const bytes = encodeTable([columns], { 'howship.deltaPage': JSON.stringify(before) });
    const page = await wholeDeltaFile(bytes);
    expect(page).toMatchObject({ extent: before.extent, channels: [{ series: 'a' }] });
    expect([...page.channels[0]!.flight]).toEqual([7, 8]);
  });

  it('gives the pairs of a channel a piece at a time, which are all of it, with what is in none of them', async () => {
    const whole = {
      ...one('b'),
      unpaired: { flight: { invalid: 3 }, ground: {} },
      conflicts: { flight: 0, ground: 2 },
    };
    const parts = new DeltaPageInParts();
    for (const [from, to] of [
      [0, 2000],
      [2000, 4500],
      [4500, 5000],
    ] as const)
      parts.add({ extent: null, channels: [rowsOf(whole, from, to)] }, { from, to });
    const { bytes, size } = parts.finish([]);
    const header = await readDeltaPageHeader(rangeOf(bytes), size);
    const lengths: number[] = [];
    const times: number[] = [];
    const [channel] = header.channels;
    expect(channel).toMatchObject({ unpaired: whole.unpaired, conflicts: whole.conflicts });
    expect(channel!.pieces.map(({ span }) => span?.from)).toEqual([0, 2000, 4500]);
    expect(channel!.pieces.map(({ unpaired, conflicts }) => [unpaired.flight, conflicts.ground])).toEqual([
      [{ invalid: 3 }, 2],
      [{}, 0],
      [{}, 0],
    ]);
    for (const piece of channel!.pieces) {
      const pairs = await readChannelPairs(rangeOf(bytes), openPairs(header), channel!, piece);
      lengths.push(pairs.flight.length);
      times.push(...pairs.flightTimes);
    }
    expect(lengths).toEqual([2000, 2500, 500]);
    expect(times).toEqual([...whole.flightTimes]);
  });

  it('refuses a damaged channel', async () => {
    const { bytes, size } = encodeDeltaPage({ extent: null, channels: [one('a'), one('b')] });
    const header = await readDeltaPageHeader(rangeOf(bytes), size);
    for (const at of [5000, 10_000, 20_000]) {
      const damaged = bytes.slice();
      damaged[at]! ^= 1;
      await expect(
        readChannelPairs(rangeOf(damaged), openPairs(header), header.channels[0]!),
        `byte ${at}`,
      ).rejects.toThrow(BadBytes);
    }
  });
});

describe('a delta page in parts', () => {
  it('is the page of all at once where each channel comes whole, and reads the same where it does not', async () => {
    await fc.assert(
      fc.asyncProperty(anyPage, fc.integer({ min: 1, max: 40 }), async (page, at) => {
        const byChannel = new DeltaPageInParts();
        const ever = { from: -Infinity, to: Infinity };
        for (const channel of page.channels)
          byChannel.add({ extent: page.extent, channels: [channel] }, ever);
        expect(Buffer.compare(byChannel.finish([]).bytes, encodeDeltaPage(page).bytes)).toBe(0);
        const byTime = new DeltaPageInParts();
        const first = page.channels.map((one) => rowsOf(one, 0, at));
        const second = page.channels.map((one) => rowsOf(one, at, 40));
        byTime.add({ extent: page.extent, channels: first }, { from: 0, to: at });
        byTime.add({ extent: null, channels: second }, { from: at, to: 40 });
        expect(plain(await wholeDeltaPage(byTime.finish([])))).toEqual(plain(page));
      }),
      { seed: 23, numRuns: 80 },
    );
  });
});

/** Some of a channel's pairs; what found no partner is of the first part. */
function rowsOf(pairs: ChannelPairs, from: number, to: number): ChannelPairs {
  return {
    series: pairs.series,
    flightTimes: pairs.flightTimes.slice(from, to),
    groundTimes: pairs.groundTimes.slice(from, to),
    flight: pairs.flight.slice(from, to),
    ground: pairs.ground.slice(from, to),
    flightFlags: pairs.flightFlags.slice(from, to),
    groundFlags: pairs.groundFlags.slice(from, to),
    unpaired: from === 0 ? pairs.unpaired : { flight: {}, ground: {} },
    conflicts: from === 0 ? pairs.conflicts : { flight: 0, ground: 0 },
  };
}
