/** Whether an assay holds what a file of it gives: the file is read again, and nothing written. */
import { type PartRecord, partKey, partKind } from '../../domain/assay/part-record.ts';
import { type AssayRead, PICTURES } from '../../domain/assay/tables.ts';
import type { ReceiptRecord } from '../../domain/downlink/receipt.ts';
import type { UpkeepTally } from '../../domain/upkeep/upkeep-record.ts';
import { typedCommand } from '../../domain/words/typed-command.ts';
import { encodeAssayTable } from '../../formats/assay/table-file.ts';
import { sha256 } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import type { Inspection } from '../arrive/inspect-upload.ts';
import { type AssayReader, readRecords } from '../arrive/read-records.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { storedDigest } from './verify-object.ts';

export async function verifyRecords(
  ports: Ports,
  tally: UpkeepTally,
  { experiment, generation }: LoadedExperiment,
  receipt: ReceiptRecord,
  { reader, inspection }: { readonly reader: AssayReader; readonly inspection: Inspection },
): Promise<void> {
  const { id: downlink, attempt, counts, fileName } = receipt;
  const { read } = await readRecords(ports, reader, inspection, fileName);
  tally.look('files read');
  const name = `${experiment}/DOWNLINK#${downlink}`;
  const rejected = read.rejected.reduce((sum, one) => sum + one.records, 0);
  for (const [figure, got] of Object.entries({ rows: read.rows, records: read.records, rejected })) {
    const said = counts[figure as 'rows' | 'records' | 'rejected'];
    if (got !== said) tally.differ(name, `the file has ${got} ${figure}, the receipt says ${said}`);
  }
  const accounted = counts.accepted + counts.duplicates + counts.conflicts + counts.rejected;
  if (accounted !== counts.records)
    tally.differ(name, `accounts for ${accounted} of ${counts.records} records`);
  const key = partKey(experiment, generation, { assay: reader.id, downlink, attempt });
  const part = (await ports.catalogue.get(partKind, key))?.item;
  const advice = `${typedCommand(`reread ${downlink} -e ${experiment}`)} puts back what this file brought`;
  if (part === undefined)
    return tally.differ(`${experiment}/${key.sort}`, 'it is gone, and its file is in force', advice);
  tally.look('tables of assays');
  const digest = sha256(encodeAssayTable(read.table)).slice(0, part.digest.length);
  if (part.digest !== digest)
    tally.differ(`${experiment}/${key.sort}`, `it does not hold what the file of ${downlink} gives`, advice);
  if ((await storedDigest(ports, part.table)) !== part.digest)
    tally.differ(part.table, 'it is not what the file gives', advice);
  await verifyPictures(ports, tally, { part, read, advice });
}

/** Each is held against the part that names it, and against what the file gives now. */
async function verifyPictures(
  ports: Ports,
  tally: UpkeepTally,
  {
    part: { pictures },
    read,
    advice,
  }: { readonly part: PartRecord; readonly read: AssayRead; readonly advice: string },
): Promise<void> {
  for (const picture of PICTURES) {
    const kept = pictures?.[picture];
    const drawn = read.pictures?.[picture];
    if (kept === undefined || drawn === undefined) continue;
    tally.look('pictures of assays');
    const isAsDrawn = sha256(drawn).slice(0, kept.digest.length) === kept.digest;
    if (!isAsDrawn || (await storedDigest(ports, kept.key)) !== kept.digest)
      tally.differ(kept.key, 'it is not what the file gives', advice);
  }
}
