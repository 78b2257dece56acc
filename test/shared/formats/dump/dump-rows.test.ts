import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CsvPlan } from '../../../../shared/formats/csv/csv.ts';
import { IGNORED } from '../../../../shared/formats/reading/reading.ts';
import { compileTimeFormats } from '../../../../shared/formats/time/compile-time-formats.ts';
import { bytesOf, type Collected, collect, DIALECT, inPieces, planOf } from '../csv/collect.ts';

const EPOCH_MS = compileTimeFormats(['epoch-ms'], 'UTC', 'REJECT');
const BEGIN = 1_772_323_200_000;

function dumpPlan(rest: Partial<CsvPlan> = {}): CsvPlan {
  return planOf('time', ['value'], {
    time: { header: 'time', reader: EPOCH_MS },
    keys: [{ header: 'unit' }, { header: 'channel' }],
    kindOf: ([, channel]) => (channel === 'off' ? IGNORED : Number(channel!.replace(/\D+/g, ''))),
    ...rest,
  });
}

const read = (lines: readonly string[], plan = dumpPlan(), end = '\n'): Promise<Collected> =>
  collect(inPieces(bytesOf(['time,unit,channel,value', ...lines, ''].join(end)), 100_000), plan);

interface Row {
  readonly time: number;
  readonly line: number;
  readonly kind: number;
  readonly value: number;
}

function rowsOf({ batches }: Collected): Row[] {
  return batches.flatMap(({ times, lines, kinds, values }) =>
    Array.from(times, (time, i) => ({ time, line: lines[i]!, kind: kinds![i]!, value: values[0]![i]! })),
  );
}

/** Three channels a tick: the first three rows are learnt, the kernel reads from the second tick on. */
const ticksOf = (values: readonly string[]): string[] =>
  values.map((value, i) => `${BEGIN + Math.floor(i / 3) * 1000},FU1,t${i % 3},${value}`);

