import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { linesQuerySchema } from '../../../../shared/contract/downlinks.ts';
import { receiptNamed } from '../../../../shared/usecases/answer/show-receipt.ts';
import { announceDownlink } from '../../../../shared/usecases/arrive/announce-downlink.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { findLines } from '../../../../shared/usecases/report/find-lines.ts';
import { ARMS_EXPERIMENT, armsDocument, armsPorts } from '../../../support/arms-experiment.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';
import { pitAssay, pitsCsv } from '../../../support/pit-files.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';
import { TWIN_DEFINITION, twinFiles } from '../../../support/twin-experiment.ts';
import { twinsDefined } from '../../../support/twins-in.ts';

const SERIES = { unit: 'FU1', channel: 'temperature' };
const asked = (query: object) => linesQuerySchema.parse(query);

async function twinsWith(name: string, content: string | Uint8Array): Promise<[MemoryPorts, string]> {
  const ports = await twinsDefined();
  const id = await upload(ports, 'twins', name, content);
  await settleAll(ports);
  return [ports, id];
}

describe('findLines', () => {
  it.each([
    ['as it is', (text: string) => text],
    ['packed', (text: string) => gzipSync(text)],
    ['with lines that end with CR LF', (text: string) => text.replaceAll('\n', '\r\n')],
  ])('finds the lines that samples of a time came from, of a file %s', async (_how, write) => {
    const text = twinFiles().flight;
    const [ports, id] = await twinsWith('fu1.csv', write(text));
    const range = { from: '2026-03-01T06:10:00Z', to: '2026-03-01T06:13:00Z' };
    const found = await findLines(ports, 'twins', id, asked({ ...SERIES, ...range, limit: '2' }));
    const lines = text.split('\n');
    expect(found).toMatchObject({ fileName: 'fu1.csv', found: 3, read: lines.length - 1 });
    expect(found.lines).toEqual(
      [0, 1].map((i) => ({
        line: found.first! + i,
        at: `2026-03-01T06:1${i}:00Z`,
        cells: [{ column: 'temp', value: Number(lines[found.first! + i - 1]!.split(',')[1]) }],
        text: lines[found.first! + i - 1],
      })),
    );
    expect(found.last).toBe(found.first! + 2);
  });

  it('counts no line whose cell was rejected or is empty, and says where nothing is meant', async () => {
    const [ports, id] = await twinsWith(
      'fu1.csv',
      't,temp,rh\n2026-03-01T06:00:00Z,37.0,85\n2026-03-01T06:01:00Z,,85\n2026-03-01T06:02:00Z,warm,85\n2026-03-01T06:03:00Z,37.1,85\n',
    );
    const found = await findLines(ports, 'twins', id, asked(SERIES));
    expect(found.lines.map(({ line }) => line)).toEqual([2, 5]);
    const later = await findLines(ports, 'twins', id, asked({ ...SERIES, from: '2026-03-02T00:00:00Z' }));
    expect(later).toMatchObject({ read: 5, found: 0, first: null, last: null, lines: [] });
  });

  it('finds a line by its number with those around it, as the rejects name it', async () => {
    const [ports, id] = await twinsWith(
      'fu1.csv',
      't,temp,rh\n2026-03-01T06:00:00Z,37.0,85\n2026-03-01T06:01:00Z,warm,85\n2026-03-01T06:02:00Z,37.0,85\n',
    );
    const found = await findLines(ports, 'twins', id, asked({ line: '3', around: '1' }));
    expect(found).toMatchObject({ read: 4, found: 1, first: 3, last: 3 });
    expect(found.lines).toEqual([
      { line: 2, text: '2026-03-01T06:00:00Z,37.0,85' },
      { line: 3, text: '2026-03-01T06:01:00Z,warm,85' },
      { line: 4, text: '2026-03-01T06:02:00Z,37.0,85' },
    ]);
    const beyond = await findLines(ports, 'twins', id, asked({ line: '9' }));
    expect(beyond).toMatchObject({ found: 0, first: null, lines: [] });
  });

  it('says which series a file holds where it holds none of the one that is asked for', async () => {
    const [ports, id] = await twinsWith('fu1.csv', twinFiles().flight);
    await expect(
      findLines(ports, 'twins', id, asked({ unit: 'GU1', channel: 'temperature' })),
    ).rejects.toMatchObject({
      code: 'lines.other-series',
      message: expect.stringContaining('"fu1.csv" holds no sample of GU1 temperature; it holds FU1 '),
    });
  });

  it('of a file that is gone from the archive says so as of one that is damaged', async () => {
    const [ports, id] = await twinsWith('fu1.csv', twinFiles().flight);
    const [key] = [...ports.raw.objects.keys()];
    ports.raw.objects.delete(key!);
    await expect(findLines(ports, 'twins', id, asked(SERIES))).rejects.toMatchObject({
      name: 'Damaged',
      key,
    });
  });

  it('finds lines that hold a text, of a file of an assay too, and writes out what a terminal obeys', async () => {
    const ports = await armsPorts(armsDocument({ assays: [pitAssay()] }), { 'a_pits.csv': pitsCsv() });
    const id = [...ports.raw.objects.keys()]
      .find((key) => key.startsWith(`raw/${ARMS_EXPERIMENT}`))!
      .split('/')
      .at(-1)!;
    const { found, lines, first } = await findLines(ports, ARMS_EXPERIMENT, id, asked({ with: 'F1' }));
    const own = pitsCsv().split('\n');
    expect(found).toBe(own.filter((line) => line.includes('F1')).length);
    expect([first, lines[0]?.text]).toEqual([2, own[1]]);
    const series = asked({ unit: 'F1', channel: 'temperature' });
    await expect(findLines(ports, ARMS_EXPERIMENT, id, series)).rejects.toMatchObject({
      code: 'lines.no-samples',
    });
  });

  it('refuses what unpacks to more than there is time for, and what is too large as it lies', async () => {
    const text = twinFiles().flight;
    const packed = gzipSync(text);
    const [ports, id] = await twinsWith('fu1.csv', packed);
    const most = (packed.length + text.length) / 2;
    for (const query of [SERIES, { with: '37' }]) {
      const found = (mostBytes: number) => findLines(ports, 'twins', id, asked(query), mostBytes);
      await expect(found(most)).rejects.toMatchObject({
        code: 'lines.too-large',
        message: expect.stringContaining('"fu1.csv" unpacks to more: at most '),
      });
      await expect(found(packed.length - 1)).rejects.toMatchObject({ code: 'lines.too-large' });
      expect((await found(text.length)).read).toBeGreaterThan(300);
    }
  });

  it('tells the lines of a file that nothing reads any more, and of no series of it', async () => {
    const [ports, id] = await twinsWith('fu1.csv', twinFiles().flight);
    await applyExperiment(ports, 'twins', TWIN_DEFINITION.replace('"fu1*.csv"', '"other*.csv"'), {
      newReading: true,
    });
    expect((await findLines(ports, 'twins', id, asked({ with: 'temp' }))).first).toBe(1);
  });

  it('refuses what names nothing to look for, what is unknown, what has not come and what is no text', async () => {
    const [ports, id] = await twinsWith('fu1.csv', twinFiles().flight);
    const refusals: [object, string][] = [
      [{}, 'lines.question'],
      [{ unit: 'FU1' }, 'lines.question'],
      [{ ...SERIES, with: 'x' }, 'lines.question'],
      [{ unit: 'FU9', channel: 'temperature' }, 'unit.unknown'],
      [{ unit: 'FU1', channel: 'co2' }, 'channel.not-measured'],
      [{ ...SERIES, from: '2026-03-02T00:00:00Z', to: '2026-03-01T00:00:00Z' }, 'lines.range-empty'],
    ];
    for (const [query, code] of refusals)
      await expect(findLines(ports, 'twins', id, asked(query))).rejects.toMatchObject({ code });
    await expect(findLines(ports, 'twins', 'nobody', asked(SERIES))).rejects.toMatchObject({
      code: 'downlink.unknown',
    });
    const waiting = await announceDownlink(ports, 'twins', { fileName: 'fu1-2.csv', bytes: 9 }, 'test');
    await expect(findLines(ports, 'twins', waiting.id, asked(SERIES))).rejects.toMatchObject({
      code: 'lines.not-here',
    });
    expect((await receiptNamed(ports, 'twins', id)).state).toBe('INGESTED');
  });
});
