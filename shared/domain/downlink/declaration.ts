/**
 * What a sender declares of a file, as it stands with the file itself: whoever has the bytes knows what they were said to
 * be, by whom and when, without the table.
 */
import * as z from 'zod';
import type { Micros } from '../time.ts';
import { droppedSchema, type ReceiptRecord, UNREAD } from './receipt.ts';

const declarationSchema = z.object({
  fileName: z.string(),
  bytes: z.number().int(),
  /** As declared by the sender; null where it was not. */
  sha256: z.string().nullable(),
  source: z.string().nullable(),
  at: z.number(),
  by: z.string(),
  /** The reading revision in force then. */
  reading: z.string().nullable(),
  /** The object that it was copied from; absent of an upload. */
  dropped: droppedSchema.optional(),
});
export type Declaration = z.infer<typeof declarationSchema>;

/** Of the receipt as it was announced: once the file was read it says what was measured. */
export function declarationOf(receipt: ReceiptRecord): Declaration {
  const { fileName, bytes, sha256, declaredSource, createdAt, createdBy, announcedUnder, dropped } = receipt;
  return {
    ...{ fileName, bytes, sha256, source: declaredSource },
    ...{ at: createdAt, by: createdBy, reading: announcedUnder },
    ...(dropped !== undefined && { dropped }),
  };
}

/** S3 keeps 2 KB of metadata with an object, the name counted. */
const MOST_CHARACTERS = 2000;
/** In place of one that is longer: names may have 1,024 characters. */
const TOO_LONG = 'too-long';

/** The declaration in characters that every header may hold. */
export function declarationText(declaration: Declaration): string {
  const text = Buffer.from(JSON.stringify(declaration)).toString('base64url');
  return text.length > MOST_CHARACTERS ? TOO_LONG : text;
}

/** Null where the text is no declaration: it was too long, or the file was uploaded under an earlier version. */
export function parseDeclaration(text: string | null): Declaration | null {
  if (text === null) return null;
  try {
    return declarationSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    return null;
  }
}

/** The receipt of a file that is still to be uploaded. */
export function announcedReceipt(
  id: string,
  declaration: Declaration,
  { parts, expiresAt }: { readonly parts: ReceiptRecord['parts']; readonly expiresAt: Micros },
): ReceiptRecord {
  const { fileName, bytes, sha256, source, at, by, reading, dropped } = declaration;
  return {
    id,
    state: 'AWAITING_UPLOAD',
    fileName,
    bytes,
    sha256,
    declaredSource: source,
    parts,
    source: null,
    ownSource: null,
    readingRevision: null,
    readUnder: null,
    // Null has the receipt itself kept.
    announcedUnder: declarationText(declaration) === TOO_LONG ? null : reading,
    createdAt: at,
    createdBy: by,
    ...(dropped !== undefined && { dropped }),
    expiresAt,
    ingestedAt: null,
    duplicateOf: null,
    ...UNREAD,
    attempt: 0,
    lease: null,
    tries: 0,
    touched: [],
    assays: [],
    definition: null,
    withdrawn: null,
    rereading: null,
    replaced: [],
    error: null,
    due: true,
  };
}
