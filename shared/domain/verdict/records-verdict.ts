/** The five lines of a file of an assay: what is in, what has not come, and what cannot be compared. */
import { leftOutTexts } from '../assay/left-out.ts';
import { rejectedTexts } from '../assay/rejected-records.ts';
import type { AssayResults } from '../assay/results.ts';
import type { ReceiptRecord } from '../downlink/receipt.ts';
import type { Assay } from '../experiment/assay-schema.ts';
import { quoted } from '../quoted.ts';
import { countText, groupedText } from '../words/count.ts';
import { listText } from '../words/list.ts';
import { typedCommand } from '../words/typed-command.ts';
import { cameBefore, type Original, repeatedText } from './in-line.ts';

/** What is known of the assay that a file belongs to. */
export interface AssayFacts {
  readonly assay: string;
  /** Whether it is still to be computed with the file. */
  readonly isPending: boolean;
  /** Null where nothing was computed, or the definition has the assay no more. */
  readonly results: AssayResults | null;
  /** Units of the arms that are compared of which it has nothing; only of kinds that tell units. */
  readonly absent: readonly string[];
  /** What the definition in force reads the file as; null where it has no reader of it. */
  readonly readAs: ReadAs | null;
}

export interface ReadAs {
  readonly kind: Assay['kind'];
  /** Of a mask: its file, and what that says of its image. */
  readonly mask: { readonly file: string; readonly of: string } | null;
}

/** @param chores what the receipt alone asks people to do */
export function recordsVerdict(
  receipt: ReceiptRecord,
  facts: AssayFacts,
  chores: readonly string[],
  original: Original | null = null,
): string[] {
  return [
    `In: ${inText(receipt, facts, original)}.`,
    `Missing: ${missingText(facts)}.`,
    'Request again: nothing. Files of an assay come from its laboratory, not at a contact.',
    `Worse: ${worseText(facts)}.`,
    `Do: ${[nextStep(facts), ...chores].join('; ')}.`,
  ];
}

function nextStep({ isPending, results, readAs }: AssayFacts): string {
  if (isPending) return lookAgain(1);
  if (results?.quantities !== undefined) return `look at the targets (${typedCommand('compare')})`;
  if (results?.slices !== undefined)
    return `look at the slices${results.slices.some(({ scale }) => scale !== null) ? ', and confirm their scale' : ''} (${typedCommand('pits')})`;
  if (results?.measured !== undefined) return `look at the endpoints (${typedCommand('compare')})`;
  const isCompared = results?.contrasts.some(({ refused }) => refused === undefined) === true;
  return `${isCompared ? 'look at the genes' : 'see what keeps it from being compared'} (${typedCommand(shownBy(readAs))})`;
}

/** How long it takes depends on all that waits before it: that is said, and no time. */
export const lookAgain = (pending: number): string =>
  `look again once it is worked out (${countText(pending, 'part')} to do)`;

/** The command that shows what became of it. */
function shownBy(readAs: ReadAs | null): string {
  switch (readAs?.kind) {
    case 'pit-table':
    case 'pit-image':
      return 'pits';
    case 'qpcr':
    case 'endpoint-table':
      return 'compare';
    default:
      return 'expression';
  }
}

function inText(receipt: ReceiptRecord, facts: AssayFacts, original: Original | null): string {
  // A record more of an image on which nothing was found would pass for one of something.
  const none = receipt.warnings.find(({ code }) => NOTHING_FOUND.has(code));
  return `${maskText(facts)}${recordsText(receipt, facts.assay, facts.isPending, original)}${none === undefined ? '' : `: ${none.message}`}`;
}

/** That it counts as no image more, and in whose place it does. */
function maskText({ readAs, results }: AssayFacts): string {
  if (readAs?.mask == null) return '';
  const { file, of } = readAs.mask;
  const placed = (results?.slices ?? []).flatMap(({ unit, slice, images = [] }) =>
    images
      .filter(({ uploaded }) => uploaded?.file === file)
      .map(({ image }) => `${quoted(image)} (slice ${slice} of ${unit})`),
  );
  const where = placed.length === 0 ? '' : `, measured in place of ${listText(placed)}`;
  return `read as a mask of the image called ${quoted(of)}${where}; `;
}

const NOTHING_FOUND: ReadonlySet<string> = new Set(['image.no-object', 'mask.empty']);

/**
 * How many of the records of the file are new, and what became of the others.
 *
 * @param original of a file that came before; null where it is not known
 * @param isPending whether the files are still to be put together, which settles what contradicts what
 */
