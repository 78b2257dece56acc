import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreesWithNaive } from './agrees-with-naive.ts';
import { bytesOf } from './collect.ts';

const data = resolve(process.env.HOWSHIP_DATA ?? '../shared/data', 'iss-rodent-research');
const real = ['RR1_CSV.csv', 'RR6_CSV.csv'].map((name) => resolve(data, name));
const realIsThere = real.every((path) => existsSync(path));

/** Everything that a good file may have: quotes, blanks, short rows, empty cells, both line ends. */
const SYNTHETIC = [
  'Controller_Time_GMT,Temp_degC_ISS,Note,CO2_ppm_ISS,,RH_percent_ISS',
  '9/20/2014 3:59,24.1,ok,2641,,39',
  '9/20/2014 4:04,-0.5e1,"a ""word"", said",2642,,40.25\r',
  '"9/20/2014 4:09"," 24.3 ","two\nlines",2643,,\r',
  '9/20/2014 4:14, 24.4 ,,+.5,,41,,',
  '9/20/2014 4:19',
  '',
  ',,,,,',
  '9/20/2014 4:24,24.123456789012345678,x"y,1e5,,0',
  '9/20/2014 4:29,24.5,"",-0,,42',
].join('\n');

interface Edit {
  readonly kind: 'xor' | 'set' | 'delete' | 'repeat' | 'insert' | 'cut' | 'splice';
  readonly at: number;
  readonly length: number;
  readonly bytes: Uint8Array;
}

const telling = fc.constantFrom(
  ...'",\n\r\t -+.eE0159/:NaIf\u0000'.split('').map((c) => c.charCodeAt(0)),
  0xff,
  0xc3,
);
const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('xor', 'set', 'set', 'delete', 'repeat', 'insert', 'insert', 'cut', 'splice'),
  at: fc.nat(1_000_000),
  length: fc.integer({ min: 1, max: 60 }),
  bytes: fc
    .array(fc.oneof(telling, fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 })
    .map((b) => Uint8Array.from(b)),
});

function applied(file: Uint8Array, { kind, at, length, bytes }: Edit): Uint8Array {
  // Two of three edits spare the header: of a file without header there is little to see.
  const first = at % 3 === 0 ? 0 : file.indexOf(10) + 1;
  const place = first + (at % Math.max(1, file.length - first));
  const [before, after] = [file.subarray(0, place), file.subarray(place)];
  const from = at % file.length;
  switch (kind) {
    case 'xor':
      return Uint8Array.from(file, (byte, i) => (i === place ? byte ^ bytes[0]! : byte));
    case 'set':
      return Uint8Array.from(file, (byte, i) => (i === place ? bytes[0]! : byte));
    case 'delete':
      return Buffer.concat([before, after.subarray(length)]);
    case 'repeat':
      return Buffer.concat([before, after.subarray(0, length), after]);
    case 'insert':
      return Buffer.concat([before, bytes, after]);
    case 'cut':
      return before;
    case 'splice':
      return Buffer.concat([before, file.subarray(from, from + length), after.subarray(length)]);
  }
}

async function holdForMutationsOf(file: Uint8Array, seed: number, runs: number): Promise<void> {
  const outcomes = { read: 0, refused: 0 };
  const edits = fc.array(edit, { minLength: 1, maxLength: 6 });
  const pieces = fc.integer({ min: 1, max: 300 });
  const maxLineBytes = fc.constantFrom(90, 150, 400, 1_048_576);
  await fc.assert(
    fc.asyncProperty(edits, pieces, maxLineBytes, async (list, size, limit) => {
      const mutated = list.reduce<Uint8Array>(
        (bytes, one) => (bytes.length === 0 ? bytes : applied(bytes, one)),
        file,
      );
      outcomes[await agreesWithNaive(mutated, size, limit)]++;
    }),
    { seed, numRuns: runs },
  );
  // A test that only ever saw refused files would show nothing.
  expect(outcomes.read).toBeGreaterThan(runs / 3);
  expect(outcomes.refused).toBeGreaterThan(0);
}

describe('every sample of a mutated file is accounted for, and nothing crashes', () => {
  it('the unharmed file itself', async () => {
    for (const size of [1, 7, 1000])
      expect(await agreesWithNaive(bytesOf(SYNTHETIC), size, 150)).toBe('read');
  });

  it('a file with quotes, blanks and both line ends', async () => {
    await holdForMutationsOf(bytesOf(SYNTHETIC), 11, 1500);
  });

  it('a file with CR LF, a byte order mark and empty trailing columns', async () => {
    const rows = Array.from({ length: 12 }, (_, i) => `,9/20/2014 ${i}:0${i % 10},24.${i},39,,26${i},,`);
    const header = '\ufeffBlank,Controller_Time_GMT,Temp_degC_ISS,RH_percent_ISS,Light,CO2_ppm_ISS,,';
    await holdForMutationsOf(bytesOf([header, ...rows, ''].join('\r\n')), 12, 500);
  });

  it.runIf(realIsThere)('the heads of RR-1 and RR-6 (needs the real data of HOWSHIP_DATA)', async () => {
    for (const [i, path] of real.entries()) {
      await holdForMutationsOf(readFileSync(path).subarray(0, 900), 13 + i, 400);
    }
  });

  it('bytes at random', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (noise) => {
        await agreesWithNaive(
          Buffer.concat([bytesOf('Controller_Time_GMT,CO2_ppm_ISS\n9/20/2014 3:59,1\n'), noise]),
          5,
          90,
        );
        await agreesWithNaive(noise, 3, 90);
      }),
      { seed: 15, numRuns: 300 },
    );
  });
});
