/** Every command that README, docs and examples type does what it says, run against a mission on a real stack. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { run as runHowship } from '../../functions/cli/run.ts';
import type { Ran } from '../support/cli.ts';
import { type StackProcess, startStack } from '../support/local-stack.ts';
import { commandOf, isMention, typedIn, wordsOf } from '../support/typed-commands.ts';

const root = resolve(import.meta.dirname, '../..');
const work = mkdtempSync(join(tmpdir(), 'howship-typed-'));
const home = join(work, 'home');
const mission = join(work, 'mission');

const markdownIn = (folder: string, isDeep: boolean) =>
  readdirSync(join(root, folder), { recursive: isDeep, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && !name.startsWith('adr') && name !== 'CHANGELOG.md')
    .map((name) => readFileSync(join(root, folder, name), 'utf8'));
const documents = [...markdownIn('.', false), ...markdownIn('docs', true), ...markdownIn('examples', true)];

/** Spoken of by their names: what else they need is not in what commander knows. */
const MENTIONS = ['event add', 'reread'];

const typed = [...new Set(documents.flatMap(typedIn))]
  .filter((line) => !isMention(line) && !MENTIONS.includes(line))
  .sort();

/** Those that are run elsewhere: line by line, from a clone. */
const ELSEWHERE: Readonly<Record<string, RegExp>> = {
  'first-pages.test.ts runs it': /-e mine\b|mine\.yaml|rr1\.yaml|RR1_CSV\.csv|flight\.csv/,
  'tutorial.test.ts runs it': /-e tour\b|tour\.yaml/,
  'it serves until it is ended; every test here stands on it': /^up\b/,
  'test/functions/cli/commands.test.ts runs it': /^demo\b/,
  'test/functions/cli/commands/upload-watch.test.ts runs it': /--watch\b/,
};

let stack: StackProcess;
let known: Readonly<Record<string, string>> = {};

/** In this process: to start one for each would take most of the time. */
async function run(line: string): Promise<Ran> {
  const written = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      written[name] += typeof text === 'string' ? text : Buffer.from(text).toString();
      return true;
    }),
  );
  try {
    process.exitCode = 0;
    const code = await runHowship(['node', 'howship', ...wordsOf(line)]);
    return { code, out: written.stdout, err: written.stderr };
  } finally {
    process.exitCode = 0;
    for (const spy of spies) spy.mockRestore();
  }
}

async function must(line: string): Promise<string> {
  const { code, out, err } = await run(line);
  expect(code, `${line}: ${err}`).toBe(0);
  return out;
}

beforeAll(async () => {
  vi.stubEnv('HOWSHIP_HOME', home);
  stack = startStack(home);
  await stack.ready;
  await must(
    `simulate ${mission} --days 2 --genes 200 --slices 2 --fault excursion:FU2:temperature:P1D:4:PT6H --fault gap:FU1:*:P1D:PT40M`,
  );
  await must(`experiment apply ${mission}/definition.yaml`);
  await must(`event add --file ${mission}/events.csv`);
  const files = readdirSync(mission)
    .filter((name) => !/^(truth|definition|contacts|events|README)/.test(name))
    .map((name) => join(mission, name));
  const sent = await run(['upload', '--wait', ...files].join(' '));
  expect(sent.code, sent.err).toBe(0);
  known = await knownOf();
}, 400_000);
afterAll(async () => {
  await stack.stop();
  rmSync(work, { recursive: true });
  vi.unstubAllEnvs();
});

const idsOf = (text: string) =>
  z
    .union([
      z.object({ downlinks: z.array(z.object({ id: z.string(), fileName: z.string() })) }),
      z.object({ alarms: z.array(z.object({ id: z.string() })) }),
    ])
    .parse(JSON.parse(text));

/** What a reader has at hand, by the word that stands for it. */
async function knownOf(): Promise<Record<string, string>> {
  const receipts = idsOf(await must('receipt --json'));
  const alarms = idsOf(await must('alarms --json'));
  const downlinks = 'downlinks' in receipts ? receipts.downlinks : [];
  const flight = downlinks.find(({ fileName }) => fileName.startsWith('flight-001'));
  const [alarm] = 'alarms' in alarms ? alarms.alarms : [];
  const routes = join(work, 'routes.json');
  writeFileSync(routes, JSON.stringify({ routes: [{ id: 'phone', via: 'sns', severities: ['CRITICAL'] }] }));
  const second = readFileSync(join(mission, 'definition.yaml'), 'utf8').replace(/^id: .*$/m, 'id: second');
  writeFileSync(join(work, 'second.yaml'), second);
  await must(`experiment apply ${work}/second.yaml`);
  return { downlink: flight!.id, alarm: alarm!.id, routes };
}

