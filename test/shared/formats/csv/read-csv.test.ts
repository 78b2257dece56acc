import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CsvPlan } from '../../../../shared/formats/csv/csv.ts';
import { readCsv } from '../../../../shared/formats/csv/read-csv.ts';
import { agreesWithNaive, REAL_COLUMNS } from './agrees-with-naive.ts';
import { bytesOf, collect, DIALECT, inPieces, planOf } from './collect.ts';

const HEAD = 'Controller_Time_GMT,CO2_ppm_ISS,Temp_degC_ISS\n';
const ROW = '9/20/2014 3:59,2641,24.1\n';

function collectText(text: string, plan = planOf('Controller_Time_GMT', REAL_COLUMNS)) {
  return collect(inPieces(bytesOf(text), 1000), plan);
}

describe('the bounds of a row', () => {
  it('do not depend on where the pieces of the file meet', async () => {
    const rows = [
      '9/20/2014 4:04,"2642\n","24.2"\r\n',
      '"9/20/2014 4:09" ,"""",24.3\n',
      '9/20/2014 4:14,"open,24.4\n9/20/2014 4:19,2645,24.5\n9/20/2014 4:24,",24.6\n',
      '9/20/2014 4:29,"shut"x\n9/20/2014 4:34,"2648"\r,24.8\n',
      '9/20/2014 4:39,"2649"\r\n',
      // As long as a row may be.
      `9/20/2014 4:44,2650,"\n${' '.repeat(37)}"\n`,
    ];
    expect(rows[5]).toHaveLength(60 + 1);
    for (let shift = 0; shift < 130; shift++) {
      const file = HEAD + ROW + '\n'.repeat(shift) + rows.join('') + ROW + rows.slice(2).join('') + rows[4];
      for (const limit of [60, 64])
        expect(await agreesWithNaive(bytesOf(file), 9, limit)).toMatchObject({ wasRead: true });
    }
  });

  it('keep an unclosed quote from costing more than its own line', async () => {
    const nasty = '9/20/2014 4:04,a","\n'.repeat(40) + ROW.repeat(5) + '9/20/2014 4:09,"""\n'.repeat(3) + ROW;
    for (let shift = 0; shift < 60; shift++) {
      expect(await agreesWithNaive(bytesOf(HEAD + '\n'.repeat(shift) + nasty), 50, 200)).toMatchObject({
        wasRead: true,
      });
    }
  });

  it('make an end of what quotes do to the time: unclosed ones in every line of 3 MB are read in a moment', async () => {
    const lines = 150_000;
    const { summary } = await collectText(HEAD + '9/20/2014 4:04,a","\n'.repeat(lines));
    expect(summary).toMatchObject({
      rows: lines,
      rejected: 2 * lines,
      byReason: { 'quote.unclosed': 2 * lines },
    });
  });

  it('let a line have as many bytes as the limit says, and reject one byte more', async () => {
    const plan = planOf('Controller_Time_GMT', ['CO2_ppm_ISS', 'Temp_degC_ISS'], { maxLineBytes: 60 });
    const filled = (bytes: number) => `${ROW.trim()}${'0'.repeat(bytes - ROW.trim().length)}\n`;
    const { summary, rejects } = await collectText(`${HEAD}${filled(60)}${filled(61)}${filled(59)}`, plan);
    expect(summary).toMatchObject({ rows: 3, samples: 6, rejected: 2, byReason: { 'line.too-long': 2 } });
    expect(rejects).toMatchObject([{ line: 3, column: null, samples: 2 }]);
  });

  it('pass a line of any length, and go on after it', async () => {
    for (const length of [61, 119, 120, 121, 500]) {
      const file = `${HEAD}${ROW}${'9/20/2014 3:59,1,1,'.repeat(40).slice(0, length)}\n${ROW}`;
      expect(await agreesWithNaive(bytesOf(file), 13, 60)).toMatchObject({ wasRead: true });
    }
  });
});

