/**
 * Clients of the SDK that fail once, at one HTTP call: every page of a query and every GET counts by itself. The fault
 * strikes under the SDK's own parsing, where the wire is.
 */
import { Readable, Transform } from 'node:stream';
import { type Fault, type FaultPlan, Injected } from './faulty-ports.ts';
import type { PlaneClients } from './local-plane.ts';

/** Calls that change something; the SDK does them again where the answer is lost. */
const WRITES = ['PutObject', 'PutItem', 'DeleteItem', 'SendMessage', 'Publish'];
const NEAREST_TO_THE_WIRE = { step: 'deserialize', priority: 'low', name: 'faults' } as const;

interface Call {
  readonly clientName?: string;
  readonly commandName?: string;
}

interface Answered {
  readonly response: unknown;
}

/** The faults that a site can meet. */
export function faultsAt(site: string): readonly Fault[] {
  const faults: Fault[] = ['THROWS_BEFORE', 'THROWS_AFTER', 'HANGS_AFTER'];
  if (WRITES.some((write) => site.endsWith(` ${write}`))) faults.push('TWICE');
  if (site.endsWith(' GetObject')) faults.push('BREAKS_OFF');
  return faults;
}

export class SocketFaults {
  readonly sites: string[] = [];
  readonly hung: Promise<void>;
  readonly #plan: FaultPlan;
  #hang: () => void = () => {};

  constructor(plan: FaultPlan) {
    this.#plan = plan;
    this.hung = new Promise((resolve) => {
      this.#hang = resolve;
    });
  }

  /** Lets the clients fail as planned. */
  strike({ s3, dynamodb, sqs, sns }: PlaneClients): void {
    const at = NEAREST_TO_THE_WIRE;
    s3.middlewareStack.add((next, call) => (args) => this.#meet(call, () => next(args)), at);
    dynamodb.middlewareStack.add((next, call) => (args) => this.#meet(call, () => next(args)), at);
    sqs.middlewareStack.add((next, call) => (args) => this.#meet(call, () => next(args)), at);
    sns.middlewareStack.add((next, call) => (args) => this.#meet(call, () => next(args)), at);
  }

  async #meet<T extends Answered>({ clientName, commandName }: Call, send: () => Promise<T>): Promise<T> {
    const site = `${clientName?.replace('Client', '')} ${commandName?.replace('Command', '')}`;
    const fault = this.sites.length === this.#plan.site ? this.#plan.fault : null;
    this.sites.push(site);
    if (fault === null) return send();
    if (fault === 'THROWS_BEFORE') throw new Injected(fault, site);
    const answer = await send();
    if (fault === 'BREAKS_OFF') return brokenOff(answer, new Injected(fault, site));
    bodyOf(answer)?.destroy();
    if (fault === 'TWICE') return send();
    if (fault === 'THROWS_AFTER') throw new Injected(fault, site);
    this.#hang();
    return new Promise(() => {});
  }
}

function bodyOf({ response }: Answered): Readable | null {
  const hasBody = typeof response === 'object' && response !== null && 'body' in response;
  return hasBody && response.body instanceof Readable ? response.body : null;
}

/** The answer whose body gives half of its first piece, then fails as a socket that is reset. */
function brokenOff<T extends Answered>(answer: T, reset: Error): T {
  const body = bodyOf(answer);
  if (body === null) throw reset;
  const half = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      this.push(chunk.subarray(0, chunk.length / 2));
      setImmediate(() => done(reset));
    },
  });
  Object.assign(Object(answer.response), { body: body.pipe(half) });
  return answer;
}
