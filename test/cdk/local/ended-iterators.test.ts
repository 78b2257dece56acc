import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import dynalite from 'dynalite';
import stores from 'dynalite/db/index.js';
import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { withEndedIterators } from '../../../cdk/local/ended-iterators.ts';

const work = mkdtempSync(join(tmpdir(), 'howship-iterators-'));
// LevelDB may still be writing into the folder when its process has been told to end.
afterAll(() => rmSync(work, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));

const QUESTIONS = fileURLToPath(new URL('./questions-process.ts', import.meta.url));
const MOST_GROWN_MB = 20;

describe('the iterators of the local tables', () => {
  it('end with their question: 5,000 queries and scans, paged or not, leave no more than 20 MB', () => {
    const argv = ['--expose-gc', '--max-semi-space-size=1', QUESTIONS, join(work, 'asked')];
    const said = execFileSync(process.execPath, argv, { encoding: 'utf8' });
    const { grownMb } = z.object({ grownMb: z.array(z.number()) }).parse(JSON.parse(said));
    expect(Math.min(...grownMb), `MB by round: ${grownMb}`).toBeLessThanOrEqual(MOST_GROWN_MB);
  }, 180_000);

  it('are those of the one store that is started: dynalite is left as it was, also where the start fails', () => {
    const { create } = stores;
    const server = withEndedIterators(() => dynalite({ path: join(work, 'one'), createTableMs: 0 }));
    expect(stores.create).toBe(create);
    server.close();
    const fail = () => {
      throw new Error('no start');
    };
    expect(() => withEndedIterators(fail)).toThrow('no start');
    expect(stores.create).toBe(create);
  });
});