/** Files and folders by the command that takes them. */
const FILES: readonly (readonly [RegExp, (file: string) => string])[] = [
  [/^contacts apply/, () => `${mission}/contacts.csv`],
  [/^routes apply/, () => known.routes!],
  [/^experiment apply|^plan/, () => `${mission}/definition.yaml`],
  [/./, () => `${mission}/flight-001.csv.gz`],
];

let folders = 0;
const newFolder = () => `./folder-${folders++}`;

/** What a reader types in place of the words that stand for something. */
function asRun(line: string): string {
  const [, fileOf] = FILES.find(([command]) => command.test(line))!;
  const filled = line
    .replaceAll(/<id>|<downlink>…?/g, line.startsWith('alarms') ? known.alarm! : known.downlink!)
    .replaceAll(/<file>|\bFILE\b|\b(?:definition|mission)\.yaml\b/g, fileOf(line))
    .replaceAll('<yaml>', `${mission}/definition.yaml`)
    .replaceAll(/\bFOLDER\b|<folder>/g, line.startsWith('import') ? './rr1-osdr' : newFolder())
    .replaceAll(/(?<= )(\.\/[\w-]+|\w+\.svg|\w+\.csv|\w+\.html)(?= |$)/g, (name) => join(work, name))
    .replaceAll('--across osteo --across rpm', '--across simulated --across second')
    .replaceAll('<unit>', 'FU1')
    // What is known of contacts is known since the table was applied.
    .replaceAll('<instant>', line.startsWith('contacts') ? '2100-01-01T00:00:00Z' : '2026-03-02T06:00:00Z')
    .replaceAll('--from … --to …', '--from 2026-03-02T06:00:00Z --to 2026-03-02T06:10:00Z')
    .replaceAll('"SELECT …"', '"SELECT count(*) FROM samples"')
    .replaceAll(/(?<!['"\w])…/g, "'of another payload'")
    .replaceAll('"…"', "'the fan was replaced'")
    .replaceAll('--micrometres 0.76', '--micrometres 2')
    .replaceAll(/-e (?:rr1|oclast|<experiment>)/g, '-e simulated');
  const takesExperiment = commandOf(line)?.command.options.some(({ long }) => long === '--experiment');
  return takesExperiment === true && !filled.includes('-e ') ? `${filled} -e simulated` : filled;
}

/** What changes something, in an order in which each can be done; all that is only asked comes before. */
const ACTS: readonly RegExp[] = [
  ...[/^contacts apply/, /^routes apply/, /^routes test/, /^note/, /^event add/],
  ...[/^alarms ack/, /^alarms unack/, /^alarms reset/, /^alarms shelve/, /^alarms unshelve/],
  ...[/^pits confirm-scale/, /^export/, /^import/, /^exclude/, /^reread/, /^verify/, /^withdraw/, /^rebuild/],
];
const rankOf = (line: string) => ACTS.findIndex((act) => act.test(line));

/** What is refused here, and rightly: the code that says why. */
const REFUSED: readonly (readonly [RegExp, string])[] = [
  [/^redrive/, 'downlink.not-failed'],
  [/^alarms reset/, 'alarm.not-latched'],
  [/^rebuild/, 'experiment.stands'],
];

describe('what the documents type', () => {
  const lines = typed
    .filter((line) => !Object.values(ELSEWHERE).some((one) => one.test(line)))
    .toSorted((a, b) => rankOf(a) - rankOf(b));

  it('are many commands, of all kinds', () => {
    expect(lines.length).toBeGreaterThan(60);
  });

  it.each(lines)('howship %s', async (line) => {
    const { code, out, err } = await run(asRun(line));
    const [, refusal] = REFUSED.find(([one]) => one.test(line)) ?? [];
    if (refusal === undefined) expect(`${code} ${err}`).toMatch(/^0 /);
    else expect(err).toContain(`(${refusal})`);
    expect(`${out}${err}`.trim()).not.toBe('');
  });
});
