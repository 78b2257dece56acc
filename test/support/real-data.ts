/** Where the real files stand; they are not part of this repository. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const folder = resolve(import.meta.dirname, '../..', process.env.HOWSHIP_DATA ?? '../shared/data');

/** Tests of real data run where it stands, and must in CI: `.ci/run` fails where they did not. */
export const hasRealData = existsSync(folder);

export function realFile(path: string): Buffer {
  return readFileSync(resolve(folder, path));
}
