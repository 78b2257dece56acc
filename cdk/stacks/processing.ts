/** What each queue and function of the stack is, as data; `howship-stack.ts` builds it. */
import { COMPUTE_SECONDS, INGEST_SECONDS } from '../../shared/domain/downlink/run-time.ts';
import type { ObjectAccess } from '../constructs/bind.ts';

export const QUEUES = {
  drop: {
    variable: 'dropQueueUrl',
    consumer: 'take-drop',
    batchSize: 1,
    impact:
      'A file that was put below the drop prefix failed five times to be taken in: it lies there and has no receipt.',
    lateImpact: 'Files that were put below the drop prefix wait, and have no receipts yet.',
  },
  ingest: {
    variable: 'ingestQueueUrl',
    consumer: 'ingest-downlink',
    batchSize: 1,
    impact:
      'Messages about uploaded files failed five times, and nobody can look at the table for them: the files wait for watch.',
    lateImpact: 'Uploaded downlinks wait, and their samples are not yet in any answer.',
  },
  align: {
    variable: 'alignQueueUrl',
    consumer: 'align-twins',
    batchSize: 5,
    impact: 'Deltas of a pair lag behind the telemetry that has arrived until watch queues the pair again.',
    lateImpact: 'Telemetry was ingested that rollups and deltas do not show yet.',
  },
  flag: {
    variable: 'flagQueueUrl',
    consumer: 'flag-anomalies',
    batchSize: 5,
    impact:
      'A hardware fault in telemetry that has arrived may stay unseen until watch queues the pair again.',
    lateImpact: 'Telemetry was laid side by side and its hardware faults are not looked for yet.',
  },
  analyze: {
    variable: 'analyzeQueueUrl',
    consumer: 'analyze-assay',
    batchSize: 1,
    impact:
      'Contrasts of an assay lag behind the files that have arrived until watch queues the assay again.',
    lateImpact: 'Files of an assay were taken in, and its contrasts do not hold them yet.',
  },
  notify: {
    variable: 'notifyQueueUrl',
    consumer: 'notify',
    batchSize: 10,
    impact: 'An alarm was raised and the people on call were not told.',
    lateImpact: 'Alarms were raised, and the people on call have waited minutes for their messages.',
  },
} as const;

export type QueueName = keyof typeof QUEUES;

/** In the order of the way of the data. */
export const QUEUE_NAMES: readonly QueueName[] = ['drop', 'ingest', 'align', 'flag', 'analyze', 'notify'];

interface FunctionSpecification {
  /** Below the functions directory. */
  readonly entry: string;
  readonly timeoutSeconds: number;
  /** MB. */
  readonly memory: number;
  /** Raw objects are written by whoever holds a link; no function writes them itself, but copies of what was dropped. */
  readonly raw: Exclude<ObjectAccess, 'read-write'>;
  readonly archive: Exclude<ObjectAccess, 'presign'>;
  readonly sendsTo: readonly QueueName[];
  readonly impact: string;
}

/** 1,769 MB is one whole processor on Lambda: what folds telemetry gets it, what only moves messages does not. */
export const FUNCTIONS = {
  'take-drop': {
    entry: 'take-drop/handler.ts',
    // S3 copies 5 GiB in a minute or two, and says little meanwhile.
    timeoutSeconds: 300,
    memory: 512,
    raw: 'copy',
    archive: 'read',
    sendsTo: ['drop', 'ingest'],
    impact: 'A file that was put below the drop prefix could not be taken in at this attempt.',
  },
  'ingest-downlink': {
    entry: 'ingest-downlink/handler.ts',
    timeoutSeconds: INGEST_SECONDS,
    memory: 1769,
    raw: 'read',
    archive: 'read-write',
    sendsTo: ['ingest', 'align', 'analyze', 'notify'],
    impact: 'A downlink could not be ingested at this attempt, and its samples are not yet in any answer.',
  },
  'ingest-dead-letters': {
    entry: 'ingest-downlink/dead-letter.ts',
    timeoutSeconds: 30,
    memory: 512,
    raw: 'none',
    archive: 'read',
    sendsTo: ['notify'],
    impact:
      'A message about an uploaded file failed five times and is not acted on: the file waits for watch.',
  },
  'align-twins': {
    entry: 'align-twins/handler.ts',
    timeoutSeconds: COMPUTE_SECONDS,
    memory: 1769,
    raw: 'none',
    archive: 'read-write',
    sendsTo: ['ingest', 'align', 'flag', 'analyze'],
    impact: 'Rollups and deltas of a unit lag behind the telemetry that has arrived.',
  },
  'flag-anomalies': {
    entry: 'flag-anomalies/handler.ts',
    timeoutSeconds: COMPUTE_SECONDS,
    memory: 1769,
    raw: 'none',
    archive: 'read-write',
    sendsTo: ['ingest', 'align', 'flag', 'analyze', 'notify'],
    impact: 'Hardware faults in telemetry that has arrived are not yet flagged.',
  },
  'analyze-assay': {
    entry: 'analyze-assay/handler.ts',
    timeoutSeconds: COMPUTE_SECONDS,
    memory: 1769,
    raw: 'none',
    archive: 'read-write',
    sendsTo: [],
    impact: 'Contrasts of an assay do not hold the files that have arrived.',
  },
  notify: {
    entry: 'notify/handler.ts',
    // Deciding a whole batch, ten seconds in which tries begin, and the time-out of the last: twice that.
    timeoutSeconds: 60,
    memory: 512,
    raw: 'none',
    archive: 'read',
    sendsTo: ['notify'],
    impact: 'An alarm was raised and its message is late for the people on call.',
  },
  watch: {
    entry: 'watch/handler.ts',
    timeoutSeconds: 60,
    memory: 512,
    raw: 'read',
    archive: 'read',
    sendsTo: ['drop', 'ingest', 'align', 'flag', 'analyze', 'notify'],
    impact: 'Work whose message was lost stays undone, and a silent payload goes unnoticed.',
  },
  api: {
    entry: 'api/handler.ts',
    timeoutSeconds: 29,
    memory: 1769,
    raw: 'presign',
    archive: 'read',
    sendsTo: ['ingest', 'align', 'flag', 'analyze', 'notify'],
    impact: 'Requests to the API fail for payload teams, scientists and the console.',
  },
} as const satisfies Record<string, FunctionSpecification>;

export type FunctionName = keyof typeof FUNCTIONS;

/** Workers of a queue at a time: more of them race for the same heads and mostly retry. */
export const QUEUE_CONCURRENCY = 8;

/**
 * Runs of the account that are set aside for a function, which are also the most that it gets. For those that people
 * wait for: a contact that keeps all workers of the queues busy (8 each) leaves them none in a small account.
 * api: three teams whose browsers ask six things at a time; that many runs that never end cost $41 a day. notify: the
 * workers of its queue, because what SQS hands to a function that is refused its turn counts as a try. watch: its next
 * run, and one that Lambda tries again beside it.
 */
export const RESERVED: Readonly<Partial<Record<FunctionName, number>>> = {
  api: 20,
  notify: QUEUE_CONCURRENCY,
  watch: 2,
};
