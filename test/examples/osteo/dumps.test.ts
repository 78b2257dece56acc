import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import recorded from '../../../examples/osteo/dumps.json' with { type: 'json' };
import { ensureDumps, hashesOf } from '../../../examples/osteo/dumps.ts';
import { osteoFiles } from '../../../examples/osteo/files.ts';

const made = osteoFiles();
const folder = mkdtempSync(join(tmpdir(), 'howship-osteo-'));
afterAll(() => rmSync(folder, { recursive: true }));
const none = (): Map<string, string> => {
  throw new Error('nothing is lacking');
};

describe('the dumps of the osteo example', () => {
  it('have the recorded hashes when they are made from their seed', () => {
    expect(hashesOf(made)).toEqual(recorded);
  });

  it('are made where they are lacking, whole, each side in the order of arrival, and stay below 2 MB', async () => {
    const paths = await ensureDumps(folder, () => made);
    const names = paths.map((path) => basename(path));
    expect(names).toEqual(Object.keys(recorded).sort());
    expect(readdirSync(folder).sort()).toEqual(names);
    for (const path of paths) {
      expect(gunzipSync(readFileSync(path)).toString() === made.get(basename(path)), path).toBe(true);
    }
    expect(paths.reduce((sum, path) => sum + statSync(path).size, 0)).toBeLessThan(2_000_000);
  });

  it('are not made again where they are, and made anew where one is damaged or cut off', async () => {
    await ensureDumps(folder, none);
    const [whole, cut, other] = (await ensureDumps(folder, none)).map((path) => readFileSync(path));
    writeFileSync(join(folder, 'flight-002.csv.gz'), cut!.subarray(0, 1000));
    writeFileSync(join(folder, 'flight-003.csv.gz'), whole!);
    const paths = await ensureDumps(folder, () => made);
    expect(readFileSync(paths[1]!).equals(cut!)).toBe(true);
    expect(readFileSync(paths[2]!).equals(other!)).toBe(true);
  });

  it('are refused where the simulator makes another text than the recorded one', async () => {
    rmSync(join(folder, 'ground-001.csv.gz'));
    const changed = new Map(made).set('ground-001.csv.gz', 'gmt,GU1_T1\n');
    await expect(ensureDumps(folder, () => changed)).rejects.toThrow(
      /^ground-001\.csv\.gz: expected a text with the hash 0a81d2ef.*, the simulator made one with .*npm run example:osteo/,
    );
    expect(readdirSync(folder)).not.toContain('ground-001.csv.gz');
  });
});
