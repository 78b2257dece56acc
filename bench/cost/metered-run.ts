/** Takes downlinks through the functions' own use cases over metered ports, and meters the functions too. */
import { FUNCTIONS } from '../../cdk/stacks/processing.ts';
import { RememberedObjects } from '../../shared/aws/remembered-objects.ts';
import { readDropMessage } from '../../shared/contract/drop.ts';
import {
  alignMessageSchema,
  analyzeHintSchema,
  flagHintSchema,
  notifyHintSchema,
} from '../../shared/contract/hints.ts';
import { readIngestMessage } from '../../shared/contract/uploads.ts';
import { rawKey } from '../../shared/domain/archive/keys.ts';
import type { Counts } from '../../shared/domain/cost/usage.ts';
import type { Coming } from '../../shared/domain/tries/tries.ts';
import type { QueueName } from '../../shared/ports.ts';
import { actOnDrop } from '../../shared/usecases/arrive/act-on-drop.ts';
import { announceDownlink } from '../../shared/usecases/arrive/announce-downlink.ts';
import { ingestDownlink } from '../../shared/usecases/arrive/ingest-downlink.ts';
import { actOnAssay } from '../../shared/usecases/assay/act-on-assay.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { actOnSubject } from '../../shared/usecases/judge/act-on-subject.ts';
import { COMPUTED_WITH } from '../../shared/usecases/known/computed-with.ts';
import { actOnBucket } from '../../shared/usecases/pages/act-on-bucket.ts';
import { notify } from '../../shared/usecases/tell/notify.ts';
import { type MeteredPorts, meteredPorts } from '../metered-ports.ts';

const CONSUMERS = {
  drop: 'take-drop',
  ingest: 'ingest-downlink',
  align: 'align-twins',
  flag: 'flag-anomalies',
  analyze: 'analyze-assay',
  notify: 'notify',
} as const satisfies Record<QueueName, keyof typeof FUNCTIONS>;
const QUEUES = ['drop', 'ingest', 'align', 'flag', 'analyze', 'notify'] as const;

export class MeteredRun {
  readonly #metered: MeteredPorts = meteredPorts();
  readonly #experiment: string;

  private constructor(experiment: string) {
    this.#experiment = experiment;
  }

  static async begin(experiment: string, definition: string): Promise<MeteredRun> {
    const run = new MeteredRun(experiment);
    await applyExperiment(run.#metered.ports, experiment, definition);
    await run.#drain();
    run.#metered.tally.byAct.clear();
    return run;
  }

  /** Announces and uploads the file and does all that follows from it. */
  async downlink(fileName: string, text: string): Promise<void> {
    const { ports, tally } = this.#metered;
    const bytes = Buffer.from(text);
    const { id } = await this.#timed('api', () =>
      announceDownlink(ports, this.#experiment, { fileName, bytes: bytes.length }, 'bench'),
    );
    tally.add('api announce', 'apiRequests');
    await ports.raw.put(rawKey(this.#experiment, id), bytes, 'text/csv');
    // S3's own notification is a request to the queue.
    await ports.queues.ingest.send({ Records: [{ s3: { object: { key: rawKey(this.#experiment, id) } } }] });
    await this.#drain();
  }

  /** The archive as the downlinks left it. */
  get archive() {
    return this.#metered.memory.archive;
  }

  /** What was counted since the last call. */
  take(): Counts {
    const { tally } = this.#metered;
    const total = tally.total();
    tally.byAct.clear();
    return total;
  }

  async #drain(): Promise<void> {
    const { queues } = this.#metered.memory;
    for (;;) {
      const name = QUEUES.find((one) => queues[one].hints.length > 0);
      if (name === undefined) return;
      // Hints wait two seconds, so that equal ones become one batch.
      const hints = queues[name].hints.splice(0, name === 'ingest' ? 1 : 5);
      this.#metered.tally.add(`receive ${name}`, 'queueRequests', 2);
      await this.#timed(CONSUMERS[name], async () => {
        for (const hint of hints) await this.#act(name, hint);
      });
    }
  }

  async #act(queue: QueueName, hint: unknown): Promise<void> {
    const { ports: cold } = this.#metered;
    // An hour and a half lies between two downlinks: every invocation is one of a new process.
    const ports = { ...cold, archive: new RememberedObjects(cold.archive) };
    switch (queue) {
      case 'drop':
        await actOnDrop(ports, readDropMessage(JSON.stringify(hint)));
        return;
      case 'ingest':
        for (const one of readIngestMessage(JSON.stringify(hint))) await ingestDownlink(ports, one);
        return;
      case 'align':
        await actOnBucket(ports, alignMessageSchema.parse(hint), this.#coming());
        return;
      case 'flag':
        await actOnSubject(ports, flagHintSchema.parse(hint), this.#coming());
        return;
      case 'analyze':
        await actOnAssay(ports, analyzeHintSchema.parse(hint), this.#coming());
        return;
      case 'notify':
        await notify(ports, notifyHintSchema.parse(hint));
    }
  }

  /** Each message is received for the first time. */
  #coming(): Coming {
    return { name: 'message', since: this.#metered.ports.clock.now(), isAgain: false, code: COMPUTED_WITH };
  }

  /** Processor time: what the invocation takes where nothing is waited for. */
  async #timed<T>(name: keyof typeof FUNCTIONS, act: () => Promise<T>): Promise<T> {
    const begin = process.cpuUsage();
    const result = await act();
    const { user, system } = process.cpuUsage(begin);
    const { memory } = FUNCTIONS[name];
    const { tally } = this.#metered;
    tally.add(`run ${name}`, 'invocations');
    // Below one processor's worth of memory the work takes as much longer as it gets less of one.
    const seconds = ((user + system) / 1e6) * Math.max(1, WHOLE_PROCESSOR_MB / memory);
    tally.add(`run ${name}`, 'gbSeconds', (seconds * memory) / 1024);
    return result;
  }
}

/** MB at which Lambda gives a function one processor. */
const WHOLE_PROCESSOR_MB = 1769;
