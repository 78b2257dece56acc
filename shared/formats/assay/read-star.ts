/** ReadsPerGene.out.tab of STAR: gene, and its reads by three protocols of library preparation. */
import type { AssayRead } from '../../domain/assay/tables.ts';
import { Refusal } from '../../domain/refusal.ts';
import { groupedText } from '../../domain/words/count.ts';
import { TAB } from '../reading/bytes.ts';
import type { Strandedness } from './assay-reading.ts';
import { SUMMARY_ROWS } from './column-roles.ts';
import { readFeatures } from './read-features.ts';
import { RowCursor } from './row-cursor.ts';
import type { Warning } from './table-warnings.ts';
import type { WholeText } from './whole-text.ts';

/** STAR manual, section "Counting number of reads per gene": columns 2, 3 and 4. */
const COLUMNS = ['unstranded', 'forward', 'reverse'] as const;
const ROWS = { at: 0, line: 1 };
const WIDTH = 4;
/** Of a stranded library some reads come from the other strand; of one that is not, half of them do. */
const LEAST_OF_STRAND = 0.8;

/** Fails with `assay.strandedness` where nobody said it: the three sums tell which it is. */
export function readStar(text: WholeText, strandedness: Strandedness | null, fileName: string): AssayRead {
  const sums = sumsOf(text);
  if (strandedness === null) {
    const sentence = `the reads of each gene stand for three strandednesses, which sum to ${sumsText(sums)}: say in the definition which the library is (strandedness: forward, reverse or unstranded)`;
    throw new Refusal('invalid', 'assay.strandedness', sentence);
  }
  const index = 1 + COLUMNS.indexOf(strandedness);
  const samples = [{ index, name: fileName }];
  return readFeatures(text, {
    ...{ format: 'STAR ReadsPerGene', scale: 'counts', feature: 'gene', delimiter: TAB, rows: ROWS },
    roles: { width: WIDTH, id: 0, symbol: null, classes: null, samples, unread: [] },
    ...{ namesToJudge: [], warnings: doubtOf(strandedness, sums) },
  });
}

function sumsOf(text: WholeText): number[] {
  const cursor = new RowCursor(text, ROWS, TAB, WIDTH);
  const sums = COLUMNS.map(() => 0);
  while (cursor.next()) {
    if (cursor.problem !== null || SUMMARY_ROWS.test(cursor.cellText(0) ?? '')) continue;
    sums.forEach((_, i) => {
      const reads = Number(cursor.cellText(i + 1));
      if (Number.isFinite(reads)) sums[i]! += reads;
    });
  }
  return sums;
}

function doubtOf(strandedness: Strandedness, sums: readonly number[]): Warning[] {
  const [, forward = 0, reverse = 0] = sums;
  const looks = forward + reverse === 0 ? null : looksLike(forward / (forward + reverse));
  if (looks === null || looks === strandedness) return [];
  const message = `the library is read as ${strandedness} and looks ${looks}: ${sumsText(sums)}`;
  return [{ code: 'assay.strandedness-doubtful', message }];
}

function looksLike(forwardShare: number): Strandedness {
  if (forwardShare >= LEAST_OF_STRAND) return 'forward';
  return forwardShare <= 1 - LEAST_OF_STRAND ? 'reverse' : 'unstranded';
}

function sumsText(sums: readonly number[]): string {
  return COLUMNS.map((name, i) => `${name} ${groupedText(sums[i]!)}`).join(', ');
}
