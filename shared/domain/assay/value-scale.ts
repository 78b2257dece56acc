/** Whether the numbers of a table are what they are said to be: counts, or logarithms of intensities. */
import { quoted } from '../quoted.ts';
import { groupedText } from '../words/count.ts';
import { type ColumnFacts, columnFacts, HIGHEST_LOG } from './column-facts.ts';
import type { ExpressionScale } from './tables.ts';

/** Numbers as a table of expression holds them, by feature. */
export interface ScaledTable {
  readonly scale: ExpressionScale;
  readonly samples: readonly string[];
  readonly values: Float64Array;
}

export interface ScaleProblem {
  readonly code: 'assay.normalised' | 'assay.log-values' | 'assay.counts' | 'assay.not-log';
  readonly message: string;
}

export interface ScaleVerdict {
  /** Why nothing of the file may be used; null where it may. */
  readonly refusal: ScaleProblem | null;
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

/** Below, the numbers of a table are too few to be judged by how they are spread. */
const FEW_VALUES = 20;
/** Fractions of RSEM: 7 % of the counts of a mouse (Youlten et al. 2021); of their FPKM 99 %. */
const MOSTLY_WHOLE = 0.5;
const HARDLY_WHOLE = 0.1;
/** FPKM of a sample sum to about a million. */
const SMALL_LIBRARY = 1.5e6;
const MIDDLE_LIBRARY = 5e6;
/** A read of a long gene is less than 1 FPKM: a quarter of them; of RSEM's counts 0.3 %. */
const MANY_BELOW_ONE = 0.15;
const MILLION = 1e6;
const NEAR_MILLION = 5e-3;
const EQUAL_SUMS = 1e-5;
const NAMES_A_UNIT = /(?:^|[^a-z])(fpkm|rpkm|tpm|cpm)(?![a-z])/i;

/** @param names of the file and of its columns: one that says FPKM is believed */
export function judgeScale(table: ScaledTable, names: readonly string[]): ScaleVerdict {
  const facts = columnFacts(table.values, table.samples).filter(({ given }) => given > 0);
  if (facts.length === 0) return { refusal: null, warnings: [] };
  return table.scale === 'counts' ? judgeCounts(facts, names) : judgeLogs(facts);
}

function judgeCounts(facts: readonly ColumnFacts[], names: readonly string[]): ScaleVerdict {
  const whole = sumOf(facts, 'whole');
  const nonZero = sumOf(facts, 'nonZero');
  const isMostlyWhole = nonZero === 0 || whole / nonZero >= MOSTLY_WHOLE;
  const refusal = isMostlyWhole ? null : refusalOfFractions(facts, names);
  if (refusal !== null) return { refusal, warnings: [] };
  return { refusal, warnings: isMostlyWhole ? equalSums(facts) : [mostlyFractions(whole, nonZero)] };
}

function refusalOfFractions(facts: readonly ColumnFacts[], names: readonly string[]): ScaleProblem | null {
  const negative = sumOf(facts, 'negative');
  const nonZero = sumOf(facts, 'nonZero');
  if (negative > 1 && negative / nonZero > 0.01)
    return logs(`${groupedText(negative)} of ${groupedText(nonZero)} values are negative`);
  const named = names.find((name) => NAMES_A_UNIT.test(name));
  if (named !== undefined)
    return normalised(`${quoted(named)} says so, and most values are no whole numbers`);
  if (nonZero < FEW_VALUES) return null;
  if (facts.every(({ highest }) => highest <= HIGHEST_LOG))
    return logs(`most values are no whole numbers and none is above ${HIGHEST_LOG}`);
  return normalisedBySums(facts) ?? normalisedBySteps(facts) ?? normalisedBySpread(facts);
}

function normalisedBySums(facts: readonly ColumnFacts[]): ScaleProblem | null {
  const isNear = ({ sum }: ColumnFacts) => Math.abs(sum / MILLION - 1) < NEAR_MILLION;
  if (facts.every(isNear)) return normalised('most values are no whole numbers and each sample sums to 1e6');
  const sums = facts.map(({ sum }) => sum);
  const isOne = facts.length > 1 && Math.max(...sums) - Math.min(...sums) < EQUAL_SUMS * Math.max(...sums);
  return isOne
    ? normalised(
        `most values are no whole numbers and each sample sums to ${groupedText(Math.round(sums[0]!))}`,
      )
    : null;
}

/** What was divided by a size factor or a library's size is a multiple of its smallest value. */
function normalisedBySteps(facts: readonly ColumnFacts[]): ScaleProblem | null {
  const stepped = facts.find(({ step }) => step !== null);
  if (stepped === undefined) return null;
  const of = `of ${quoted(stepped.name)} are multiples of ${Number(stepped.step!.toPrecision(4))}`;
  return normalised(`the values ${of}, as counts divided by the size of their library are`);
}

function normalisedBySpread(facts: readonly ColumnFacts[]): ScaleProblem | null {
  const nonZero = sumOf(facts, 'nonZero');
  if (sumOf(facts, 'whole') / nonZero >= HARDLY_WHOLE) return null;
  const sums = facts.map(({ sum }) => sum).toSorted((a, b) => a - b);
  const middle = sums[Math.floor(sums.length / 2)]!;
  const isSmall =
    middle < SMALL_LIBRARY ||
    (middle < MIDDLE_LIBRARY && sumOf(facts, 'belowOne') / nonZero > MANY_BELOW_ONE);
  const share = Math.round((100 * sumOf(facts, 'whole')) / nonZero);
  return isSmall
    ? normalised(
        `${share} % of the values are whole numbers and a sample sums to ${groupedText(Math.round(middle))}`,
      )
    : null;
}

function judgeLogs(facts: readonly ColumnFacts[]): ScaleVerdict {
  const high = facts.filter(({ highest }) => highest > HIGHEST_LOG);
  const isCounts = ({ whole, nonZero }: ColumnFacts) => whole / nonZero > MOSTLY_WHOLE;
  const isIntensity = (one: ColumnFacts) => isCounts(one) || one.aboveLog / one.given > 0.1;
  const wrong = high.filter(isIntensity);
  const top = groupedText(Math.round(Math.max(...wrong.map(({ highest }) => highest))));
  if (2 * wrong.length >= facts.length) {
    const code = wrong.every(isCounts) ? 'assay.counts' : 'assay.not-log';
    const advice =
      code === 'assay.counts'
        ? ', mostly whole: if they are counts, declare the assay as kind: counts'
        : ': send the logarithm (base 2) of the normalised intensities';
    const message = `expected logarithms (base 2) of intensities, which are below ${HIGHEST_LOG}, got values up to ${top}${advice}`;
    return { refusal: { code, message }, warnings: [] };
  }
  if (wrong.length === 0) return { refusal: null, warnings: [] };
  const columns = wrong.map(({ name }) => quoted(name)).join(', ');
  const message = `${columns}: values up to ${top} are no logarithms of intensities; no sample may take ${wrong.length === 1 ? 'this column' : 'one of these columns'} for its own`;
  return { refusal: null, warnings: [{ code: 'column.not-log', message }] };
}

function equalSums(facts: readonly ColumnFacts[]): ScaleVerdict['warnings'] {
  const sums = facts.map(({ sum }) => sum);
  const highest = Math.max(...sums);
  if (facts.length < 2 || sumOf(facts, 'nonZero') < FEW_VALUES) return [];
  if (highest - Math.min(...sums) > 1e-3 * highest) return [];
  const message = `every sample sums to about ${groupedText(Math.round(highest))}: counts of libraries differ more; these look rounded after normalising, or drawn to one depth`;
  return [{ code: 'assay.equal-sums', message }];
}

function mostlyFractions(whole: number, nonZero: number): ScaleVerdict['warnings'][number] {
  const share = Math.round((100 * whole) / nonZero);
  return {
    code: 'count.mostly-fractional',
    message: `${share} % of the counts above 0 are whole numbers: right for reads that RSEM or Salmon shared out, wrong for FPKM, TPM or CPM`,
  };
}

function normalised(reason: string): ScaleProblem {
  return {
    code: 'assay.normalised',
    message: `expected counts of reads, got FPKM, TPM, CPM or other normalised values (${reason}): send the table of counts that they were made from`,
  };
}

function logs(reason: string): ScaleProblem {
  return {
    code: 'assay.log-values',
    message: `expected counts of reads, got logarithms or differences (${reason}): send the counts, or declare the assay as kind: log-intensity`,
  };
}

function sumOf(facts: readonly ColumnFacts[], field: 'whole' | 'nonZero' | 'negative' | 'belowOne'): number {
  return facts.reduce((sum, one) => sum + one[field], 0);
}
