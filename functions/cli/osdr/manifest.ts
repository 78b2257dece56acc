/** `manifest.json` of a folder that is handed on: what it holds, and what else people told of the experiment. */
import * as z from 'zod';
import { contactSchema } from '../../../shared/contract/contacts.ts';
import { exclusionSchema } from '../../../shared/contract/exclusions.ts';
import { eventSchema } from '../../../shared/contract/experiments.ts';
import { identifier } from '../../../shared/contract/wire.ts';
import { DOWNLINK_STATES } from '../../../shared/domain/downlink/receipt.ts';
import { instantText } from '../../../shared/domain/instant-text.ts';

export const OSDR_MANIFEST = 'manifest.json';
/** As md5sum writes it: archives ask for MD5 of every file. */
export const MD5_FILE = 'md5sum.txt';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const rawSchema = z.object({
  path: z.string(),
  /** As the file was announced. */
  fileName: z.string().min(1),
  bytes: z.number().int(),
  sha256,
  /** What reads it, and whether its sender named that. */
  source: z.string().nullable(),
  isSourceDeclared: z.boolean(),
  downlink: z.string(),
  announcedAt: instantText,
  state: z.enum(DOWNLINK_STATES),
  /** Who withdrew it, when and why; null where it counts. */
  withdrawn: z.object({ at: instantText, by: z.string(), reason: z.string() }).nullable(),
});
export type HandedRaw = z.infer<typeof rawSchema>;

const fileSchema = z.object({
  path: z.string(),
  bytes: z.number().int(),
  sha256,
  md5: z.string().regex(/^[0-9a-f]{32}$/),
});
export type HandedFile = z.infer<typeof fileSchema>;

export const osdrManifestSchema = z.object({
  form: z.literal('howship-osdr/1'),
  experiment: identifier,
  program: z.string(),
  /** In force when it was written. */
  definition: z.object({ revision: z.number().int(), sha256 }),
  /** Of the archive. */
  hash: z.string(),
  /** Files and changes that were known and not in the tables yet. */
  pending: z.number().int(),
  readUnderOther: z.literal(true).optional(),
  /** Revisions are in order; of none an older version noted which it was. */
  definitions: z.array(
    z.object({
      path: z.string(),
      sha256,
      revisions: z.array(z.object({ revision: z.number().int(), appliedAt: instantText })),
    }),
  ),
  /** In the order in which they were announced. */
  raw: z.array(rawSchema),
  /** Events that people recorded, exclusions with what lifted them, contacts, and scales that people looked at. */
  events: z.array(eventSchema),
  exclusions: z.array(exclusionSchema),
  contacts: z.array(contactSchema),
  scales: z.array(z.object({ assay: z.string(), micrometres: z.number(), at: z.string(), by: z.string() })),
  /** Paths of the tables that a home computes: an import holds them against its own. */
  tables: z.array(z.string()),
  notIncluded: z.array(z.object({ what: z.string(), why: z.string() })),
  /** Every file of the folder but this one. */
  files: z.array(fileSchema),
});
export type OsdrManifest = z.infer<typeof osdrManifestSchema>;
