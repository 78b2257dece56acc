/** The two commands that run the stack itself, on the real one. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { howship } from '../../../support/cli.ts';

const MAIN = resolve(import.meta.dirname, '../../../../functions/cli/main.ts');
/** Two missions at once, on a machine that may do other things. */
const SLOW = 480_000;

let home: string;
let up: ChildProcess;
let said = '';

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'howship-up-'));
  up = spawn(process.execPath, [MAIN, 'up', '--home', home], { stdio: ['ignore', 'pipe', 'ignore'] });
  const serving = Promise.withResolvers<void>();
  up.stdout?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (/printed by: .*\n/.test(said)) serving.resolve();
  });
  up.once('exit', () => serving.reject(new Error(`howship up ended; it said: ${said}`)));
  await serving.promise;
}, SLOW);

afterAll(() => {
  up.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true });
});

describe('a stack that howship up began', () => {
  it('is said with its addresses', () => {
    expect(said).toMatch(
      /^Howship serves; Ctrl-C stops it\.\n {2}console {2}http:\/\/127\.0\.0\.1:\d+\/#token=[\w%-]+\n {2}API {6}http:\/\/127\.0\.0\.1:\d+\/v1, /,
    );
    expect(said).toContain(`data     ${home}`);
    expect(existsSync(join(home, 'stack.json'))).toBe(true);
  });

  it(
    'takes the bundled examples: every fault that was put in is found, and nothing else, and genes and pits are as put in',
    async () => {
      const { code, out, err } = await howship(['demo', '--once'], { HOWSHIP_HOME: home });
      expect(err).toMatch(
        /^uploading 34 files…\n( {2}\S+: \S+ is in: [\d,]+ (samples?|records?)\n){34}all is in; [^\n]*…\n$/,
      );
      expect(out).toMatch(/found +stuck FU3 +STUCK +FU3 +humidity/);
      expect(out).toMatch(/found +offset FU1 +OFFSET +P1 +temperature/);
      expect(out).toMatch(/found +drift FU2 +OFFSET +P2 +temperature/);
      expect(out).toMatch(/found +drift FU2 +LIMIT +FU2 +temperature@T2/);
      expect(out).toMatch(/found +gap GU1 +GAP +GU1 +temperature, temperature@T2, humidity and 7 more/);
      expect(out).toMatch(/found +offset GU2 +OFFSET +C2 +temperature/);
      expect(out).toMatch(/found +stuck FU2 +STUCK +FU2 +co2/);
      expect(out).toMatch(/found +centrifuge-stop CU3 +STEP +CU3 +gz/);
      expect(out).toMatch(/found +gap CU1 +GAP +CU1 +temperature, temperature@T2, humidity and 7 more/);
      expect(out.match(/all 4 faults found, and nothing else\n/g)).toHaveLength(2);
      expect(out).toMatch(/flight-v-centrifuge +gravity +65 +32 +33 +25 of 39\n/);
      expect(out).toMatch(/flight-v-centrifuge +nothing +1,135 +0 +–/);
      expect(out).toMatch(/flight-v-ground +storage +51 +27 +24 /);
      expect(out).toMatch(/found +Ctsk +\+1\.60 +\+2\.19 ± /);
      expect(out).toContain(
        'arms of flight-v-ground, centrifuge-v-ground\n  the answers name it in flight-v-ground, centrifuge-v-ground\n',
      );
      expect(out).toMatch(/genes: 5 of 5 markers found, none reversed, no more false ones than expected\n/);
      expect(out).toContain('./howship pits confirm-scale pits --micrometres 2 -e oclast\n');
      expect(out).toMatch(
        /eroded-surface +flight-v-centrifuge +× 2\.5 +× 1\.71 +0\.592 to 4\.92 +contains it\n/,
      );
      expect(out).toMatch(/ctx +flight-v-ground +× 3\.7 +– +– +none, as it must be\n/);
      expect(out).toMatch(/FU1-S4\.tif +29 +29 +7 +7 +31,659 +31,726 +0\.2 %\n/);
      expect(out).toMatch(
        /pits and telopeptide: 13 of 13 intervals hold what was put in, .*9 images as put in, no trench cut\n$/s,
      );
      expect(code).toBe(0);
    },
    SLOW,
  );

  it('serves its docs, compressed and without a token', async () => {
    const page = await fetch(/described at (\S+)/.exec(said)?.[1] ?? '');
    expect([page.status, page.headers.get('content-encoding')]).toEqual([200, 'gzip']);
    expect(await page.text()).toContain('<h1>Howship API</h1>');
  });

  it('serves on after the demo, and holds its home against a second one', async () => {
    const second = await howship(['up'], { HOWSHIP_HOME: home });
    expect(second.code).toBe(1);
    expect(second.err).toContain(home);
    const anomalies = await howship(['anomalies', '-e', 'osteo', '--json'], { HOWSHIP_HOME: home });
    const kinds: string[] = JSON.parse(anomalies.out).anomalies.map(({ kind }: { kind: string }) => kind);
    const isOf = (names: string[]) => kinds.filter((kind) => names.includes(kind)).length;
    // What moves against its siblings shows as SHIFT or DRIFT too; while a fed channel settles, and of a duty, nothing is a spike.
    const counts = [isOf(['SHIFT', 'DRIFT']), isOf(['SPIKE'])];
    expect([...counts, kinds.length]).toEqual([4, 11, 4 + 11 + 6]);
  });

  it(
    'ends in order at Ctrl-C, and leaves no address behind',
    async () => {
      const ended = once(up, 'exit');
      up.kill('SIGINT');
      expect(await ended).toEqual([0, null]);
      expect(existsSync(join(home, 'stack.json'))).toBe(false);
    },
    SLOW,
  );
});
