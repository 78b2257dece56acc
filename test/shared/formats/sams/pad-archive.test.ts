import { describe, expect, it } from 'vitest';
import type { Refusal } from '../../../../shared/domain/refusal.ts';
import { padRows, type ToldOfArchive } from '../../../../shared/formats/sams/pad-archive.ts';
import { queryTelemetry } from '../../../../shared/usecases/answer/query-telemetry.ts';
import { listReceipts } from '../../../../shared/usecases/answer/show-receipt.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';
import { padDefinition, padHeader, padRecords } from '../../../support/pad-files.ts';
import { hasRealData, realFile } from '../../../support/real-data.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';
import { zipOf } from '../../../support/zip-archive.ts';

type Members = Readonly<Record<string, Uint8Array>>;
const archive = (members: Members) =>
  zipOf(Object.entries(members).map(([name, bytes]) => ({ name, bytes })));

async function read(bytes: Uint8Array | AsyncIterable<Uint8Array>) {
  const told: ToldOfArchive = { bytes: 0, warnings: [] };
  const chunks: Uint8Array[] = [];
  const all = bytes instanceof Uint8Array ? chunksOf(bytes) : bytes;
  for await (const chunk of padRows(all, told)) chunks.push(chunk);
  return { rows: Buffer.concat(chunks).toString().trimEnd().split('\n'), ...told };
}
async function* chunksOf(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
}
const refusalOf = async (bytes: Parameters<typeof read>[0]) =>
  read(bytes).then(
    () => null,
    (error: Refusal) => [error.code, error.message],
  );

describe('an archive of the SAMS', () => {
  it('is rows of time and acceleration, whichever of header and records comes first', async () => {
    const pair = { 'a.pad': padRecords(3), 'a.pad.header': padHeader() };
    const { rows, warnings } = await read(archive(pair));
    expect(rows).toEqual([
      't,x,y,z',
      '2014-10-22T09:36:36.500Z,0.00000999999975,-0.0000199999995,0.0000299999992',
      '2014-10-22T09:36:36.600Z,0.00000999999975,-0.0000199999995,0.0000299999992',
      '2014-10-22T09:36:36.700Z,0.00000999999975,-0.0000199999995,0.0000299999992',
    ]);
    expect(warnings).toEqual([]);
    const other = { 'a.pad.header': pair['a.pad.header'], 'a.pad': pair['a.pad'] };
    expect((await read(archive(other))).rows).toEqual(rows);
  });

  it('may hold many pairs, in folders, which are told in the order of time', async () => {
    const { rows } = await read(
      archive({
        'day/b.header': padHeader({ at: '2014_10_22_09_36_36.000' }),
        'day/a': padRecords(1),
        'day/b': padRecords(1),
        'day/a.header': padHeader({ at: '2014_10_22_09_36_37.000' }),
        '__MACOSX/day/._a': Buffer.from('x'),
      }),
    );
    expect(rows.slice(1).map((row) => row.slice(17, 20))).toEqual(['36Z', '37Z']);
  });

  it.each<[string, Members, string, RegExp]>([
    [
      'records without a header',
      { 'a.pad': padRecords(2) },
      'sams.pair',
      /"a\.pad" without "a\.pad\.header"/,
    ],
    ['a header alone', { 'a.pad.header': padHeader() }, 'sams.pair', /"a\.pad\.header" without "a\.pad"/],
    [
      'a header of another rate',
      { 'a.pad': padRecords(20), 'a.pad.header': padHeader({ rate: 500 }) },
      'sams.fit',
      /says 500 Hz, and its records are 10 Hz: it is that of another file/,
    ],
    [
      'headers that were exchanged',
      {
        ...{ a: padRecords(2), 'a.header': padHeader({ file: 'b' }) },
        ...{ b: padRecords(2), 'b.header': padHeader({ file: 'a' }) },
      },
      'sams.fit',
      /the header of "a" says that it is of "b"/,
    ],
    [
      'two sensors',
      {
        ...{ a: padRecords(2), 'a.header': padHeader() },
        ...{ b: padRecords(2), 'b.header': padHeader({ sensor: '121f05' }) },
      },
      'sams.fit',
      /got "121f03" and "121f05" \("b"\)/,
    ],
    ['nothing', {}, 'sams.pair', /the archive is empty/],
    [
      'a header of a megabyte',
      { a: padRecords(2), 'a.header': Buffer.alloc(1e6, 32) },
      'sams.header',
      /at most 66 kB/,
    ],
    [
      'records that break off',
      { a: padRecords(2).subarray(1), 'a.header': padHeader() },
      'sams.records',
      /31 bytes/,
    ],
  ])('of %s is refused', async (_, members, code, sentence) => {
    expect(await refusalOf(archive(members))).toEqual([code, expect.stringMatching(sentence)]);
  });

  it('is no file of records alone, and none without end', async () => {
    expect((await refusalOf(padRecords(100)))?.[0]).toBe('sams.header-awaited');
    let sent = 0;
    async function* endless() {
      for (;;) {
        sent += 1024 ** 2;
        yield new Uint8Array(1024 ** 2);
      }
    }
    expect((await refusalOf(endless()))?.[0]).toBe('sams.too-large');
    expect(sent).toBeLessThan(66 * 1024 ** 2);
  });

  it('may be one header with its records behind it, and a header alone has no rows', async () => {
    const { rows, warnings } = await read(Buffer.concat([padHeader(), Buffer.from('\n'), padRecords(3)]));
    expect([rows.length, warnings]).toEqual([4, []]);
    const alone = await read(padHeader());
    expect([alone.rows, alone.warnings.map(({ code }) => code)]).toEqual([['t,x,y,z'], ['sams.header']]);
  });

  it('names where its filter settles, of the first files each and of the rest how many', async () => {
    const pairs = Array.from({ length: 5 }, (_, i) => ({
      [`f${i}`]: padRecords(50, 10, 1e-3),
      [`f${i}.header`]: padHeader({ at: `2014_10_22_09_36_3${i}.000` }),
    }));
    const { warnings } = await read(archive(Object.assign({}, ...pairs)));
    expect(warnings.map(({ code }) => code)).toEqual(Array(4).fill('sams.filter-start'));
    expect(warnings[0]?.message).toMatch(/^f0: the first 0\.33 s rise to /);
    expect(warnings[3]?.message).toBe('2 files more that begin with the settling of the filter');
  });
});

