import type { AssayOnWire } from '../../../shared/contract/wire.ts';
import { type Unseen, type WrongNow, wrongNowText } from '../../../shared/domain/anomaly/wrong-now-text.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { typedMinute } from '../../../shared/domain/words/instant.ts';
import { newestText } from '../../../shared/domain/words/newest.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import { assayStatesText } from './assays-text.ts';
import type { Column } from './column.ts';
import type { Page } from './page.ts';
import { severityColour } from './paint.ts';
import { tableText } from './table.ts';

/** How one experiment stands. */
export interface Standing {
  readonly experiment: string;
  /** Downlinks that were announced. */
  readonly downlinks: number;
  readonly last: {
    readonly id: string;
    readonly fileName: string;
    readonly state: string;
    readonly announced: string;
  } | null;
  /** Things that are wrong now, by their severity now: of what belongs together the worst counts. */
  readonly current: WrongNow;
  readonly unseen?: Unseen | undefined;
  /** What was looked for, and what was not, in a sentence. */
  readonly sought?: string | undefined;
  /** The time of each unit's newest sample; null where none came. */
  readonly newest: readonly { readonly unit: string; readonly at: string | null }[];
  readonly failed: readonly {
    readonly id: string;
    readonly fileName: string;
    readonly code: string;
    readonly message: string;
  }[];
  /** Inputs that are known and in no answer yet. */
  readonly pending: number;
  /** There may be more than `pending` says. */
  readonly atLeast?: true | undefined;
  /** Buckets, units and pairs on which each run died; absent where there is none. */
  readonly stopped?: number | undefined;
  /** Announced files that have not come. */
  readonly awaiting: number;
  readonly unsent: number;
  /** Absent where the definition has none. */
  readonly assays?: readonly AssayOnWire[] | undefined;
  /** Downlinks that the definition in force would read otherwise; absent where there is none. */
  readonly readUnderOther?: number | undefined;
}

const COLUMNS: readonly Column[] = [
  { title: 'experiment' },
  { title: 'wrong now', colourOf: severityOfCount },
  { title: 'last downlink' },
  { title: 'announced', isMinor: true },
  { title: 'FAILED', align: 'right', colourOf: (cell) => (cell === '' ? null : 'red') },
  { title: 'pending', align: 'right' },
  { title: 'awaited', align: 'right' },
];

/**
 * A row per experiment; below, how old its newest data are, what failed, what nobody was sent yet, and how to go on.
 *
 * @param now by the clock of the stack, ISO 8601
 */
export function statusText(standings: readonly Standing[], now: string, page: Page): string {
  if (standings.length === 0)
    return `there is no experiment yet; put a definition in force: ${typedCommand('experiment apply <file>')}\n`;
  const failed = standings.flatMap(({ experiment, failed: all }) =>
    all.map(
      ({ id, fileName, code, message }) =>
        `FAILED ${fileName} (${id}): ${code}: ${message}\n  ${typedCommand(`redrive ${id} -e ${experiment}`)}\n`,
    ),
  );
  const wrong = standings
    .filter(({ current }) => Object.keys(current).length > 0)
    .map(({ experiment }) => `  ${typedCommand(`anomalies --current -e ${experiment}`)}\n`);
  const seen = wrong.length === 0 ? '' : `what is wrong now:\n${wrong.join('')}`;
  const other = standings.map(otherText);
  const unsent = standings.map(unsentText);
  const assays = standings.map((one) => assayStatesText(one.assays, `${one.experiment}, `));
  const newest = `newest data, by the clock of the stack (${typedMinute(now)}):\n${standings.map((one) => newestLine(one, now)).join('')}`;
  const sought = standings.map(soughtLine);
  return `${tableText(COLUMNS, standings.map(rowOf), page)}${[newest, ...sought, ...assays, ...failed, ...unsent, ...other, seen].join('')}`;
}

/** What "nothing" says, and what it does not. */
function soughtLine({ experiment, current, unseen, sought = '' }: Standing): string {
  if (sought === '' || unseen !== undefined || Object.keys(current).length > 0) return '';
  return `${experiment}: nothing wrong now. ${sought}\n`;
}

function newestLine({ experiment, newest }: Standing, now: string): string {
  return `  ${experiment}: ${newestText(newest, now)}\n`;
}

/** Below the table, where no width hides it. */
function unsentText({ experiment, unsent }: Standing): string {
  if (unsent === 0) return '';
  return `${experiment}: ${countText(unsent, 'message')} to send:\n  ${typedCommand(`messages -e ${experiment}`)}\n`;
}

function otherText({ experiment, readUnderOther = 0 }: Standing): string {
  if (readUnderOther === 0) return '';
  const were = `${countText(readUnderOther, 'downlink')} ${readUnderOther === 1 ? 'was' : 'were'}`;
  return `${experiment}: ${were} read under an earlier definition; to read again:\n  ${typedCommand(`reread --all -e ${experiment}`)}\n`;
}

function rowOf(one: Standing): string[] {
  const { experiment, current, unseen, last, failed, pending, atLeast, stopped = 0, awaiting } = one;
  const counted = (count: number) => (count === 0 ? '' : String(count));
  return [
    ...[experiment, wrongNowText(current, unseen)],
    last === null ? 'none yet' : `${last.fileName}, ${last.state}`,
    last === null ? '' : typedMinute(last.announced),
    ...[
      counted(failed.length),
      `${atLeast ? '≥ ' : ''}${counted(pending)}${stopped > 0 ? ` stopped: ${stopped}` : ''}`.trim(),
      counted(awaiting),
    ],
  ];
}

function severityOfCount(cell: string) {
  return cell === 'nothing' ? 'green' : severityColour(cell.split(' ')[1] ?? '');
}
