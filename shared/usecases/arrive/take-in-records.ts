/** What a file brings to an assay: a table in an object of its own, named by a part that counts once the receipt says so. */
import type { IngestHint } from '../../contract/hints.ts';
import { addTallies, NO_TALLY, type Tally } from '../../domain/archive/count.ts';
import { assayPictureKey, assayTableKey } from '../../domain/archive/keys.ts';
import { type PartRecord, partKey, partKind } from '../../domain/assay/part-record.ts';
import type { AssayRead, PictureKind, RejectedRecord } from '../../domain/assay/tables.ts';
import type { ReceiptRecord } from '../../domain/downlink/receipt.ts';
import { encodeAssayTable } from '../../formats/assay/table-file.ts';
import { sha256 } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import { namedTables } from '../assay/named-tables.ts';
import { assayParts } from '../assay/parts-in-force.ts';
import { tablesByFile, talliedAt } from '../assay/tables-by-file.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import type { AssayReader, ReadRecords } from './read-records.ts';
import { RejectsWriter } from './write-rejects.ts';

/** Of an attempt at a downlink, what its receipt is to say. */
export type TakenRecords = Pick<ReceiptRecord, 'counts' | 'byReason' | 'warnings' | 'rejects'>;

/**
 * Writes the table and the part of this attempt; nothing counts before the receipt says INGESTED. Doing it again changes
 * nothing.
 */
export async function takeInRecords(
  ports: Ports,
  hint: IngestHint,
  loaded: LoadedExperiment,
  reader: AssayReader,
  { attempt, fileName, file }: Pick<ReceiptRecord, 'attempt' | 'fileName'> & { readonly file: ReadRecords },
): Promise<TakenRecords> {
  const { experiment, generation } = loaded;
  const { downlink } = hint;
  const { read } = file;
  const { role } = reader;
  const assay = reader.assay.id;
  const bytes = encodeAssayTable(read.table);
  const table = assayTableKey(experiment, assay, downlink, attempt);
  const key = partKey(experiment, generation, { assay, downlink, attempt });
  const standing = await ports.catalogue.get(partKind, key);
  if (standing === null) {
    await ports.archive.put(table, bytes, 'application/vnd.apache.parquet');
    const { repeated } = read;
    const counted = await countAgainst(ports, loaded, reader, { downlink, fileName, read });
    const counts = addTallies(counted, { ...NO_TALLY, duplicates: repeated });
    const digest = sha256(bytes).slice(0, 32);
    const pictures = await keepPictures(ports, read, (picture) =>
      assayPictureKey(experiment, assay, { downlink, attempt }, picture),
    );
    const part: PartRecord = { assay, downlink, attempt, role, table, digest, ...pictures, repeated, counts };
    await ports.catalogue.put(partKind, key, part, null);
  }
  const part = standing?.item ?? (await ports.catalogue.get(partKind, key))?.item;
  if (part === undefined) throw new Error(`the part ${key.sort} is gone as soon as it was written`);
  return {
    counts: accounted(file, part),
    byReason: reasonsOf(read.rejected),
    warnings: file.warnings,
    rejects: await listRejects(ports, { ...hint, attempt: attempt === 1 ? null : attempt }, read.rejected),
  };
}

/** Before the part that names them. */
async function keepPictures(
  ports: Ports,
  { pictures }: AssayRead,
  keyOf: (picture: PictureKind) => string,
): Promise<Pick<PartRecord, 'pictures'>> {
  if (pictures === undefined) return {};
  const kept = async (picture: PictureKind) => {
    const [key, bytes] = [keyOf(picture), pictures[picture]];
    await ports.archive.put(key, bytes, 'image/png');
    return { key, digest: sha256(bytes).slice(0, 32) };
  };
  return { pictures: { labels: await kept('labels'), overlay: await kept('overlay') } };
}

/** As it will be counted when all is compared: a receipt never says what is still to be found otherwise. */
async function countAgainst(
  ports: Ports,
  loaded: LoadedExperiment,
  { assay, role }: AssayReader,
  {
    downlink,
    fileName,
    read,
  }: Pick<ReceiptRecord, 'fileName'> & { readonly downlink: string; readonly read: AssayRead },
): Promise<Tally> {
  const { inForce } = await assayParts(ports, loaded, assay.id);
  // What is read again keeps its place.
  const place = inForce.findIndex(({ part }) => part.downlink === downlink);
  const others = await namedTables(ports, { inForce: place < 0 ? inForce : inForce.slice(0, place) });
  const all = tablesByFile(loaded.index, assay, [...others, { role, fileName, table: read.table }]);
  return talliedAt(all, all.length - 1);
}

function accounted({ read }: ReadRecords, { counts }: PartRecord): ReceiptRecord['counts'] {
  const { lines, rows, records, rejected: list } = read;
  const rejected = list.reduce((sum, one) => sum + one.records, 0);
  const sum = counts.accepted + counts.duplicates + counts.conflicts + rejected;
  if (sum !== records)
    throw new Error(`the file holds ${records} records but ${sum} were accounted for: this is a defect`);
  return { lines, rows, samples: 0, records, ...counts, rejected };
}

function reasonsOf(rejected: readonly RejectedRecord[]): Record<string, number> {
  const reasons: Record<string, number> = {};
  for (const { code, records } of rejected) reasons[code] = (reasons[code] ?? 0) + records;
  return reasons;
}

async function listRejects(
  ports: Ports,
  at: { readonly experiment: string; readonly downlink: string; readonly attempt: number | null },
  rejected: readonly RejectedRecord[],
): Promise<string[]> {
  const writer = new RejectsWriter(ports, at);
  for (const reject of rejected) await writer.add(reject);
  return writer.finish();
}
