/** Every row of the benches runs, on a set of ten thousand samples, so that none of them rots. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { rowNamed, rowNames, usualRowNames } from '../../bench/row-named.ts';

const ROOT = join(import.meta.dirname, '../..');
const directory = mkdtempSync(join(tmpdir(), 'howship-bench-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const resultSchema = z.strictObject({
  row: z.string(),
  unit: z.string(),
  ours: z.number().nonnegative(),
  peer: z.number().positive().nullable(),
  peerName: z.string().nullable(),
  ratio: z.number().positive().nullable(),
  rssMb: z.number().positive(),
});

function bench(...argv: readonly string[]) {
  return spawnSync(process.execPath, ['bench/main.ts', ...argv, '--directory', directory], {
    cwd: ROOT,
    encoding: 'utf8',
  });
}

describe('the benches', () => {
  it.each(rowNames())(
    'run the row %s once and print what programs read',
    { timeout: 180_000 },
    async (name) => {
      const { stdout, stderr, status } = bench(name, '--json', '--samples', '10000', '--rounds', '1');
      expect({ status, said: status === 0 ? '' : stderr }).toEqual({ status: 0, said: '' });
      const results = stdout
        .trim()
        .split('\n')
        .map((line) => resultSchema.parse(JSON.parse(line)));
      const { unit, sides } = await rowNamed(name);
      expect(results.every((result) => result.row === name && result.unit === unit)).toBe(true);
      expect(results.length).toBeLessThanOrEqual(Math.max(1, Object.keys(sides).length - 1));
    },
  );

  it('leave out the rows that take gigabytes unless they are named', async () => {
    const long = new Set(rowNames()).difference(new Set(await usualRowNames()));
    expect([...long]).toEqual(['bucket-32-channels', 'bucket-500hz', 'file-5gb']);
  });

  it('say which rows there are when asked for another', () => {
    const { stderr, status } = bench('no-such-row');
    expect(status).toBe(1);
    expect(stderr).toContain('there is no row "no-such-row"; there are ');
    expect(stderr).toContain('as-of');
  });
});
