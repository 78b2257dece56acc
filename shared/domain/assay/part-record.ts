/**
 * What one downlink brought to an assay: a table that stands in an object of its own. Nobody marks a part as visible. It
 * counts while its downlink's receipt is INGESTED by that very attempt, so that all parts of a downlink come and go with one
 * write; an assay has few of them, and whoever reads asks each receipt.
 */
import * as z from 'zod';
import { isIngested, type ReceiptRecord } from '../downlink/receipt.ts';
import { ASSAY_ROLES } from '../experiment/file-reader.ts';
import { type Key, type Kind, sortKey } from '../kind.ts';

/** Named as an object is that stands under one key: what is kept under it never changes. */
const pictureSchema = z.object({ key: z.string(), digest: z.string() });

const partSchema = z.object({
  assay: z.string(),
  downlink: z.string(),
  attempt: z.number().int(),
  role: z.enum(ASSAY_ROLES),
  /** Key of the object that holds the table. */
  table: z.string(),
  /** Of that object's bytes: equal tables have equal digests, whatever their files were called. */
  digest: z.string(),
  /** Of an image: what was found on it, to look at. */
  pictures: z.object({ labels: pictureSchema, overlay: pictureSchema }).optional(),
  /** Records that stand in the file once more, with equal values. */
  repeated: z.number().int(),
  /** As they were counted when the part came. */
  counts: z.object({ accepted: z.number(), duplicates: z.number(), conflicts: z.number() }),
});
export type PartRecord = z.infer<typeof partSchema>;
/** Never due itself: the assay is. */
export const partKind: Kind<PartRecord> = { name: 'part', schema: partSchema, isDue: () => false };

/** Keys of all objects that the part stands in. */
export const objectsOfPart = ({ table, pictures }: PartRecord): string[] => [
  table,
  ...(pictures === undefined ? [] : [pictures.labels.key, pictures.overlay.key]),
];

export const PART = 'PART';
export const partKey = (
  experiment: string,
  generation: number,
  { assay, downlink, attempt }: Pick<PartRecord, 'assay' | 'downlink' | 'attempt'>,
): Key => ({
  partition: experiment,
  sort: sortKey(PART, `g${generation}`, assay, downlink, String(attempt)),
});
/** Of all assays where none is named. */
export const partPrefix = (generation: number, assay?: string): string =>
  assay === undefined ? sortKey(PART, `g${generation}`, '') : sortKey(PART, `g${generation}`, assay, '');

/** Whether the part is in every answer. What repeats another file has none of its own. */
export function isPartInForce(
  { downlink, attempt }: Pick<PartRecord, 'downlink' | 'attempt'>,
  receipt: ReceiptRecord | null,
): boolean {
  return (
    receipt !== null &&
    receipt.id === downlink &&
    receipt.attempt === attempt &&
    receipt.duplicateOf === null &&
    isIngested(receipt.state)
  );
}
