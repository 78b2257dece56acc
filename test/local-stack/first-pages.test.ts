/** A newcomer who types what the README and the guide of the first mission say, against a real stack. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FAULTS, loggerFiles } from '../../examples/loggers/files.ts';
import { type StackProcess, startStack } from '../support/local-stack.ts';
import { hasRealData, realFile } from '../support/real-data.ts';
import { type Snippet, snippetsBelow } from '../support/snippets.ts';

const root = resolve(import.meta.dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const running = readFileSync(join(root, 'docs/running.md'), 'utf8');
const work = mkdtempSync(join(tmpdir(), 'howship-first-pages-'));
/** Where the reader stands: a clone that has no file of theirs yet. */
const here = mkdtempSync(join(tmpdir(), 'howship-clone-'));
for (const name of ['howship', 'examples']) symlinkSync(join(root, name), join(here, name));

let stack: StackProcess;
let url = '';
beforeAll(async () => {
  stack = startStack(join(work, 'home'));
  ({ url } = await stack.ready);
});
afterAll(async () => {
  await stack.stop();
  rmSync(work, { recursive: true });
  rmSync(here, { recursive: true });
});

const PROGRAMS: Readonly<Record<string, string>> = { sh: 'bash', python: 'python3', r: 'Rscript' };
const isHere = (program: string) => spawnSync(program, ['--version']).status === 0;

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** In the language of the snippet; its first failing line ends it. */
function run({ language, text }: Snippet): Promise<Ran> {
  const file = join(work, `snippet.${language}`);
  writeFileSync(file, text.replaceAll('http://127.0.0.1:4697', url));
  const argv = language === 'sh' ? ['-euo', 'pipefail', file] : [file];
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('HOWSHIP_'));
  const env = { ...Object.fromEntries(inherited), HOWSHIP_HOME: join(work, 'home') };
  return new Promise((done) => {
    execFile(PROGRAMS[language]!, argv, { cwd: here, env, maxBuffer: 64 << 20 }, (error, out, err) =>
      done({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

describe('the two files of the README', () => {
  it('are what their program makes (UPDATE_GOLDEN=1 writes them)', () => {
    for (const [name, text] of loggerFiles()) {
      const path = join(root, 'examples/loggers', name);
      if (process.env.UPDATE_GOLDEN === '1') writeFileSync(path, text);
      expect(readFileSync(path, 'utf8')).toBe(text);
    }
  });
});

describe('five minutes with the README', () => {
  it('lead from two files to what is built into them, and to a report', async () => {
    const [block] = snippetsBelow(readme, 'Your own files in five minutes');
    const begun = performance.now();
    const { code, out, err } = await run(block!);
    expect(`${code} ${err}`).toMatch(/^0 /);
    expect((performance.now() - begun) / 60_000).toBeLessThan(5);
    const difference = /temperature +\+(\d\.\d+) °C +\[(\d\.\d+), (\d\.\d+)\] °C/.exec(out);
    const [mean, low, high] = (difference ?? []).slice(1).map(Number);
    expect(low).toBeLessThan(FAULTS.warmerBy);
    expect(high).toBeGreaterThan(FAULTS.warmerBy);
    expect(mean).toBeCloseTo(FAULTS.warmerBy, 2);
    expect(out).toContain('WARNING, FU1 co2 stuck since 4 Mar 11:00 UTC');
    expect(out).toContain('FU1 all 3 channels, 24 samples each, 5 Mar 20:10 to 6 Mar 00:20 UTC');
    expect(readFileSync(join(here, 'mine.html'), 'utf8')).toContain('</html>');
    const said = readFileSync(join(root, 'examples/loggers/README.md'), 'utf8');
    expect(said).toContain(
      `+${difference?.[1]} °C, 95 % interval ${difference?.[2]} to ${difference?.[3]} °C`,
    );
  });

  const snippets = snippetsBelow(readme, 'From Python, R and curl');

  it('ask in three languages', () => {
    expect(snippets.map(({ language }) => language)).toEqual(['python', 'r', 'sh']);
  });

  for (const snippet of snippets) {
    const program = PROGRAMS[snippet.language]!;
    // A shell and Python are there wherever the project is built; R where somebody works with it.
    it.skipIf(program === 'Rscript' && !isHere(program))(`read with ${program}`, async () => {
      const { code, out, err } = await run(snippet);
      expect(`${code} ${err}`).toBe('0 ');
      expect(out).toMatch(/FU1.*co2/);
      expect(out.split('\n').length).toBeGreaterThan(5);
    });
  }
});

describe.runIf(hasRealData)('the real mission', () => {
  let printed = '';

  it('is gone through by the lines of the guide', async () => {
    writeFileSync(join(here, 'RR1_CSV.csv'), realFile('iss-rodent-research/RR1_CSV.csv'));
    const [block] = snippetsBelow(running, 'A real mission');
    const { code, out, err } = await run(block!);
    expect(`${code} ${err}`).toMatch(/^0 /);
    printed = out.replaceAll(/ +/g, ' ');
    expect(readFileSync(join(here, 'rr1.html'), 'utf8')).toContain('</html>');
  });

  it('gives the numbers of the first page', () => {
    const found = {
      all: /P1 co2 \+([\d.]+) ppm too short/.exec(printed)?.[1],
      rest: /P1 co2 \+([\d.]+) ppm \[-?[\d.]+, [\d.]+\] ppm/.exec(printed)?.[1],
      interval: /P1 co2 \+[\d.]+ ppm \[-([\d.]+), ([\d.]+)\] ppm/.exec(printed)?.slice(1),
      stuck: /STUCK FU1 co2 \S+ \S+ (\d) d .* the same reading, (\d+) ppm, ([\d,]+) times/
        .exec(printed)
        ?.slice(1),
    };
    expect(readme).toContain(`on average ${found.all} ppm more CO2`);
    expect(readme).toContain(`for six days of it the flight sensor was frozen at ${found.stuck?.[1]} ppm`);
    expect(found.stuck?.[0]).toBe('6');
    expect(readme).toContain(`leaves these ${found.stuck?.[2]} readings out, and answers +${found.rest} ppm`);
    expect(readme).toContain(`a 95 % interval of −${found.interval?.[0]} to +${found.interval?.[1]} ppm`);
  });

  it('is drawn as on the first page (UPDATE_GOLDEN=1 draws it anew)', async () => {
    const picture = join(root, 'docs/rr1-co2.svg');
    const text =
      './howship deltas -e rr1 --channel co2 --resolution PT6H --from 2014-09-20T00:00:00Z --svg drawn.svg\n';
    const { code, err } = await run({ language: 'sh', text });
    expect(`${code} ${err}`).toMatch(/^0 /);
    const drawn = readFileSync(join(here, 'drawn.svg'), 'utf8');
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(picture, drawn);
    expect(readFileSync(picture, 'utf8')).toBe(drawn);
  });
});
