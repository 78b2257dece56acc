/** What the definition in force reads a file of an assay as. */
import type { ReceiptRecord } from '../../domain/downlink/receipt.ts';
import { baseNameOf, readerFor } from '../../domain/experiment/file-reader.ts';
import { imageOfMask } from '../../domain/pit/mask-name.ts';
import { orRefusal, Refusal } from '../../domain/refusal.ts';
import type { ReadAs } from '../../domain/verdict/records-verdict.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';

/** Null where it reads the file for no assay. */
export function readAsIn(
  index: LoadedExperiment['index'],
  { fileName, declaredSource }: ReceiptRecord,
): ReadAs | null {
  const reader = orRefusal(() => readerFor(index, fileName, declaredSource));
  if (reader instanceof Refusal || reader.reads === 'samples') return null;
  const { assay, role } = reader;
  const file = baseNameOf(fileName);
  const match = role === 'mask' && assay.kind === 'pit-image' ? assay.masks?.match : undefined;
  return { kind: assay.kind, mask: match === undefined ? null : { file, of: imageOfMask(match, file) } };
}