describe('the rows of a dump', () => {
  it('read each number as Number does, to the last bit', async () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 9 });
    const number = fc
      .tuple(fc.constantFrom('', '-'), digits, fc.constantFrom('', '.'), digits)
      .map((parts) => parts.join(''))
      .filter((text) => /\d/.test(text));
    await fc.assert(
      fc.asyncProperty(fc.array(number, { minLength: 12, maxLength: 60 }), async (values) => {
        const collected = await read(ticksOf(values));
        expect(collected.rejects).toEqual([]);
        expect(rowsOf(collected).map(({ value }) => value)).toEqual(values.map(Number));
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it('leave to the careful reading whatever is no such number', async () => {
    const values = [
      '1',
      '2',
      '3',
      '4',
      '5',
      '1e3',
      '+7',
      '1.2.3',
      '-',
      '.',
      '--1',
      '1-2',
      ' 8',
      '',
      'x',
      '9',
    ];
    const collected = await read(ticksOf(values));
    const taken = rowsOf(collected).filter(({ value }) => !Number.isNaN(value));
    expect(taken.map(({ line, value }) => [line, value])).toEqual([
      [2, 1],
      [3, 2],
      [4, 3],
      [5, 4],
      [6, 5],
      [7, 1000],
      [8, 7],
      [14, 8],
      [17, 9],
    ]);
    expect(collected.rejects.map(({ line, code }) => [line, code])).toEqual([
      [9, 'value.not-a-number'],
      [10, 'value.not-a-number'],
      [11, 'value.not-a-number'],
      [12, 'value.not-a-number'],
      [13, 'value.not-a-number'],
      [15, 'value.empty'],
      [16, 'value.not-a-number'],
    ]);
  });

  it.each([
    ['lines that end with CR LF', dumpPlan(), ',', '\r\n'],
    ['decimal commas', dumpPlan({ dialect: { ...DIALECT, delimiter: ';', decimal: ',' } }), ';', '\n'],
  ])('are the same with %s, over many batches, and say their lines', async (_, plan, delimiter, end) => {
    const values = Array.from({ length: 20_000 }, (__, i) => (((i * 7919) % 4001) - 2000) / 100);
    const text = (line: string) => (delimiter === ';' ? line.replaceAll(',', ';').replace('.', ',') : line);
    const collected = await collect(
      inPieces(
        bytesOf([text('time,unit,channel,value'), ...ticksOf(values.map(String)).map(text), ''].join(end)),
        5_003,
      ),
      plan,
    );
    expect(collected.rejects).toEqual([]);
    expect(rowsOf(collected)).toEqual(
      values.map((value, i) => ({
        time: (BEGIN + Math.floor(i / 3) * 1000) * 1000,
        line: i + 2,
        kind: i % 3,
        value,
      })),
    );
  });

  it('pass over ignored keys among those in turn, and count their lines', async () => {
    const lines = Array.from({ length: 300 }, (_, i) => {
      const channel = i % 3 === 1 ? 'off' : `t${i % 3}`;
      return `${BEGIN + Math.floor(i / 3) * 1000},FU1,${channel},${i}`;
    });
    const collected = await read(lines);
    expect(rowsOf(collected).map(({ line, kind, value }) => [line, kind, value])).toEqual(
      lines.flatMap((_, i) => (i % 3 === 1 ? [] : [[i + 2, i % 3, i]])),
    );
    expect(collected.summary.rows).toBe(300);
    expect(collected.summary.samples).toBe(200);
  });

  it.each([31, 32, 33, 60])('read keys of %i bytes and times of as many', async (length) => {
    const unit = 'U'.repeat(length - ',,t0,'.length);
    const zeros = '0'.repeat(length - String(BEGIN).length);
    const lines = Array.from(
      { length: 90 },
      (_, i) => `${BEGIN + Math.floor(i / 3) * 1000}.${zeros.slice(1)},${unit},t${i % 3},${i}`,
    );
    const collected = await read(lines);
    expect(collected.rejects).toEqual([]);
    expect(rowsOf(collected).map(({ time, kind, value }) => [time, kind, value])).toEqual(
      lines.map((_, i) => [(BEGIN + Math.floor(i / 3) * 1000) * 1000, i % 3, i]),
    );
  });

  it('are not read where a row ends after its time and longer keys are in turn', async () => {
    const long = `t1${'x'.repeat(54)}`;
    const shorter = `t2${'y'.repeat(38)}`;
    const tick = (time: number) => ['t0', long, shorter].map((key) => `${time},FU1,${key},777777`);
    const cut = [`${BEGIN + 3000},FU1,t0,8`, String(BEGIN + 3000), `${BEGIN + 3000},FU1,${shorter},123456`];
    const collected = await read([...[0, 1000, 2000].flatMap((after) => tick(BEGIN + after)), ...cut]);
    expect(collected.rejects.map(({ line, code }) => [line, code])).toEqual([[12, 'row.width']]);
    expect(rowsOf(collected).map(({ line, kind, value }) => [line, kind, value])).toEqual([
      ...Array.from({ length: 9 }, (_, i) => [i + 2, i % 3, 777777]),
      [11, 0, 8],
      [13, 2, 123456],
    ]);
  });

  describe('where the delimiter is the decimal sign, too', () => {
    const dialect = { ...DIALECT, decimal: ',' } as const;

    it('have no byte as a decimal sign', async () => {
      const lines = ticksOf(Array.from({ length: 12 }, (_, i) => (i === 10 ? '1~5' : '200')));
      const bytes = bytesOf(['time,unit,channel,value', ...lines, ''].join('\n'));
      bytes[bytes.indexOf('~'.charCodeAt(0))] = 0xff;
      const collected = await collect(inPieces(bytes, 100_000), dumpPlan({ dialect }));
      expect(collected.rejects.map(({ line, code }) => [line, code])).toEqual([[12, 'value.not-a-number']]);
    });

    it('have no delimiter within a time', async () => {
      const reader = compileTimeFormats(['epoch-s'], 'UTC', 'REJECT', null, ',');
      const plan = dumpPlan({ dialect, time: { header: 'time', reader } });
      const lines = [0, 1, 2, 3].map((i) => `177232320${i},FU1,t${i % 2},${i}`);
      const collected = await read([...lines, '99999999,5,FU1,t0,4'], plan);
      expect(collected.rejects.map(({ line, code }) => [line, code])).toEqual([[6, 'row.too-long']]);
    });
  });

  it('are read below a second header in another order, too', async () => {
    const lines = ticksOf(Array.from({ length: 60 }, (_, i) => String(i)));
    const turned = lines.map((line) => {
      const [time, unit, channel, value] = line.split(',');
      return [time, channel, unit, value].join(',');
    });
    const collected = await read([...lines, 'time,channel,unit,value', ...turned]);
    expect(collected.rejects).toEqual([]);
    const rows = rowsOf(collected).map(({ time, kind, value }) => [time, kind, value]);
    expect(rows.slice(60)).toEqual(rows.slice(0, 60));
    expect(rows).toHaveLength(120);
  });
});