describe('a file that breaks off', () => {
  const columns = planOf('Controller_Time_GMT', ['CO2_ppm_ISS', 'Temp_degC_ISS']);
  const sink = { batch: () => {}, reject: () => {} };

  it('loses the row in which it does: half a number is a number too', async () => {
    const whole = bytesOf(HEAD + ROW + ROW);
    for (let cut = HEAD.length; cut <= whole.length; cut++) {
      const { rejected, samples, byReason } = await readCsv(
        inPieces(whole.subarray(0, cut), 7),
        columns,
        sink,
        () => true,
      );
      const partial = (cut - HEAD.length) % ROW.length > 0;
      expect(rejected).toBe(partial ? 2 : 0);
      expect(byReason).toEqual(partial ? { 'row.cut-off': 2 } : {});
      expect(samples).toBe(2 * Math.ceil((cut - HEAD.length) / ROW.length));
    }
  });

  it('loses the whole of a row over several lines, and every line that an open quote took with it', async () => {
    const closed = await readCsv(
      inPieces(bytesOf(`${HEAD}9/20/2014 3:59,"\n1",2`), 7),
      columns,
      sink,
      () => true,
    );
    expect(closed.byReason).toEqual({ 'row.cut-off': 2 });
    const open = await readCsv(
      inPieces(bytesOf(`${HEAD}9/20/2014 3:59,"1\n${ROW}9/20/2014 3:59,1`), 7),
      columns,
      sink,
      () => true,
    );
    expect(open).toMatchObject({ rows: 3, samples: 6, byReason: { 'quote.unclosed': 2, 'row.cut-off': 2 } });
  });

  it('is not sure of the last value where no line end follows it', async () => {
    const unendedOf = async (tail: string, parts: Partial<CsvPlan['dialect']> = {}) => {
      const dialect = { ...columns.dialect, ...parts };
      const { batches, summary } = await collect(inPieces(bytesOf(HEAD + ROW + tail), 7), {
        ...columns,
        dialect,
      });
      const last = batches.at(-1)!;
      const codes = summary.warnings.map(({ code }) => code);
      return [last.unended === null ? null : last.columns[last.unended], ...codes];
    };
    expect(await unendedOf('9/20/2014 4:04,1,2')).toEqual(['Temp_degC_ISS', 'row.unended']);
    // Ended by a quote, by half of a line end, by a delimiter more, or because the source says so.
    for (const tail of [
      '9/20/2014 4:04,1,"2"',
      '9/20/2014 4:04,1,2\r',
      '9/20/2014 4:04,1,2,',
      '9/20/2014 4:04,1,',
    ])
      expect(await unendedOf(tail)).toEqual([null]);
    expect(await unendedOf('9/20/2014 4:04,1,2', { lastLine: 'whole' })).toEqual([null]);
  });

  it('says at which byte it does, unless its pack says so already', async () => {
    const cut = bytesOf(`${HEAD}9/20/2014 3`);
    const codes = async (isPackBroken: boolean) =>
      (await readCsv(inPieces(cut, 7), columns, sink, () => isPackBroken)).warnings.map(({ code }) => code);
    expect(await codes(false)).toEqual(['file.cut-off']);
    expect(await codes(true)).toEqual([]);
  });

  it('is not one that merely has no last line end', async () => {
    const read = await readCsv(inPieces(bytesOf((HEAD + ROW).trimEnd()), 7), columns, sink);
    expect(read).toMatchObject({ samples: 2, rejected: 0 });
  });
});

