import * as z from 'zod';
import { anomalyOnWireSchema } from '../domain/detect/registry.ts';
import { countsSchema, DOWNLINK_STATES } from '../domain/downlink/receipt.ts';
import { instantText } from '../domain/instant-text.ts';
import { worthSchema } from '../domain/telemetry/worth.ts';
import { anomalyMoveSchema, deltaMoveSchema } from '../domain/trial/moves.ts';
import {
  damaged,
  identifier,
  noticeSchema,
  rangeQuery,
  readUnderOther,
  refuseControls,
  refuseObeyed,
  seriesName,
  wholeNumber,
} from './wire.ts';

const sha256 = z.string().regex(/^[0-9a-fA-F]{64}$/, 'expected 64 hexadecimal digits');

const MEBIBYTE = 1024 ** 2;

export const newDownlinkSchema = z.strictObject({
  fileName: z.string().min(1).max(1024).superRefine(refuseControls),
  bytes: z.number().int().nonnegative(),
  sha256: sha256.optional(),
  source: identifier.optional(),
  format: z.string().optional(),
  dryRun: z.boolean().optional(),
  /** Of a file in parts: the link of each part is asked for with the digest of the part, and takes no other bytes. */
  partDigests: z.boolean().optional(),
  /** A file of so many bytes or more comes in parts of so many; absent: one above 100 MiB in parts of 64 MiB. */
  partBytes: z
    .number()
    .int()
    .min(8 * MEBIBYTE)
    .max(64 * MEBIBYTE)
    .optional(),
});
export type NewDownlink = z.infer<typeof newDownlinkSchema>;

/** Why a downlink is to count no more: people read it again months later. */
export const withdrawalSchema = z.strictObject({
  reason: z
    .string()
    .trim()
    .min(1, 'expected why the downlink is withdrawn, 1 to 500 characters')
    .max(500, 'expected at most 500 characters')
    .superRefine(refuseObeyed),
});

/**
 * A link for the whole file, or, of a file in parts, one for each part that has not arrived. It takes a body of the announced
 * length only, with the headers named, and of the announced digest where there is one.
 */
export const uploadSchema = z.discriminatedUnion('method', [
  z.object({
    method: z.literal('PUT'),
    url: z.string(),
    headers: z.record(z.string(), z.string()),
    expiresAt: instantText,
  }),
  z.object({
    method: z.literal('MULTIPART'),
    /**
     * Bytes [from, to) of the file go to the url by PUT; when all have, the upload is completed. There is no url where
     * the parts have digests: each link is asked for with its own.
     */
    parts: z.array(
      z.object({ part: z.number(), url: z.string().optional(), from: z.number(), to: z.number() }),
    ),
    expiresAt: instantText,
  }),
]);
export type UploadOnWire = z.infer<typeof uploadSchema>;

export const partSentSchema = z.strictObject({ sha256 });

export const partLinkSchema = z.object({
  method: z.literal('PUT'),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  from: z.number(),
  to: z.number(),
});
export type PartLinkOnWire = z.infer<typeof partLinkSchema>;

/** What a dry run found that taking the file in would change. */
const movesOnWireSchema = z.object({
  deltas: z.array(deltaMoveSchema),
  anomalies: z.array(anomalyMoveSchema.extend({ anomaly: anomalyOnWireSchema })),
});
export type MovesOnWire = z.infer<typeof movesOnWireSchema>;

export const receiptSchema = z.object({
  id: z.string(),
  state: z.enum(DOWNLINK_STATES),
  fileName: z.string(),
  bytes: z.number(),
  sha256: z.string().optional(),
  source: z.string().optional(),
  /** The source that the sender named, where one was. */
  declaredSource: z.string().optional(),
  createdAt: instantText,
  /** The holder who announced it; absent in answers of an older version. */
  createdBy: z.string().optional(),
  /** Where the file was put to be taken in; absent of an upload. */
  dropped: z.object({ key: z.string(), version: z.string().optional() }).optional(),
  ingestedAt: instantText.optional(),
  duplicateOf: z.string().optional(),
  counts: countsSchema.extend({
    /** Of the samples that were read, each once: declared missing codes, which have no value (INVALID). */
    invalid: z.number().default(0),
    /** The same: values outside of the valid range (BAD); of a calibrated channel that is judged when an answer is made. */
    bad: z.number().default(0),
  }),
  byReason: z.record(z.string(), z.number()),
  ranges: z.array(
    z.object({
      unit: z.string(),
      channel: z.string(),
      from: instantText,
      to: instantText,
      samples: z.number(),
      /** Of its samples, each once; absent where all have a value that could be right. */
      worth: worthSchema.optional(),
    }),
  ),
  unmappedColumns: z.array(z.string()),
  warnings: z.array(noticeSchema),
  /** Five lines: in, missing, what to ask for again, what became worse, what to do. */
  verdict: z.array(z.string()),
  /** What is missing and what became worse is still being worked out: the verdict will say more. */
  unsettled: z.literal(true).optional(),
  error: noticeSchema.optional(),
  /** Who withdrew it, when and why; only where the state is WITHDRAWN. */
  withdrawn: z.object({ at: instantText, by: z.string(), reason: z.string() }).optional(),
  /** The file is being read again, or that ended without a result (`error`): what was in force before stays so. */
  rereading: z.object({ at: instantText, by: z.string(), error: noticeSchema.optional() }).optional(),
  /** While the file is read: the try that goes on, or ended without a result. */
  reading: z
    .object({
      /** Counted from 1, and how many there are at most. */
      try: z.number().int(),
      of: z.number().int(),
      /** Whether a run may be at work: one that died cannot be told from it before `until`. */
      mayRun: z.boolean(),
      /** When the run began, and until when it may be at work; absent where it ended with an error that it told. */
      since: instantText.optional(),
      until: instantText.optional(),
      /** By when the next try begins, or after the last the downlink is FAILED, unless this one ends with a result. */
      nextBy: instantText.optional(),
    })
    .optional(),
  readUnderOther,
  /** Nothing was taken in: this is what would be. */
  dryRun: z.literal(true).optional(),
  /** Of a dry run that could be read: the deltas and anomalies that would be other than they are. */
  moves: movesOnWireSchema.optional(),
  /** In the answer that announces the downlink only. */
  upload: uploadSchema.optional(),
});
export type ReceiptOnWire = z.infer<typeof receiptSchema>;