export function recordsText(
  { counts, duplicateOf }: ReceiptRecord,
  assay: string,
  isPending: boolean,
  original: Original | null,
): string {
  const { records, accepted, duplicates, conflicts, rejected } = counts;
  if (duplicateOf !== null)
    return `${cameBefore(duplicateOf, original)}; ${records === 1 ? 'its one record is' : `its ${countText(records, 'record')} are`} counted once`;
  if (records === 0) return `no record of the assay ${assay} in this file`;
  if (accepted === records)
    return records === 1
      ? `the one record of the assay ${assay} is new`
      : `all ${groupedText(records)} records of the assay ${assay} are new`;
  const parts = [
    `${groupedText(accepted)} of ${countText(records, 'record')} of the assay ${assay} ${accepted === 1 ? 'is' : 'are'} new`,
    ...(duplicates > 0 ? [repeatedText(duplicates)] : []),
    ...(conflicts > 0
      ? [`${groupedText(conflicts)} in conflict (${isPending ? 'still being settled' : 'both kept'})`]
      : []),
    ...(rejected > 0 ? [`${groupedText(rejected)} rejected`] : []),
  ];
  return parts.join(', ');
}

/** What says that something of the assay has not come. */
const ABSENCES: ReadonlySet<string> = new Set([
  'sample.undeclared',
  'sheet.unit',
  'sheet.arm',
  'sheet.twice',
  'sheet.column',
  'assay.transcripts',
  'sample.not-come',
  'sheet.awaited',
  'assay.awaited',
  'contrast.no-samples',
  'mask.no-image',
]);

function missingText({ isPending, results, absent }: AssayFacts): string {
  if (isPending) return 'still being worked out';
  if (results === null) return 'not known: the definition in force has no such assay';
  const said = saidOf(results).filter(({ code }) => ABSENCES.has(code));
  if (said.length > 0) return listText([...new Set(said.map(({ message }) => message))], '; ');
  // Samples are looked for where arms are compared: elsewhere nobody has looked.
  const { contrasts, quantities, slices, measured } = results;
  if (slices !== undefined || measured !== undefined) {
    if (absent.length > 0)
      return `nothing of ${listText(absent, ', ', 12)} has come${rejectedTexts(results.remarks).length === 0 ? '' : ', or it was rejected'}`;
    const came = 'There are records of every unit of its arms';
    return [...leftOutTexts(results), ...strangersIn(results)].length > 0
      ? `${came}, but not all of them count (see below)`
      : `nothing of what is compared. ${came}`;
  }
  if (contrasts.length === 0 && quantities === undefined)
    return 'not known: nothing of the assay is compared';
  return 'nothing. Every sample that the assay declares has come';
}

function worseText({ isPending, results }: AssayFacts): string {
  if (isPending) return 'still being compared';
  const refused = [
    ...(results?.refused === undefined ? [] : [results.refused.message]),
    ...(results?.contrasts ?? []).flatMap(({ id, refused: why }) =>
      why === undefined ? [] : [`${id}: ${why.message}`],
    ),
  ];
  if (refused.length > 0) return `not compared: ${listText(refused, '; ')}`;
  const targets = results?.quantities?.targets.map(({ target }) => target) ?? [];
  if (targets.length > 0) return `nothing. The arms are compared by ${listText(targets)}`;
  const out = results === null ? [] : [...leftOutTexts(results), ...strangersIn(results)];
  if (out.length > 0) return out.join('; ');
  if (results?.slices !== undefined) return `nothing. ${countText(results.slices.length, 'slice')} measured`;
  const values = new Set(results?.measured?.map(({ endpoint }) => endpoint) ?? []);
  if (values.size > 0) return `nothing. The arms are compared by ${listText([...values])}`;
  const made = results?.contrasts.map(({ id }) => id) ?? [];
  return made.length === 0 ? 'nothing is compared' : `nothing. Compared: ${listText(made)}`;
}

/** Units that the files name and the definition has not. */
const strangersIn = ({ remarks }: AssayResults): string[] =>
  remarks.flatMap(({ code, message }) => (code === 'pit.unit' ? [message] : []));

const saidOf = ({ refused, remarks, contrasts }: AssayResults) => [
  ...(refused === undefined ? [] : [refused]),
  ...remarks,
  ...contrasts.flatMap((one) => [...one.remarks, ...(one.refused === undefined ? [] : [one.refused])]),
];