describe('batches', () => {
  it('hold every row once, in order, with the line it begins on', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `9/${1 + (i % 30)}/2014 3:59,${i},\n`);
    const { batches, summary } = await collectText(HEAD + rows.join(''));
    expect(batches.length).toBeGreaterThan(2);
    expect(batches[0]?.columns).toEqual(['Temp_degC_ISS', 'CO2_ppm_ISS']);
    const values = batches.flatMap((batch) => Array.from(batch.values[1]!));
    expect(values).toEqual(rows.map((_, i) => i));
    expect(batches.flatMap((batch) => Array.from(batch.lines))).toEqual(rows.map((_, i) => i + 2));
    for (const batch of batches) expect(batch.values[0]!.every(Number.isNaN)).toBe(true);
    expect(summary).toMatchObject({ rows: 20_000, samples: 20_000, rejected: 0 });
  });

  it('wait for a slow receiver: nothing more is read before it is done', async () => {
    let inside = 0;
    let most = 0;
    const slow = async () => {
      most = Math.max(most, ++inside);
      await new Promise((done) => setImmediate(done));
      inside--;
    };
    const text = HEAD + `${ROW}9/20/2014 3:59,x,y\n`.repeat(9000);
    await readCsv(inPieces(bytesOf(text), 1000), planOf('Controller_Time_GMT', REAL_COLUMNS), {
      batch: slow,
      reject: slow,
    });
    expect(most).toBe(1);
  });

  it('stay small where the columns are many', async () => {
    const names = Array.from({ length: 20_000 }, (_, i) => `c${i}`);
    const plan = planOf('t', names, { dialect: { ...DIALECT, ragged: true } });
    const { batches } = await collectText(`t,${names.join(',')}\n${'9/20/2014 3:59,1\n'.repeat(100)}`, plan);
    expect(Math.max(...batches.map(({ rows }) => rows))).toBeLessThan(20);
    expect(batches.reduce((sum, { readings }) => sum + readings, 0)).toBe(100);
  });
});

describe('the source', () => {
  it('is told when the header is refused', async () => {
    let closed = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield bytesOf(`no,such,header\n${ROW.repeat(100)}`);
      } finally {
        closed = true;
      }
    }
    await expect(collect(endless(), planOf('Controller_Time_GMT', REAL_COLUMNS))).rejects.toMatchObject({
      code: 'header.missing-time',
    });
    expect(closed).toBe(true);
  });

  it('may fail, and the failure comes through as it is', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield bytesOf(HEAD);
      throw new Error('connection lost');
    }
    await expect(collect(broken(), planOf('Controller_Time_GMT', REAL_COLUMNS))).rejects.toThrow(
      'connection lost',
    );
  });
});

describe('blank lines', () => {
  async function* blanks(before: string, count: number, after: string): AsyncGenerator<Uint8Array> {
    yield bytesOf(before);
    for (let i = 0; i < count; i++) yield new Uint8Array(1024 ** 2).fill(10);
    yield bytesOf(after);
  }
  const plan = planOf('Controller_Time_GMT', REAL_COLUMNS);

  it('by the million cost nothing but their bytes', async () => {
    const { summary, batches } = await collect(blanks(HEAD + ROW, 64, ROW), plan);
    expect(summary).toMatchObject({ rows: 2, samples: 4, rejected: 0 });
    expect(batches[0]?.lines[1]).toBe(3 + 64 * 1024 ** 2);
  });

  it('may stand above the header in any number', async () => {
    const { summary, batches } = await collect(blanks('\n', 3, HEAD + ROW), plan);
    expect(summary).toMatchObject({ rows: 1, samples: 2 });
    expect(batches[0]?.lines[0]).toBe(3 + 3 * 1024 ** 2);
  });

  it('may be above it as preamble lines and comments of any length', async () => {
    async function* long(first: string): AsyncGenerator<Uint8Array> {
      yield bytesOf(first);
      for (let i = 0; i < 3; i++) yield new Uint8Array(1024 ** 2).fill(0x37);
      yield bytesOf(`\n${HEAD}${ROW}`);
    }
    const { dialect } = plan;
    for (const one of [{ comment: '#' }, { headerLine: 2 }]) {
      const { summary } = await collect(long('#'), { ...plan, dialect: { ...dialect, ...one } });
      expect(summary).toMatchObject({ rows: 1, samples: 2 });
    }
  });

  it('are all that a file without header may have: it is empty then', async () => {
    await expect(collect(blanks('', 2, ''), plan)).rejects.toMatchObject({ code: 'file.empty' });
  });
});

