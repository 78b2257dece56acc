/**
 * Names that the stack and the functions share, first of all those under which the stack tells a function where its
 * things are (`environment.ts` reads them). Both import this file, so that a name cannot differ between the two.
 */
export const ENVIRONMENT = {
  table: 'HOWSHIP_TABLE',
  rawBucket: 'HOWSHIP_RAW_BUCKET',
  archiveBucket: 'HOWSHIP_ARCHIVE_BUCKET',
  dropQueueUrl: 'HOWSHIP_DROP_QUEUE_URL',
  ingestQueueUrl: 'HOWSHIP_INGEST_QUEUE_URL',
  alignQueueUrl: 'HOWSHIP_ALIGN_QUEUE_URL',
  flagQueueUrl: 'HOWSHIP_FLAG_QUEUE_URL',
  analyzeQueueUrl: 'HOWSHIP_ANALYZE_QUEUE_URL',
  notifyQueueUrl: 'HOWSHIP_NOTIFY_QUEUE_URL',
  topicArn: 'HOWSHIP_TOPIC_ARN',
  /** Private addresses and networks that webhooks may be sent to; absent where there are none. */
  privateReceivers: 'HOWSHIP_PRIVATE_RECEIVERS',
  /** Where people reach the API: links of messages lead there. */
  publicUrl: 'HOWSHIP_PUBLIC_URL',
  tokensSecretArn: 'HOWSHIP_TOKENS_SECRET_ARN',
  /** Names what computes pages and findings: its code, and the memory that it has. */
  code: 'HOWSHIP_CODE',
} as const;

/** The `code` of the line that says that a downlink has ended as FAILED: an alarm counts them. */
export const DOWNLINK_FAILED = 'downlink.failed';

/** The `code` of the line that says that nobody tries a bucket, unit or pair any more: an alarm counts them. */
export const WORK_STOPPED = 'work.stopped';

/** The `code` of the line that says that a dropped file belongs to no experiment: an alarm counts them. */
export const DROP_REFUSED = 'drop.refused';

/**
 * The `code` of the line in which each run of watch says how long the oldest downlink under way and the oldest work
 * have waited, s, by these names: alarms ring where that is too long, and where nobody says so.
 */
export const WORK_WAITING = 'work.waiting';
export const WAITING_FIELDS = { ingest: 'ingestSeconds', work: 'workSeconds' } as const;

/** Longer than all that mends itself: three runs that die take an hour, and watch clears entries of dead runs after one. */
export const OWED_TOO_LONG_SECONDS = 7200;

/** The `code` of the line that says that a token was refused: an alarm counts them. */
export const TOKEN_REFUSED = 'token.refused';

/** The sparse index of due marks: its partition is the experiment, its sort key the due item's own key. */
export const DUE_INDEX = 'due';

/** Attribute names of the table's keys. */
export const TABLE_KEYS = { partition: 'pk', sort: 'sk', duePartition: 'duePk', dueSort: 'dueSk' } as const;

/** Partitions of the table that begin so are the API's alone, and no experiment can be called so: holders of tokens, and who changed what. */
export const GUARDED_PARTITIONS = '~';

/** Object keys begin with one of these; the raw ones are in the raw bucket, all others in the archive bucket. */
export const RAW_PREFIX = 'raw/';
/** In the raw bucket too: files that teams put there themselves, to be taken in. */
export const DROP_PREFIX = 'drop/';
/** In the raw bucket too: what people told Howship, of which no notification goes out. */
export const KEPT_PREFIX = 'kept/';
/** Long answers, which expire after a day. */
export const ANSWERS_PREFIX = 'answers/';
/** Answers that somebody pinned, which never expire. */
export const SNAPSHOTS_PREFIX = 'snapshots/';
/** What is too long for an item of the table. */
export const ITEMS_PREFIX = 'items/';
/** Files of dry runs: a lifecycle rule removes them after a week. */
export const TRIAL_RAW_PREFIX = 'raw/~trial/';
/** The tag of objects that nothing names any more, by which a lifecycle rule finds them. */
export const SUPERSEDED = { name: 'superseded', value: 'true' } as const;
/** Segments: a key names its content, so that all versions of one hold the same bytes. */
export const SEGMENTS_PREFIX = 'segments/';
/** Where objects lie that go once nothing names them, with nothing that would replace them. */
export const SUPERSEDED_PREFIXES = [SEGMENTS_PREFIX, 'merged/', 'deltas/', 'rejects/', 'assays/'] as const;
/** Days for which what was replaced or superseded can still be read. */
export const REPLACED_DAYS = 30;

/** The code of damage in logs, which an alarm counts, and in problems. */
export const DAMAGED_CODE = 'archive.damaged';