/** What people did to a downlink, in the order of time: of very many the last 1,000. */
export const historySchema = z.object({
  actions: z.array(
    z.object({
      action: z.enum(['WITHDRAWN', 'REREAD', 'REDRIVEN']),
      at: instantText,
      by: z.string(),
      /** Absent where the action asks for none. */
      reason: z.string().optional(),
    }),
  ),
});
export type HistoryOnWire = z.infer<typeof historySchema>;

export const receiptsSchema = z.object({
  downlinks: z.array(receiptSchema),
  /** Downlinks of this page whose receipts cannot be shown; absent where there is none. */
  damaged,
  next: z.string().optional(),
});
export type ReceiptsOnWire = z.infer<typeof receiptsSchema>;

/** A link from which the file is read as it came. */
export const fileLinkSchema = z.object({
  fileName: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  url: z.string(),
  expiresAt: instantText,
});
export type FileLinkOnWire = z.infer<typeof fileLinkSchema>;

export const downlinksQuerySchema = z.strictObject({
  order: z
    .enum(['announced', 'newest'])
    .default('announced')
    .meta({ description: 'The first announced first, or the newest. All pages are asked for in one order.' }),
  sha256: sha256.optional().meta({ description: 'Of files with this digest only.' }),
  next: z.string().max(400).optional().meta({ description: 'The token that ended the page before.' }),
});

/** A part begins at a byte of the table, and S3 keeps objects of 5 TiB at most. */
const LONGEST_TABLE = 5 * 1024 ** 4;

const MOST_LINES_SHOWN = 1000;
const MOST_AROUND = 20;

/** Of one series in [from, to), or of those that hold a text, or one by its number with its neighbours. */
export const linesQuerySchema = z.strictObject({
  unit: identifier.optional().meta({ description: 'Whose samples, with `channel`.' }),
  channel: seriesName.optional().meta({ description: 'A channel, or channel@sensor, with `unit`.' }),
  ...rangeQuery,
  with: z.string().min(1).max(200).optional().meta({
    description: 'Instead: a text that the lines hold, such as a gene, a unit or the label of a pit.',
  }),
  line: wholeNumber(1, LONGEST_TABLE).optional().meta({
    description: 'Instead: a line by its number, as the rejects name it, with those around it.',
  }),
  around: wholeNumber(0, MOST_AROUND)
    .default(2)
    .meta({
      description: `With \`line\`: how many lines before and after it are shown; at most ${MOST_AROUND}.`,
    }),
  limit: wholeNumber(1, MOST_LINES_SHOWN)
    .default(20)
    .meta({ description: `How many lines are shown, the first of them; at most ${MOST_LINES_SHOWN}.` }),
});
export type LinesQueried = z.output<typeof linesQuerySchema>;

export const linesSchema = z.object({
  downlink: z.string(),
  fileName: z.string(),
  sha256: z.string().optional(),
  /** Lines of the unpacked file that were looked through: all. */
  read: z.number().int(),
  /** How many of them are meant, and the first and last of these; null where there is none. */
  found: z.number().int(),
  first: z.number().int().nullable(),
  last: z.number().int().nullable(),
  lines: z.array(
    z.object({
      /** Counted from 1. */
      line: z.number().int(),
      /** When its sample was taken; absent where a text or a line was asked for. */
      at: instantText.optional(),
      /**
       * The columns that the samples of the series were read from, as the file calls them, each with the number that was read;
       * absent where a text or a line was asked for.
       */
      cells: z.array(z.object({ column: z.string(), value: z.number() })).optional(),
      /** As the file has it, cut at 500 characters. */
      text: z.string(),
    }),
  ),
});
export type LinesOnWire = z.infer<typeof linesSchema>;

export const rejectsQuerySchema = z.strictObject({
  next: wholeNumber(0, LONGEST_TABLE)
    .optional()
    .meta({ description: 'The token that ended the part before.' }),
});