describe('a source of the SAMS', () => {
  it.skipIf(!hasRealData)(
    'takes in its archive as channels of acceleration, each in its own unit',
    async () => {
      const expected = JSON.parse(realFile('sams-pad/expected.json').toString());
      const ports = memoryPorts();
      await applyExperiment(ports, 'iss', padDefinition());
      const name = 'first4189records.pad';
      const members = [`${name}.header`, name].map((one) => ({
        name: one,
        bytes: realFile(`sams-pad/${one}`),
      }));
      await upload(ports, 'iss', '2014-10-22_pad.zip', zipOf(members));
      await settleAll(ports);
      const [receipt] = (await listReceipts(ports, 'iss')).downlinks;
      expect(receipt).toMatchObject({
        ...{ state: 'INGESTED', source: 'sams' },
        counts: {
          rows: expected.records,
          samples: 3 * expected.records,
          accepted: 3 * expected.records,
          rejected: 0,
        },
      });
      expect(receipt?.warnings).toEqual([
        {
          code: 'sams.filter-start',
          message: `${name}: the first 0.33 s rise to 342 µg and nothing later above 96.2 µg: that is how the 6 Hz filter settles, and no acceleration of the station`,
        },
      ]);
      const means = await Promise.all(
        ['gx', 'gy', 'gz'].map(async (channel) => {
          const { points } = await queryTelemetry(ports, 'iss', { unit: 'LAB', channel, maxPoints: 10_000 });
          return (1e6 * points.reduce((sum, { mean }) => sum + mean!, 0)) / points.length;
        }),
      );
      expect(means[0]).toBeCloseTo(expected.mean_ug[0], 2);
      expect(means[1]).toBeCloseTo(expected.mean_ug[1], 2);
      expect(means[2]! / 9.80665).toBeCloseTo(expected.mean_ug[2], 2);
    },
  );

  it.each<[string, object, RegExp]>([
    [
      'without an axis',
      { columns: { x: { unit: 'LAB', channel: 'gx' } } },
      /lacks y, z: expected all three axes/,
    ],
    [
      'with times of its own',
      { time: { column: 'gmt' } },
      /is told by the header of the records: leave it out/,
    ],
    ['with rows', { rows: { unit: { column: 'u' } } }, /has nothing to stand in/],
  ])('%s is refused', async (_, more, sentence) => {
    await expect(applyExperiment(memoryPorts(), 'iss', padDefinition(more))).rejects.toThrow(sentence);
  });
});
