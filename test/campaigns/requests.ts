/**
 * Seeded requests made from the OpenAPI document of a local stack: as it says, a little beside it, hostile, and without a
 * right token. No answer may be a 5xx, off schema, slow, or hold what concerns nobody.
 *
 *   node test/campaigns/requests.ts [--seed 1] [--requests 20000]
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { randomStream } from '../../shared/simulator/random.ts';
import { cpuSecondsOfProcesses, processesOf, residentMemoryOf, startStack } from '../support/local-stack.ts';
import { askedMission } from '../support/requests/asked-mission.ts';
import { answerJudge } from '../support/requests/judge-answer.ts';
import { requestMaker, type SentRequest } from '../support/requests/make-request.ts';
import { type HeardAnswer, sendRequest } from '../support/requests/send-request.ts';

interface RequestsCampaign {
  readonly seed: number;
  readonly requests: number;
  readonly say: (line: string) => void;
}

export interface RequestsOutcome {
  readonly requests: number;
  /** Answers by kind of request and hundred of the status. */
  readonly answers: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Faults, a line each with the request that brought them, alike ones once; none is well. */
  readonly faults: readonly string[];
  /** Operations that the document has, and those of them that were done, with a 2xx, at least once. */
  readonly operations: readonly string[];
  readonly done: readonly string[];
  /** Requests that a busy machine left no time for (504): they had little of a processor, and are not judged. */
  readonly late: number;
  /** Seconds of the slowest answer, on the clock; and of the dearest one, of a processor. */
  readonly slowest: number;
  readonly dearest: number;
  /** What the stack said on its standard error, and what its API wrote of requests that failed. */
  readonly complaints: readonly string[];
  /** MB of all processes of the stack after the first quarter of the requests, and the most from then on. */
  readonly quarter: number;
  readonly most: number;
}

const LOOK_EVERY = 50;
/** Of a run that a busy machine left no time for. */
const LATE_SECONDS = 12;
const TOO_LATE = 'was stopped at its timeout';

export async function requestsCampaign({ seed, requests, say }: RequestsCampaign): Promise<RequestsOutcome> {
  const work = mkdtempSync(join(tmpdir(), 'howship-requests-'));
  const home = join(work, 'home');
  const stack = startStack(home);
  try {
    const file = await stack.ready;
    const parts = await askedMission(file, work);
    say(`the mission is in; ${parts.api.operations.length} operations are asked`);
    const make = requestMaker(parts, randomStream(seed, 'requests'));
    const judge = answerJudge({
      api: parts.api,
      secrets: {
        'the token': file.token,
        'the secret key': file.credentials.secretAccessKey,
        'the home': home,
        'the folder of the project': resolve(import.meta.dirname, '../..'),
      },
    });
    const tally = new Tally(say);
    let workers: readonly number[] = [];
    for (let i = 0; i < requests; i++) {
      if (i % LOOK_EVERY === 0) {
        workers = processesOf(stack.pid, 'api');
        tally.memory(residentMemoryOf(stack.pid), i > requests / 4);
      }
      const sent = make();
      const before = cpuSecondsOfProcesses(workers);
      const heard = await sendRequest(file.url, sent).catch((error: Error) => error);
      const seconds = cpuSecondsOfProcesses(workers) - before;
      if (!(heard instanceof Error) && heard.status === 504 && seconds < LATE_SECONDS && isBusy()) {
        tally.late++;
        continue;
      }
      if (heard instanceof Error) {
        tally.fault(sent, `the line broke: ${heard.message}`, null);
        continue;
      }
      tally.count(sent, heard, seconds);
      for (const fault of judge(sent, heard, seconds)) tally.fault(sent, fault, heard);
      if (heard.status < 300 && sent.operation !== null)
        parts.known.learn(sent.operation.id, sent.target.split('/')[3] ?? '', answerIn(heard));
      if ((i + 1) % 1000 === 0) say(`${i + 1} requests: ${JSON.stringify(tally.outcome().answers)}`);
    }
    const said = stack.complaints().filter((line) => !line.includes(TOO_LATE));
    const complaints = [...said, ...failuresIn(join(home, 'logs', 'api.log'))];
    const operations = parts.api.operations.map(({ id }) => id);
    return { requests, operations, complaints, ...tally.outcome() };
  } finally {
    await stack.stop();
    rmSync(work, { recursive: true, force: true });
  }
}

