import * as z from 'zod';
import { type Key, type Kind, sortKey } from '../kind.ts';
import { worthSchema } from '../telemetry/worth.ts';
import { leaseSchema } from './lease.ts';
import { unreadableSchema } from './unreadable.ts';

export const DOWNLINK_STATES = [
  'AWAITING_UPLOAD',
  'RECEIVED',
  'INGESTING',
  'INGESTED',
  'INGESTED_WITH_REJECTS',
  'REFUSED',
  'FAILED',
  'EXPIRED',
  'WITHDRAWN',
] as const;
export type DownlinkState = (typeof DOWNLINK_STATES)[number];

/** Nothing was decided yet. An upload that comes after its link was given up is still taken: it exists only once. */
export function isOpen(state: DownlinkState): boolean {
  return state === 'AWAITING_UPLOAD' || state === 'RECEIVED' || state === 'INGESTING' || state === 'EXPIRED';
}

/** The states in which a downlink's samples are part of every answer. */
export function isIngested(state: DownlinkState): boolean {
  return state === 'INGESTED' || state === 'INGESTED_WITH_REJECTS';
}

export const countsSchema = z.object({
  /** Physical lines of the unpacked file; null where a receipt is older than their being counted. */
  lines: z.number().nullable().default(null),
  rows: z.number(),
  samples: z.number(),
  /** Assay records; 0 for telemetry. */
  records: z.number(),
  accepted: z.number(),
  duplicates: z.number(),
  conflicts: z.number(),
  rejected: z.number(),
});
export type Counts = z.infer<typeof countsSchema>;

export const NO_COUNTS: Counts = {
  lines: 0,
  rows: 0,
  samples: 0,
  records: 0,
  accepted: 0,
  duplicates: 0,
  conflicts: 0,
  rejected: 0,
};

const noticeSchema = z.object({ code: z.string(), message: z.string() });

const bucketSchema = z.object({ generation: z.number(), unit: z.string(), bucket: z.string() });

const readEventSchema = z.object({
  name: z.string(),
  unit: z.string(),
  at: z.number(),
  accuracy: z.number(),
});

const touchedSchema = bucketSchema.extend({
  /** As the entry was counted when it came. */
  counts: z.object({ accepted: z.number(), duplicates: z.number(), conflicts: z.number() }),
  /** Whether one of the accepted, whose row was not ended, gave way to another since: it is a duplicate now. */
  hasGivenWay: z.literal(true).optional(),
});

/** The file is read again, beside what is in force of it. */
const rereadingSchema = z.object({
  at: z.number(),
  by: z.string(),
  /** The newest attempt at the downlink: the one that reads it again, once that has begun. */
  attempt: z.number().int(),
  isBegun: z.boolean(),
  readingRevision: z.string().nullable(),
  touched: z.array(touchedSchema),
  /** Why it ended without a result: what was in force before stays so. */
  error: noticeSchema.nullable(),
});

/** What was in force before the file was read again, and may still stand in these buckets. */
const replacedSchema = z.object({
  attempt: z.number().int(),
  source: z.string().nullable(),
  readingRevision: z.string().nullable(),
  events: z.array(readEventSchema).optional(),
  buckets: z.array(bucketSchema),
  /** Keys of its rejects; absent in receipts of before they went with it. */
  rejects: z.array(z.string()).optional(),
});

/** An object below the drop prefix. */
export const droppedSchema = z.object({ key: z.string(), version: z.string().nullable() });

const withdrawalSchema = z.object({ at: z.number(), by: z.string(), reason: z.string() });

export const receiptSchema = z.object({
  id: z.string(),
  state: z.enum(DOWNLINK_STATES),
  fileName: z.string(),
  bytes: z.number(),
  /** As declared by the sender, then as measured: they are equal or the file was refused. */
  sha256: z.string().nullable(),
  declaredSource: z.string().nullable(),
  /**
   * Where the file comes in parts: S3's name of the upload, the length of every part but the last, and whether each
   * part has a digest.
   */
  parts: z
    .object({ upload: z.string(), bytes: z.number(), digests: z.boolean().default(false) })
    .nullable()
    .default(null),
  source: z.string().nullable(),
  /** The source that reads the file itself, where it only repeats what another source read; else null. */
  ownSource: z.string().nullable().default(null),
  /** Of the file's base name, where its name says what it is of: images on which there is nothing have the same bytes. */
  nameDigest: z.string().optional(),
  /** The downlink of the header that its records were read with; absent of all other files. */
  beside: z.string().optional(),
  readingRevision: z.string().nullable(),
  /**
   * The reading revision that it is to be read with, where the table is rebuilt or what it repeated is in force no more;
   * null: the one in force.
   */
  readUnder: z.string().nullable().default(null),
  /** The reading revision in force when it was announced; null where nobody noted it. */
  announcedUnder: z.string().nullable().default(null),
  createdAt: z.number(),
  createdBy: z.string(),
  /** The object that the file was copied from; absent of an upload. */
  dropped: droppedSchema
    .extend({
      /** It is too large to be copied, and lies there alone. */
      isLeft: z.literal(true).optional(),
    })
    .optional(),
  /** When the upload link ends, µs. */
  expiresAt: z.number(),
  ingestedAt: z.number().nullable(),
  duplicateOf: z.string().nullable(),
  counts: countsSchema,
  byReason: z.record(z.string(), z.number()),
  ranges: z.array(
    z.object({
      unit: z.string(),
      channel: z.string(),
      from: z.number(),
      to: z.number(),
      samples: z.number(),
      /** Of its samples, each once; absent where all have a value that could be right, and in receipts of an older version. */
      worth: worthSchema.optional(),
    }),
  ),
  unmappedColumns: z.array(z.string()),
  warnings: z.array(noticeSchema),
  /** Events that the file's event column brings; recorded once the samples are in. */
  events: z.array(readEventSchema).optional(),
  /** Keys of the CSV pieces that list what was rejected, in file order. */
  rejects: z.array(z.string()),
  /** When the rejected readings were measured; null in receipts of an older version, which did not note it. */
  unreadable: z.array(unreadableSchema).nullable().default(null),
  /**
   * Counts the times the work was begun: anew after a failure, or because the reading changed meanwhile. What an
   * earlier attempt leaves in the heads is never visible.
   */
  attempt: z.number().int(),
  /** Of the run that works on it now; null where none does, and in receipts of an older version. */
  lease: leaseSchema.nullable().default(null),
  /** How many runs have begun to read it since it was announced or last redriven; at `MOST_TRIES` it is FAILED. */
  tries: z.number().int().default(0),
  /** Heads that hold an entry of this downlink, with what it added to each. */
  touched: z.array(touchedSchema),
  /** Assays that an attempt at it brought, or may have brought, a table to. */
  assays: z.array(z.string()).default([]),
  /** Digest of the definition that it was read under; null where it is not read, or was by an older version. */
  definition: z.string().nullable().default(null),
  /** Who said that it is to count no more, when and why; null unless it is WITHDRAWN, or was and is not in again. */
  withdrawn: withdrawalSchema.nullable().default(null),
  /** The reading that goes on beside what is in force, or the last one that ended without a result; else null. */
  rereading: rereadingSchema.nullable().default(null),
  /** Until nothing is left of it. */
  replaced: z.array(replacedSchema).default([]),
  /** Why it was refused or failed. */
  error: noticeSchema.nullable(),
  /** True until nothing is owed any more: entries marked, hints sent, leftovers removed. */
  due: z.boolean(),
});
export type ReceiptRecord = z.infer<typeof receiptSchema>;
/** What a receipt says of a file that nobody has read, or whose reading counts no more. */
export const UNREAD: Pick<
  ReceiptRecord,
  'counts' | 'byReason' | 'ranges' | 'unmappedColumns' | 'warnings' | 'rejects' | 'unreadable'
