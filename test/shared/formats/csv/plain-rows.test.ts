import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CsvPlan } from '../../../../shared/formats/csv/csv.ts';
import { readCsv } from '../../../../shared/formats/csv/read-csv.ts';
import { IGNORED, UNMAPPED } from '../../../../shared/formats/reading/reading.ts';
import { compileTimeFormats } from '../../../../shared/formats/time/compile-time-formats.ts';
import { bytesOf, collect, inPieces, planOf } from './collect.ts';

/** Texts that begin alike, are alike but for one byte, or are of every length about the eight that are compared at once. */
const keyText = fc.constantFrom(
  '',
  'T',
  'T1',
  'T11',
  'T1\u0000',
  'T2',
  'temperature1',
  'temperature11',
  'uemperature11',
);
const longKeyText = fc.constantFrom(
  'a-channel-with-a-long-name-1',
  'a-channel-with-a-long-name-2',
  'ä',
  'x"y',
);
const timeText = fc.constantFrom(
  '',
  '1772323200000',
  '1772323200001',
  '1772323200',
  '1772323201000',
  '17723232000010',
  '4200000000000',
  'x',
);
const valueText = fc.constantFrom(
  '0',
  '-0',
  '24.1',
  '24.10',
  '1.00012207',
  '1e-3',
  '12345678901234567',
  '',
  '.',
  '5.',
  'on',
);
const lineEnd = fc.constantFrom('\n', '\n', '\n', '\r\n', '\n\n', '\n\r\n', '\n,,\n');

const kindOf = (texts: readonly string[]) => {
  const name = texts.join();
  if (name.includes('T2')) return IGNORED;
  return name.includes('T11')
    ? UNMAPPED
    : [...name].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 65_536, 0);
};

/** Runs of rows, so that what is foretold often comes true and often does not. */
const longRows = fc
  .array(
    fc.record({
      time: timeText,
      cycle: fc.array(fc.tuple(fc.oneof(keyText, longKeyText), fc.oneof(keyText, longKeyText)), {
        minLength: 1,
        maxLength: 4,
      }),
      values: fc.array(valueText, { minLength: 1, maxLength: 12 }),
      end: lineEnd,
    }),
    { maxLength: 12 },
  )
  .map((runs) =>
    runs.flatMap(({ time, cycle, values, end }) =>
      values.map((value, i) => ({ time, keys: cycle[i % cycle.length]!, value, end })),
    ),
  );

const reader = compileTimeFormats(['epoch-ms'], 'UTC', 'REJECT');
const plan: CsvPlan = { ...planOf('time', ['value']), time: { header: 'time', reader } };

async function readText(text: string, how: CsvPlan, size = 64) {
  const { batches, rejects, summary } = await collect(inPieces(bytesOf(text), size), how);
  const { bytes, ...counts } = summary;
  return {
    rows: batches.flatMap(({ rows, times, lines, kinds, values }) =>
      Array.from({ length: rows }, (_, row) => [
        times[row],
        lines[row],
        kinds?.[row],
        ...values.map((v) => v[row]),
      ]),
    ),
    rejects: rejects.map(({ text: _, ...rest }) => rest),
    counts,
  };
}

