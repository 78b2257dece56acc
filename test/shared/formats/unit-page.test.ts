import { describe, expect, it } from 'vitest';
import { buildUnitPage, type UnitPage } from '../../../shared/domain/page/unit-page.ts';
import { BadBytes } from '../../../shared/formats/checked/bad-bytes.ts';
import {
  encodeUnitPage,
  type ReadBytes,
  readPageHeader,
  readSection,
} from '../../../shared/formats/unit-page.ts';
import { flipped, placesIn } from '../../support/flipped-bits.ts';
import { band, HOUR, regular, ruleFor, T0, unitRules } from '../domain/detect/unit-history.ts';

const NAMES = ['co2', 'humidity', 'temperature'];
const page = pageOf(NAMES, 20);

function pageOf(names: readonly string[], periodSeconds: number): UnitPage {
  return buildUnitPage({
    from: T0,
    to: T0 + 24 * HOUR,
    series: names.map((name, k) =>
      regular(
        name,
        Array.from({ length: 600 }, (_, i) => Math.round(100 * Math.sin(i / (7 + k))) / 100),
        periodSeconds,
      ),
    ),
    rules: unitRules(
      names.map((name) => ruleFor(name, { periodSeconds, limits: [band({ warning: [-0.5, 0.5] })] })),
    ),
  });
}

/** Reads of the bytes, and how many of them were read. */
function reader(bytes: Uint8Array): { read: ReadBytes; readBytes: () => number } {
  let total = 0;
  return {
    read: async (from, to) => {
      const part = bytes.subarray(from, to);
      total += part.length;
      return part;
    },
    readBytes: () => total,
  };
}

describe('a page of a unit as bytes', () => {
  it('gives back its facts, and each rollup by itself', async () => {
    const { bytes, sections } = encodeUnitPage(page);
    const { read } = reader(bytes);
    const header = await readPageHeader(read);
    expect(header.stretches).toEqual(page.stretches);
    expect(header.sections).toEqual(sections);
    for (const [i, { series, fine, coarse }] of sections.entries()) {
      expect(series).toBe(NAMES[i]);
      expect(await readSection(read, fine!)).toEqual(page.rollups[i]!.fine);
      expect(await readSection(read, coarse)).toEqual(page.rollups[i]!.coarse);
    }
  });

  it('is read of one channel alone, a small part of the whole', async () => {
    const { bytes, sections } = encodeUnitPage(page);
    const { read, readBytes } = reader(bytes);
    await readSection(read, sections[2]!.fine!);
    expect(readBytes()).toBeLessThan(bytes.length / 3);
  });

  it('is read in two where its header is long', async () => {
    const names = Array.from({ length: 120 }, (_, i) => `channel-${String(i).padStart(3, '0')}`);
    const { bytes } = encodeUnitPage(pageOf(names, 20));
    const { read } = reader(bytes);
    let reads = 0;
    const { stretches } = await readPageHeader((from, to) => {
      reads++;
      return read(from, to);
    });
    expect(stretches[0]!.series.map(({ rule }) => rule.series)).toEqual(names);
    expect(reads).toBe(2);
  });

  it('has no fine rollup where its period leaves one level', async () => {
    const { bytes } = encodeUnitPage(
      buildUnitPage({
        from: T0,
        to: T0 + 24 * HOUR,
        series: [regular('co2', [1, 2])],
        rules: unitRules([ruleFor('co2')]),
      }),
    );
    expect((await readPageHeader(reader(bytes).read)).sections[0]!.fine).toBeNull();
  });

  it('has equal bytes for equal pages', () => {
    expect(encodeUnitPage(pageOf(NAMES, 20)).bytes).toEqual(encodeUnitPage(page).bytes);
  });

  it('is read for completeness and plots where an older version wrote it, which kept its facts elsewhere', async () => {
    const rule = { series: 'co2', channel: 'co2', periodSeconds: 900 };
    const reception = { received: 2, first: T0, last: T0 + HOUR, gaps: [] };
    const older = { stuckAfterSeconds: 21_600, limits: [], rates: [] };
    const series = [
      {
        rule: { ...rule, ...older },
        reception: { ...reception, missing: 0 },
        runs: [],
        limits: [],
        rates: [],
      },
    ];
    const header = Buffer.from(
      JSON.stringify({
        facts: { from: T0, to: T0 + 24 * HOUR, series, quiet: [[]] },
        sections: [{ fine: [0, 5, 3600], coarse: [5, 7, 86_400] }],
      }),
    );
    const length = Buffer.alloc(4);
    length.writeUInt32LE(header.length);
    const { stretches, sections } = await readPageHeader(
      reader(Buffer.concat([Buffer.from('HUP2'), length, header])).read,
    );
    // How far its samples got was not noted: no more is claimed than that they came.
    const known = [{ rule, reception: { ...reception, valid: null, cadence: null }, reach: 'RECEIVED' }];
    expect(stretches[0]).toEqual({ from: T0, to: T0 + 24 * HOUR, series: known, facts: {} });
    const end = 8 + header.length;
    expect(sections).toEqual([{ series: 'co2', fine: [end, 5, 3600], coarse: [end + 5, 7, 86_400] }]);
  });

  it('is bad with one bit changed at any of 200 places, and with every one of its first 200 bits', async () => {
    const { bytes, sections } = encodeUnitPage(page);
    const readAll = async (read: ReadBytes) => {
      await readPageHeader(read);
      for (const { fine, coarse } of sections)
        for (const section of [fine!, coarse]) await readSection(read, section);
    };
    await readAll(reader(bytes).read);
    for (const bit of [...Array(200).keys(), ...placesIn(bytes, 200, 7)])
      await expect(readAll(reader(flipped(bytes, bit)).read), `bit ${bit}`).rejects.toThrow(BadBytes);
  });

  it('is bad where it was cut short', async () => {
    const { bytes, sections } = encodeUnitPage(page);
    const cut = reader(bytes.subarray(0, bytes.length - 1)).read;
    await expect(readSection(cut, sections[2]!.fine!)).rejects.toThrow(BadBytes);
    await expect(readPageHeader(reader(bytes.subarray(0, 100)).read)).rejects.toThrow(BadBytes);
  });

  it('is refused where the object is another one, saying what it begins with', async () => {
    await expect(readPageHeader(reader(Buffer.from('{"from":0}')).read)).rejects.toThrow(
      'the page: expected a beginning of HUPz, got "{\\"fr"',
    );
  });
});