> = {
  counts: NO_COUNTS,
  byReason: {},
  ranges: [],
  unmappedColumns: [],
  warnings: [],
  rejects: [],
  unreadable: null,
};

/**
 * The declaration stands with the file, and a file that was read as it was announced under needs no word more: what else
 * became of it is kept. The rest of the receipt comes again with the file.
 */
function keptReceipt(receipt: ReceiptRecord): ReceiptRecord | null {
  const { state, readingRevision, announcedUnder } = receipt;
  const isAsAnnounced = isOpen(state) || (isIngested(state) && readingRevision === announcedUnder);
  if (announcedUnder !== null && isAsAnnounced) return null;
  const untouched = {
    touched: [],
    assays: [],
    rereading: null,
    replaced: [],
    attempt: 0,
    lease: null,
    tries: 0,
    due: true,
  };
  const kept: ReceiptRecord = { ...receipt, ...UNREAD, events: [], ...untouched };
  return isOpen(state) ? { ...kept, state: 'AWAITING_UPLOAD', source: null, readingRevision: null } : kept;
}

export const receiptKind: Kind<ReceiptRecord> = {
  name: 'receipt',
  schema: receiptSchema,
  isDue: (receipt) => receipt.due,
  kept: keptReceipt,
  // Of these nothing changes any more once the file was taken in.
  long: ['ranges', 'unmappedColumns', 'warnings', 'events'],
};
export const DOWNLINK = 'DOWNLINK';
export const receiptKey = (experiment: string, downlink: string): Key => ({
  partition: experiment,
  sort: sortKey(DOWNLINK, downlink),
});

/** Whether everything that the repetition would bring is in force as this original. */
export function isOriginalOf(original: ReceiptRecord | null, repetition: ReadBytes): boolean {
  return (
    original !== null &&
    isIngested(original.state) &&
    original.duplicateOf === null &&
    original.sha256 === repetition.sha256 &&
    original.source === repetition.source &&
    original.readingRevision === repetition.readingRevision &&
    original.nameDigest === repetition.nameDigest
  );
}

/** What a file is by which another one repeats it. */
export interface ReadBytes {
  readonly sha256: string | null;
  readonly source: string | null;
  readonly readingRevision: string | null;
  readonly nameDigest?: string | undefined;
}

/** Of a file that was read. */
export interface KnownBytes extends ReadBytes {
  readonly sha256: string;
  readonly source: string;
  readonly readingRevision: string;
}

/** Null where the file was not read. */
export function knownBytes({ sha256, source, readingRevision, nameDigest }: ReadBytes): KnownBytes | null {
  if (sha256 === null || source === null || readingRevision === null) return null;
  return { sha256, source, readingRevision, ...(nameDigest !== undefined && { nameDigest }) };
}

const digestSchema = z.object({
  downlink: z.string(),
  /**
   * Whether another downlink brought the same and was taken in as its repetition. Absent where that is not known: an
   * older version did not note it, or the item was made again.
   */
  hasRepetition: z.boolean().optional(),
});
export type DigestRecord = z.infer<typeof digestSchema>;
/** Which downlink first brought these bytes under this source and reading revision. */
export const digestKind: Kind<DigestRecord> = { name: 'digest', schema: digestSchema, isDue: () => false };
export const DIGEST = 'DIGEST';
export const digestKey = (
  experiment: string,
  { sha256, source, readingRevision, nameDigest }: KnownBytes,
): Key => ({
  partition: experiment,
  sort: sortKey(DIGEST, sha256, source, readingRevision, ...(nameDigest === undefined ? [] : [nameDigest])),
});