describe('what is foretold of a row', () => {
  const keys = [{ header: 'unit' }, { header: 'channel' }];
  const orders = [
    'time,unit,channel,value',
    'unit,channel,time,value',
    'value,time,channel,unit',
    'unit,time,channel,value',
  ];

  it('leaves nothing of an ignored row for the row after it, wherever the bytes at hand end', async () => {
    const ignoring: CsvPlan = {
      ...plan,
      keys: [{ header: 'unit' }],
      kindOf: ([unit]) => (unit === 'IGN' ? IGNORED : 0),
      emptyIsReject: false,
    };
    const rows = Array.from(
      { length: 20 },
      (_, i) => `177232320${1000 + i},${i % 2 === 0 ? 'FU1,1' : 'IGN,999'}`,
    );
    const text = ['time,unit,value', ...rows, '1772323202000,FU1,'].join('\n');
    // The longest line bounds how many bytes are at hand: some of these end with an ignored row.
    for (let maxLineBytes = 40; maxLineBytes < 200; maxLineBytes++) {
      const read = await readText(text, { ...ignoring, maxLineBytes });
      expect(read.rows.map((row) => row.at(-1))).toEqual([...Array(10).fill(1), Number.NaN]);
    }
  });

  it('never changes a reading: each file reads as the same one whose times stand in quotes, row by row with care', async () => {
    await fc.assert(
      fc.asyncProperty(longRows, fc.constantFrom(...orders), async (rows, order) => {
        const fileOf = (quote: string) =>
          [
            `${order}\n`,
            ...rows.map(({ time, keys: [unit, channel], value, end }) => {
              const cells: Record<string, string> = { time: `${quote}${time}${quote}`, unit, channel, value };
              return (
                order
                  .split(',')
                  .map((name) => cells[name])
                  .join() + end
              );
            }),
          ].join('');
        const long = { ...plan, keys, kindOf };
        expect(await readText(fileOf(''), long)).toEqual(await readText(fileOf('"'), long));
      }),
      { seed: 31, numRuns: 400 },
    );
  });

  it.each([
    // A blank before a quote makes it text; where the row begins with one, it is none.
    [',', 'key,time,value\n "x",1,1\n"x",2,2\n', ['"x"', 'x']],
    // Tabs around what stands in quotes are no text; within a row of its own one ends the cell.
    ['\t', 'key\ttime\tvalue\n"a""b\t"\t1\t1\na""b\t2\t2\n', ['a"b', 'a""b']],
    ['\t', 'time\tkey\tvalue\n1\t"\ta""b\t"\t1\n2\ta""b\t2\n', ['a"b', 'a""b']],
  ] as const)(
    'does not take a key for one that is the same bytes in quotes (%j: %j)',
    async (delimiter, file, texts) => {
      const asked: string[] = [];
      const { rows } = await readText(file, {
        ...plan,
        dialect: { ...plan.dialect, delimiter },
        keys: [{ header: 'key' }],
        kindOf: ([text = '']) => asked.push(text) - 1,
      });
      expect(asked).toEqual(texts);
      expect(rows.map(([, , kind]) => kind)).toEqual([0, 1]);
    },
  );

  it('never changes a reading of a wide file either', async () => {
    const row = fc.tuple(timeText, valueText, valueText, fc.constantFrom('', 'note'), lineEnd);
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 40 }), async (rows) => {
        const fileOf = (quote: string) =>
          `time,a,note,b\n${rows.map(([time, a, b, note, end]) => `${quote}${time}${quote},${a},${note},${b}${end}`).join('')}`;
        const wide = { ...plan, columns: [{ header: 'b' }, { header: 'a' }], ignore: ['note'] };
        expect(await readText(fileOf(''), wide)).toEqual(await readText(fileOf('"'), wide));
      }),
      { seed: 32, numRuns: 300 },
    );
  });

  it('does not take eight bytes for others that make an equal number of them', async () => {
    const zero = '\u0000'.repeat(8);
    const file = Buffer.concat([
      bytesOf(`time,channel,value\n1,${zero},1\n1,${zero},2\n1,`),
      Uint8Array.of(0x80, 0, 0, 0, 0, 0, 0, 0),
      bytesOf(',3\n'),
    ]);
    const asked: string[] = [];
    const read = await collect(inPieces(file, 100), {
      ...plan,
      keys: [{ header: 'channel' }],
      kindOf: ([text = '']) => asked.push(text) - 1,
    });
    expect(asked).toEqual([zero, `\ufffd${zero.slice(1)}`]);
    expect(Array.from(read.batches[0]?.kinds ?? [])).toEqual([0, 0, 1]);
  });
});

describe('the kinds of rows', () => {
  const keyed = (kind: CsvPlan['kindOf']) => ({ ...plan, keys: [{ header: 'channel' }], kindOf: kind });

  it('are asked for once for each combination of texts, in quotes or not', async () => {
    const asked: string[] = [];
    const rows = Array.from({ length: 10_000 }, (_, i) => `${i},${i % 3 === 0 ? '"c0"' : `c${i % 300}`},1\n`);
    await readText(
      `time,channel,value\n${rows.join('')}`,
      keyed(([text = '']) => asked.push(text)),
    );
    expect(asked).toHaveLength(201);
    expect(new Set(asked).size).toBe(201);
  });

  it('are right beyond as many as are remembered, in memory that does not grow with them', async () => {
    const rows = Array.from({ length: 80_000 }, (_, i) => `${i},c${i},${i}\n`);
    const again = Array.from({ length: 1000 }, (_, i) => `${i},c${i * 79},1\n`);
    let wrong = 0;
    const summary = await readCsv(
      inPieces(bytesOf(`time,channel,value\n${rows.join('')}${again.join('')}`), 100_000),
      keyed(([text = '']) => Number(text.slice(1)) % 60_000),
      {
        batch: ({ rows: count, lines, kinds }) => {
          for (let row = 0; row < count; row++) {
            const i = lines[row]! - 2;
            const number = i < 80_000 ? i : (i - 80_000) * 79;
            if (kinds?.[row] !== number % 60_000) wrong++;
          }
        },
        reject: () => {},
      },
    );
    expect(wrong).toBe(0);
    expect(summary).toMatchObject({ rows: 81_000, samples: 81_000 });
  });

  it('that are unmapped are named up to a hundred', async () => {
    const rows = Array.from({ length: 500 }, (_, i) => `${i},c${i % 250},1\n`);
    const { counts } = await readText(
      `time,channel,value\n${rows.join('')}`,
      keyed(() => UNMAPPED),
    );
    expect(counts.unmappedKeys).toHaveLength(100);
    expect(counts.unmappedKeys[7]).toEqual({ texts: ['c7'], rows: 2 });
    expect(counts).toMatchObject({ samples: 500, rejected: 500, byReason: { 'row.unmapped': 500 } });
  });
});
