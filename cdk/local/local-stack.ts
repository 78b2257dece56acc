import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { startDataPlane } from './data-plane.ts';
import { type ServiceEndpoints, withLocalServices } from './function-environment.ts';
import type { OnRun } from './function-instance.ts';
import { startGateway } from './gateway.ts';
import { asDiskFailure, fullText, isFull } from './home/disk.ts';
import { LocalStackFailure } from './home/failure.ts';
import {
  type Credentials,
  type Home,
  openHome,
  rememberSecret,
  rememberVersion,
  removeStackFile,
  type StackFile,
  writeStackFile,
} from './home/home.ts';
import { lockHome } from './home/lock.ts';
import { delayLikeAws, NO_DELAY } from './latency.ts';
import { type LocalFunction, localFunction } from './local-function.ts';
import { CLIENT, type Meter, STANDING, startMeter } from './meter/meter.ts';
import { type References, resolve } from './plan/intrinsics.ts';
import { type Plan, planOf } from './plan/plan.ts';
import { REGION, referencesTo } from './plan/references.ts';
import { readAssembly, type StackAssembly } from './plan/template.ts';
import { type Poller, startPoller } from './poller.ts';
import { startQueues } from './queues.ts';
import type { Signer } from './s3/signing.ts';
import { startSchedule } from './schedule.ts';
import { type SecretValues, secretValues } from './secrets.ts';

export interface LocalStackOptions {
  /** Directory for everything (HOWSHIP_HOME). */
  readonly home: string;
  /** Of the HTTP API; 0 takes any free one, null the usual one or, where that is taken, any. */
  readonly port: number | null;
  /** Gives the directory of the synthesized assembly, once the home is ours. */
  readonly assembly: (home: Home) => Promise<string>;
  /** Every call of a service takes as long as within AWS. */
  readonly latency?: boolean;
  /** Private addresses and networks that webhooks may be sent to. */
  readonly privateReceivers?: string | undefined;
  /** Hears of what went wrong with an event or a request, in a sentence. */
  readonly complain: (sentence: string) => void;
}

export interface LocalStack {
  readonly file: StackFile;
  /** Finishes what is under way, up to a few seconds, and leaves the home. */
  close(): Promise<void>;
}

/** Workers of a queue: AWS runs eight, a laptop has few cores and every worker is a process. */
const QUEUE_WORKERS = 2;
const API_WORKERS = 4;
const CLOSE_GRACE_MS = 5000;
const IDLE_POLLERS = 5;
const LONG_POLL_SECONDS = 20;
const MB_PER_GB = 1024;

/**
 * Runs the stack of an assembly on this machine: data plane, functions, and everything between them.
 *
 * @throws LocalStackFailure where the home is in use, full or not writable, the port taken, or the template more than this
 *   can run.
 */
export async function startLocalStack(options: LocalStackOptions): Promise<LocalStack> {
  try {
    return await startIn(options);
  } catch (error) {
    throw asDiskFailure(options.home, error);
  }
}

