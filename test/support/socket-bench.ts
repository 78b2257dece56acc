/** The fault scenario's bench over `shared/aws`, against a local data plane of its own. */

import { SubscribeCommand } from '@aws-sdk/client-sns';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { TableCatalogue } from '../../shared/aws/catalogue.ts';
import { BucketDrop } from '../../shared/aws/drop-objects.ts';
import { BucketKept } from '../../shared/aws/kept-objects.ts';
import { TopicNotifier } from '../../shared/aws/notifier.ts';
import { BucketObjects } from '../../shared/aws/objects.ts';
import { BucketPartUploads } from '../../shared/aws/part-uploads.ts';
import { HintQueue } from '../../shared/aws/queue.ts';
import type { Clock, Ports, Queue, QueueName } from '../../shared/ports.ts';
import { type FaultBench, type Message, QUEUES_IN_ORDER } from './fault-bench.ts';
import type { FaultPlan } from './faulty-ports.ts';
import {
  ARCHIVE_BUCKET,
  type LocalPlane,
  openLocalPlane,
  type PlaneClients,
  RAW_BUCKET,
  TABLE,
  TOPIC_ARN,
} from './local-plane.ts';
import { SteppingClock } from './memory-ports.ts';
import { SocketFaults } from './socket-faults.ts';

const NOTICES = 'notices';
const LONGER_THAN_ANY_RUN_SECONDS = 3600;

const noticeSchema = z.object({
  MessageAttributes: z.object({ idempotencyKey: z.object({ Value: z.string() }) }),
});

/** Opens a plane, lends its bench, and closes it. */
export async function onSockets<T>(plan: FaultPlan, use: (bench: FaultBench) => Promise<T>): Promise<T> {
  const plane = await openLocalPlane([...QUEUES_IN_ORDER, NOTICES]);
  try {
    return await use(await benchOn(plane, plan));
  } finally {
    await plane.close();
  }
}

async function benchOn(plane: LocalPlane, plan: FaultPlan): Promise<FaultBench> {
  const clock = new SteppingClock();
  const mail = new Mail(plane);
  const faults = new SocketFaults(plan);
  const faulty = plane.openClients();
  faults.strike(faulty);
  const Endpoint = plane.queueArn(NOTICES);
  await plane.sns.send(new SubscribeCommand({ TopicArn: TOPIC_ARN, Protocol: 'sqs', Endpoint }));
  return {
    faulty: portsOver(faulty, plane, clock, mail),
    sound: portsOver(plane, plane, clock, mail),
    clock,
    sites: faults.sites,
    hung: faults.hung,
    land: (key) => {
      throw new Error(`${key}: the objects of a door have the time of the machine, which names downlinks`);
    },
    nextMessage: () => mail.next(clock),
    published: async () => {
      const keys: string[] = [];
      for (let some = await receive(plane, NOTICES); some.length > 0; some = await receive(plane, NOTICES)) {
        const notices = some.map((body) => noticeSchema.parse(body));
        keys.push(...notices.map(({ MessageAttributes }) => MessageAttributes.idempotencyKey.Value));
      }
      return keys;
    },
  };
}

/** The messages of the queues. Only a queue to which something was sent since it was empty is asked. */
class Mail {
  readonly #plane: LocalPlane;
  readonly #arriving = new Set<QueueName>();
  #heldBack: readonly { queue: QueueName; hint: unknown; seconds: number }[] = [];
  readonly #received: { readonly [queue in QueueName]: unknown[] } = {
    drop: [],
    ingest: [],
    align: [],
    flag: [],
    analyze: [],
    notify: [],
  };

  constructor(plane: LocalPlane) {
    this.#plane = plane;
  }

  expect(queue: QueueName): void {
    this.#arriving.add(queue);
  }

  /** Comes once there is nothing else, and takes that long by the scenario's clock. */
  holdBack(queue: QueueName, hint: unknown, seconds: number): void {
    this.#heldBack = [...this.#heldBack, { queue, hint, seconds }];
  }

  async next(clock: SteppingClock): Promise<Message | null> {
    for (const queue of QUEUES_IN_ORDER) {
      const bodies = this.#received[queue];
      if (bodies.length === 0 && this.#arriving.delete(queue)) await this.#fetch(queue);
      if (bodies.length > 0) return { queue, body: bodies.shift() };
    }
    const [first, ...others] = this.#heldBack.toSorted((a, b) => a.seconds - b.seconds);
    if (first === undefined) return null;
    this.#heldBack = others;
    clock.advance(first.seconds);
    return { queue: first.queue, body: JSON.parse(JSON.stringify(first.hint)) };
  }

  async #fetch(queue: QueueName): Promise<void> {
    for (
      let some = await receive(this.#plane, queue);
      some.length > 0;
      some = await receive(this.#plane, queue)
    )
      this.#received[queue].push(...some);
  }
}

function portsOver(
  { s3, dynamodb, sqs, sns }: PlaneClients,
  plane: LocalPlane,
  clock: Clock,
  mail: Mail,
): Ports {
  const queue = (name: QueueName): Queue => {
    // Without the delay in which hints coalesce: the scenario has no time.
    const hints = new HintQueue(sqs, plane.queueUrl(name), 0);
    return {
      send: async (hint, seconds = 0) => {
        if (seconds > 0) return mail.holdBack(name, hint, seconds);
        mail.expect(name);
        await hints.send(hint);
      },
      sendAll: (many) => {
        for (const _ of many) mail.expect(name);
        return hints.sendAll(many);
      },
    };
  };
  return {
    raw: new BucketObjects(s3, RAW_BUCKET),
    uploads: new BucketPartUploads(s3, RAW_BUCKET),
    kept: new BucketKept(s3, RAW_BUCKET),
    drop: new BucketDrop(s3, RAW_BUCKET),
    archive: new BucketObjects(s3, ARCHIVE_BUCKET),
    catalogue: new TableCatalogue(dynamodb, TABLE, new BucketObjects(s3, ARCHIVE_BUCKET)),
    queues: {
      drop: queue('drop'),
      ingest: queue('ingest'),
      align: queue('align'),
      flag: queue('flag'),
      analyze: queue('analyze'),
      notify: queue('notify'),
    },
    notifier: new TopicNotifier(sns, TOPIC_ARN),
    clock,
  };
}

/** Bodies of some messages, which nobody receives again: what fails is delivered anew by the scenario itself. */
async function receive({ sqs, queueUrl }: LocalPlane, queue: string): Promise<unknown[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl(queue),
      MaxNumberOfMessages: 10,
      VisibilityTimeout: LONGER_THAN_ANY_RUN_SECONDS,
    }),
  );
  return Messages.map(({ Body = '' }) => JSON.parse(Body));
}
