/** The one door to files of expression: what a file is, is told from its content, never from its name. */
import type { AssayRead } from '../../domain/assay/tables.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { AssayReading } from './assay-reading.ts';
import { refuseForeign } from './foreign-file.ts';
import { readMatrix } from './read-matrix.ts';
import { isRcc, readRcc } from './read-rcc.ts';
import { readStar } from './read-star.ts';
import { collected, wholeText } from './whole-text.ts';

const HEAD = 4096;

/**
 * Counts (matrices, nf-core merged, featureCounts, HTSeq, STAR, RSEM, Salmon, kallisto, NanoString) or log intensities.
 * A sample of a file that holds one and does not name it is called as the file is. Fails with a Refusal where nothing
 * of the file can be taken in; else records = cells with a value + repeated + rejected.
 *
 * @param chunks the file, unpacked
 */
export async function readAssayFile(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  reading: AssayReading,
  fileName: string,
): Promise<AssayRead> {
  const raw = await collected(chunks);
  refuseForeign(raw, fileName);
  const text = wholeText(raw);
  const head = new TextDecoder('latin1').decode(text.bytes.subarray(0, HEAD));
  const isStar = /^N_unmapped\t\d/.test(head);
  if (!isStar && !isRcc(head))
    return readMatrix(text, reading.kind === 'counts' ? 'counts' : 'log2', fileName);
  if (reading.kind !== 'counts') throw holdsCounts(isStar ? 'STAR' : 'a NanoString nCounter');
  return isStar ? readStar(text, reading.strandedness, fileName) : readRcc(text, fileName);
}

function holdsCounts(writer: string): Refusal {
  const sentence = `expected logarithms (base 2) of intensities, got counts as ${writer} writes them: declare the assay as kind: counts`;
  return new Refusal('invalid', 'assay.counts', sentence);
}