async function startIn(options: LocalStackOptions): Promise<LocalStack> {
  const home = openHome(options.home);
  const startedAt = new Date().toISOString();
  const release = lockHome(home.root, startedAt);
  const closers: (() => Promise<void>)[] = [async () => release()];
  const close = async () => {
    for (const step of closers.splice(0).reverse()) await step();
  };
  try {
    removeStackFile(home);
    rememberVersion(home);
    const file = await start(options, home, startedAt, (step) => void closers.push(step));
    closers.push(async () => removeStackFile(home));
    writeStackFile(home, file);
    return { file, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(
  options: LocalStackOptions,
  home: Home,
  startedAt: string,
  onStop: (close: () => Promise<void>) => void,
): Promise<StackFile> {
  const { complain } = options;
  const assembly = readAssembly(await options.assembly(home));
  const functions = new Map<string, LocalFunction>();
  let apiFunction: LocalFunction | null = null;
  let tableTrouble: LocalStackFailure | null = null;

  const meter = startMeter(home.usage, complain);
  onStop(async () => meter.close());
  const delay = options.latency === true ? delayLikeAws : NO_DELAY;
  const credentials = credentialsOf(home);
  const signer = { region: REGION, ...credentials };
  const queues = await startQueues(meter, delay, signer);
  onStop(queues.close);
  const gateway = await startGateway(
    options.port,
    () => {
      meter.count(CLIENT, 'apiRequests');
      return apiFunction;
    },
    complain,
    () => (isFull(home.root) ? { code: 'home.disk-full', message: fullText(home.root) } : tableTrouble),
  );
  onStop(() => gateway.close(CLOSE_GRACE_MS));
  const references = referencesTo(assembly, { sqs: queues.url, api: gateway.url });
  const plan = planOf(assembly, references);

  const secrets = secretValues(plan.secrets, (name, generate) =>
    rememberSecret(home, `secret.${name}`, generate),
  );
  const token = tokenOf(assembly, references, secrets);
  const data = await startDataPlane({
    home,
    plan,
    secrets,
    signer,
    sqsUrl: queues.url,
    complain,
    meter,
    delay,
    onTableTrouble: (failure) => {
      if (tableTrouble === null) complain(failure.message);
      tableTrouble = failure;
    },
    onStop,
  });
  const endpoints: ServiceEndpoints = { ...data, sqs: queues.url, sns: queues.url };

  for (const fn of plan.functions) {
    const log = join(home.logs, `${fn.name.replace(`${assembly.name}-`, '')}.log`);
    const onRun: OnRun = ({ invocations, seconds }) => {
      meter.count(fn.name, 'invocations', invocations);
      meter.count(fn.name, 'gbSeconds', (seconds * fn.memory) / MB_PER_GB);
    };
    const environment = withLocalServices(fn, endpoints, credentials, options.privateReceivers);
    functions.set(fn.name, localFunction(environment, workersOf(plan, fn.name), log, onRun));
  }
  onStop(async () => {
    for (const fn of functions.values()) fn.kill();
  });
  const api = named(functions, plan.apiFunction);
  await api.warm();
  apiFunction = api;
  onStop(startSources({ plan, functions, sqsUrl: queues.url, signer, startedAt, complain, meter }));
  onStop(countIdlePolls(plan.mappings.length, meter));
  const { secrets: _, ...published } = endpoints;
  return {
    url: gateway.url,
    consoleUrl: `${gateway.url}/`,
    token,
    pid: process.pid,
    endpoints: published,
    region: REGION,
    credentials,
  };
}

interface Sources {
  readonly plan: Plan;
  readonly functions: ReadonlyMap<string, LocalFunction>;
  readonly sqsUrl: string;
  readonly signer: Signer;
  readonly startedAt: string;
  readonly complain: (sentence: string) => void;
  readonly meter: Meter;
}

/** Starts what feeds the functions, and gives what stops it. */
function startSources({
  plan,
  functions,
  sqsUrl,
  signer,
  startedAt,
  complain,
  meter,
}: Sources): () => Promise<void> {
  const pollers: Poller[] = plan.mappings.map((mapping) =>
    startPoller({
      mapping,
      fn: named(functions, mapping.functionName),
      ...{ sqsUrl, signer },
      concurrency: Math.min(mapping.concurrency, QUEUE_WORKERS),
      complain,
      onBatch: () => meter.count(mapping.functionName, 'queueRequests', 2),
    }),
  );
  const schedules = plan.schedules.map((schedule) =>
    startSchedule({ schedule, fn: named(functions, schedule.functionName), startedAt, complain }),
  );
  return async () => {
    const stopped = Promise.all([
      ...schedules.map((stop) => stop()),
      ...pollers.map((poller) => poller.stop()),
    ]);
    let timer: NodeJS.Timeout | undefined;
    const grace = new Promise<void>((done) => {
      timer = setTimeout(done, CLOSE_GRACE_MS);
    });
    await Promise.race([stopped, grace]);
    clearTimeout(timer);
  };
}

/** Lambda waits at every queue with five pollers, whose empty receives take 20 s each. */
function countIdlePolls(queues: number, meter: Meter): () => Promise<void> {
  const perMinute = (queues * IDLE_POLLERS * 60) / LONG_POLL_SECONDS;
  const timer = setInterval(() => meter.count(STANDING, 'queueRequests', perMinute), 60_000).unref();
  return async () => clearInterval(timer);
}

/** As many processes as the sources of a function can keep busy. */
function workersOf(plan: Plan, name: string): number {
  if (name === plan.apiFunction) return API_WORKERS;
  const mappings = plan.mappings.filter(({ functionName }) => functionName === name);
  const workers = mappings.reduce((sum, { concurrency }) => sum + Math.min(concurrency, QUEUE_WORKERS), 0);
  return Math.max(1, workers);
}

function named(functions: ReadonlyMap<string, LocalFunction>, name: string): LocalFunction {
  const fn = functions.get(name);
  if (fn === undefined)
    throw new LocalStackFailure(
      'template.contradiction',
      `the template invokes ${name}, which it does not declare`,
    );
  return fn;
}

function credentialsOf(home: Home): Credentials {
  const random = (name: string, bytes: number) =>
    rememberSecret(home, name, () => randomBytes(bytes).toString('hex'));
  return { accessKeyId: random('accessKeyId', 10), secretAccessKey: random('secretAccessKey', 20) };
}

const tokensSchema = z.object({ holders: z.record(z.string(), z.string()) });

/** The first holder's token in the secret that the output TokensSecretArn names. */
function tokenOf({ name, template }: StackAssembly, references: References, secrets: SecretValues): string {
  const arn = resolve(template.Outputs.TokensSecretArn?.Value, references, `${name}.Outputs.TokensSecretArn`);
  const value = typeof arn === 'string' ? secrets.get(arn) : undefined;
  const [token] = value === undefined ? [] : Object.values(tokensSchema.parse(JSON.parse(value)).holders);
  if (token !== undefined) return token;
  throw new LocalStackFailure(
    'template.contradiction',
    `${name}: expected the output TokensSecretArn to name a secret {"holders":{"<holder>":"<token>"}}, got ${JSON.stringify(arn)}`,
  );
}
