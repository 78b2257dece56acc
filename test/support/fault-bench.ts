/** What the fault scenario runs on: the same use cases in memory, or over the SDK on real sockets. */
import type { Ports, QueueName } from '../../shared/ports.ts';
import { type FaultPlan, FaultyPorts } from './faulty-ports.ts';
import { memoryPorts, type SteppingClock } from './memory-ports.ts';

export interface FaultBench {
  /** What the functions use: fails once, as planned. */
  readonly faulty: Ports;
  /** The same things without a fault, for the client and for whoever judges the end state. */
  readonly sound: Ports;
  readonly clock: SteppingClock;
  /** Names of the calls met so far, in order. */
  readonly sites: readonly string[];
  /** Resolves when a call was made to hang: the invocation is dead, its process would be killed. */
  readonly hung: Promise<void>;
  /** Puts an object below `drop/`; what S3 tells of it is for the caller to send. */
  readonly land: (key: string, content: string, at: string) => unknown;
  /** The next message of any queue, in the order of the way of the data; null when all are empty. */
  nextMessage(): Promise<Message | null>;
  /** Idempotency keys of what was published, repetitions included. */
  published(): Promise<readonly string[]>;
}

export interface Message {
  readonly queue: QueueName;
  readonly body: unknown;
}

export const QUEUES_IN_ORDER: readonly QueueName[] = ['drop', 'ingest', 'align', 'flag', 'analyze', 'notify'];

export function memoryBench(plan: FaultPlan): FaultBench {
  const memory = memoryPorts();
  const faulty = new FaultyPorts(memory, plan);
  return {
    faulty,
    sound: memory,
    clock: memory.clock,
    sites: faulty.sites,
    hung: faulty.hung,
    land: (key, content, at) => memory.drop.put(key, content, at),
    nextMessage: async () => {
      const waiting = () => QUEUES_IN_ORDER.find((name) => memory.queues[name].hints.length > 0);
      if (waiting() === undefined) memory.clock.advance(memory.queues.notify.releaseNext() ?? 0);
      const queue = waiting();
      return queue === undefined ? null : { queue, body: memory.queues[queue].hints.shift() };
    },
    published: async () => memory.notifier.notices.map(({ idempotencyKey }) => idempotencyKey),
  };
}
