import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { ensureDumps, hashesOf } from '../../examples/dumps.ts';
import { exampleFiles } from '../../examples/files.ts';
import { EXAMPLES } from '../../examples/known.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});
const none = (): Map<string, string> => {
  throw new Error('nothing is lacking');
};

describe.each(Object.entries(EXAMPLES))('the dumps of the example %s', (id, example) => {
  const made = exampleFiles(example.campaign);
  const folder = mkdtempSync(join(tmpdir(), `howship-${id}-`));
  folders.push(folder);

  it('have the recorded hashes when they are made from their seed', () => {
    expect(hashesOf(made)).toEqual(example.dumps);
  });

  it('are made where they are lacking, whole, each side in the order of arrival, and stay below 2 MB', async () => {
    const paths = await ensureDumps(example, folder, () => made);
    const names = paths.map((path) => basename(path));
    expect(names).toEqual(Object.keys(example.dumps).sort());
    expect(readdirSync(folder).sort()).toEqual(names);
    for (const path of paths) {
      const content = Buffer.from(made.get(basename(path)) ?? '');
      expect(gunzipSync(readFileSync(path)).equals(content), path).toBe(true);
    }
    expect(paths.reduce((sum, path) => sum + statSync(path).size, 0)).toBeLessThan(2_000_000);
  });

  it('are not made again where they are, and made anew where one is damaged or cut off', async () => {
    await ensureDumps(example, folder, none);
    const before = await ensureDumps(example, folder, none);
    const [whole, cut, other] = before.map((path) => readFileSync(path));
    writeFileSync(before[1]!, cut!.subarray(0, 1000));
    writeFileSync(before[2]!, whole!);
    const paths = await ensureDumps(example, folder, () => made);
    expect(readFileSync(paths[1]!).equals(cut!)).toBe(true);
    expect(readFileSync(paths[2]!).equals(other!)).toBe(true);
  });

  it('are refused where the simulator makes another text than the recorded one', async () => {
    rmSync(join(folder, 'ground-001.csv.gz'));
    const changed = new Map(made).set('ground-001.csv.gz', 'gmt,GU1_T1\n');
    await expect(ensureDumps(example, folder, () => changed)).rejects.toThrow(
      new RegExp(
        `^ground-001\\.csv\\.gz: expected a text with the hash ${example.dumps['ground-001.csv.gz']}, the simulator made one with .*npm run example:${id}`,
      ),
    );
    expect(readdirSync(folder)).not.toContain('ground-001.csv.gz');
  });
});