describe('lines that end with CR alone', () => {
  const plan = planOf('Controller_Time_GMT', REAL_COLUMNS);
  const classic = (HEAD + ROW.repeat(6000)).replaceAll('\n', '\r');

  it('are read wherever the pieces of the file meet', async () => {
    for (const size of [1000, 65_535, 65_536, 1_000_000]) {
      const { summary } = await collect(inPieces(bytesOf(classic), size), plan);
      expect(summary).toMatchObject({ rows: 6000, samples: 12_000, bytes: classic.length });
    }
  });

  it('are not taken for those of a file whose first LF comes late', async () => {
    const note = `"${'x'.repeat(65_520 - HEAD.length)}"`;
    const text = `${HEAD.trimEnd()},${note}\r\n${ROW.trimEnd()},a\rb\r\n`;
    const { summary } = await collect(inPieces(bytesOf(text), 999), plan);
    expect(summary).toMatchObject({ rows: 1, samples: 2 });
  });
});

describe('memory', () => {
  async function* repeated(block: Uint8Array, times: number): AsyncGenerator<Uint8Array> {
    yield bytesOf(HEAD + ROW);
    for (let i = 0; i < times; i++) yield block;
    yield bytesOf(`\n${ROW}`);
  }

  it('stays flat over a line of 512 MB, which costs itself only', async () => {
    const before = process.memoryUsage().rss;
    const block = new Uint8Array(1024 ** 2).fill(0x37);
    const { summary, rejects } = await collect(
      repeated(block, 512),
      planOf('Controller_Time_GMT', REAL_COLUMNS),
    );
    expect(process.memoryUsage().rss - before).toBeLessThan(100e6);
    expect(summary).toMatchObject({ rows: 3, samples: 6, rejected: 2, byReason: { 'line.too-long': 2 } });
    expect(rejects).toMatchObject([{ line: 3, text: '7'.repeat(200) }]);
  });

  it('stays flat over many rows', async () => {
    const before = process.memoryUsage().rss;
    const block = bytesOf(ROW.repeat(4000));
    const counted = await readCsv(repeated(block, 300), planOf('Controller_Time_GMT', REAL_COLUMNS), {
      batch: () => {},
      reject: () => {},
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(100e6);
    expect(counted).toMatchObject({ rows: 1_200_002, samples: 2_400_004, rejected: 0 });
  });

  it('is not spent on a first line of 2 GB: it is no header', async () => {
    let given = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      const block = new Uint8Array(1024 ** 2).fill(0x37);
      for (; given < 2048; given++) yield block;
    }
    await expect(collect(endless(), planOf('t', ['a']))).rejects.toMatchObject({ code: 'header.too-long' });
    expect(given).toBeLessThan(4);
  });
});

describe('real files (need the real data of HOWSHIP_DATA)', () => {
  const folder = resolve(process.env.HOWSHIP_DATA ?? '../shared/data', 'iss-rodent-research');
  // Rows, samples and mean flight minus ground temperature as NASA's files are known to have them.
  const missions = [
    { name: 'RR1_CSV.csv', rows: 12_087, difference: 0.0041, first: '2014-09-20T03:59Z' },
    { name: 'RR6_CSV.csv', rows: 17_572, difference: -0.0003, first: '2017-12-06T15:06Z' },
  ];
  it.runIf(existsSync(folder)).each(missions)(
    '$name comes through whole',
    async ({ name, rows, difference, first }) => {
      const file = readFileSync(resolve(folder, name));
      const { batches, rejects, summary } = await collect(
        inPieces(file, 65_536),
        planOf('Controller_Time_GMT', REAL_COLUMNS),
      );
      expect(rejects).toEqual([]);
      expect(summary).toMatchObject({
        rows,
        samples: 6 * rows,
        rejected: 0,
        missingColumns: [],
        bytes: file.length,
      });
      const [ground, flight] = [0, 1].map((column) =>
        batches.flatMap(({ values }) => Array.from(values[column]!)),
      );
      const sum = flight!.reduce((total, value, i) => total + value - ground![i]!, 0);
      expect(sum / rows).toBeCloseTo(difference, 4);
      expect(batches[0]?.times[0]).toBe(Date.parse(first) * 1000);
    },
  );
});