class Tally {
  readonly #say: (line: string) => void;
  readonly #answers = new Map<string, Record<string, number>>();
  readonly #done = new Set<string>();
  readonly faults = new Map<string, { readonly example: string; times: number }>();
  late = 0;
  #slowest = 0;
  #dearest = 0;
  #quarter = 0;
  #most = 0;

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  count({ kind, operation }: SentRequest, { status, millis }: HeardAnswer, seconds: number): void {
    const ofKind = this.#answers.get(kind) ?? {};
    const hundred = `${Math.floor(status / 100)}xx`;
    ofKind[hundred] = (ofKind[hundred] ?? 0) + 1;
    this.#answers.set(kind, ofKind);
    this.#slowest = Math.max(this.#slowest, millis / 1000);
    this.#dearest = Math.max(this.#dearest, seconds);
    if (status < 300 && operation !== null) this.#done.add(operation.id);
  }

  /** One of those that are alike, and how often they came. */
  fault(sent: SentRequest, fault: string, heard: HeardAnswer | null): void {
    const name = `${sent.operation?.id ?? 'no operation'}, ${sent.how}: ${fault}`;
    const known = this.faults.get(name);
    if (known !== undefined) known.times++;
    else {
      this.faults.set(name, { example: exampleOf(sent, heard), times: 1 });
      this.#say(`${name}\n    ${exampleOf(sent, heard)}`);
    }
  }

  memory(megabytes: number, isLater: boolean): void {
    if (isLater) this.#most = Math.max(this.#most, megabytes);
    else this.#quarter = megabytes;
  }

  outcome() {
    return {
      answers: Object.fromEntries(this.#answers),
      faults: [...this.faults].map(([name, { example, times }]) => `${times} × ${name}\n    ${example}`),
      done: [...this.#done],
      late: this.late,
      slowest: this.#slowest,
      dearest: this.#dearest,
      quarter: this.#quarter,
      most: this.#most,
    };
  }
}

const LONGEST_EXAMPLE = 600;

function exampleOf({ method, target, headers, body }: SentRequest, heard: HeardAnswer | null): string {
  const { authorization: _, ...shown } = headers;
  const sent = `${method} ${target.slice(0, LONGEST_EXAMPLE)} ${JSON.stringify(shown).slice(0, 200)}`;
  const content = body === null ? '' : ` ${JSON.stringify(body.slice(0, LONGEST_EXAMPLE))}`;
  return heard === null
    ? `${sent}${content}`
    : `${sent}${content} → ${heard.status} ${heard.body.toString('utf8').slice(0, LONGEST_EXAMPLE)}`;
}

function answerIn({ headers, body }: HeardAnswer): unknown {
  return headers['content-type']?.startsWith('application/json') ? JSON.parse(body.toString('utf8')) : null;
}

/** What the API wrote of requests that it did not understand itself. */
function failuresIn(log: string): string[] {
  return readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line.includes('"level":"error"'))
    .map((line) => line.slice(0, 2000));
}

/** Whether far more wants to run than can. */
const isBusy = (): boolean => (loadavg()[0] ?? 0) > 2 * availableParallelism();

/** The outcome in lines, for people. */
export function outcomeText(outcome: RequestsOutcome): string {
  const { requests, answers, faults, operations, done, late, slowest, dearest, complaints, quarter, most } =
    outcome;
  const undone = operations.filter((id) => !done.includes(id));
  const row = (kind: string, counts: Readonly<Record<string, number>>) =>
    [kind, ...HUNDREDS.map((hundred) => counts[hundred] ?? 0)]
      .map((cell) => String(cell).padEnd(10))
      .join('');
  return [
    ['', ...HUNDREDS].map((cell) => cell.padEnd(10)).join(''),
    ...Object.entries(answers).map(([kind, counts]) => row(kind, counts)),
    `${requests} requests; the slowest answer took ${slowest.toFixed(1)} s, the dearest one ${dearest.toFixed(2)} s of a processor; a busy machine left ${late} no time (504), which are not judged`,
    `${done.length} of ${operations.length} operations were done at least once; never: ${undone.join(', ') || 'none'}`,
    `memory of the stack: ${Math.round(quarter)} MB after a quarter, at most ${Math.round(most)} MB from then on`,
    `complaints of the stack: ${complaints.length}`,
    ...complaints.slice(0, 20).map((line) => `  ${line}`),
    `faults of answers, alike ones once: ${faults.length}`,
    ...faults.map((line) => `  ${line}`),
  ].join('\n');
}

const HUNDREDS = ['2xx', '3xx', '4xx', '5xx'];

const optionsSchema = z.object({
  seed: z.coerce.number().int().default(1),
  requests: z.coerce.number().int().positive().default(20_000),
});

if (import.meta.main) {
  const { values } = parseArgs({ options: { seed: { type: 'string' }, requests: { type: 'string' } } });
  const outcome = await requestsCampaign({
    ...optionsSchema.parse(values),
    say: (line) => console.log(line),
  });
  console.log(outcomeText(outcome));
  process.exitCode = outcome.faults.length === 0 && outcome.complaints.length === 0 ? 0 : 1;
}
