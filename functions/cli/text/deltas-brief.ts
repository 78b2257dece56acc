/** Deltas for a first look: what differs, how sure that is, and whether the twins stood alike. */
import type { DeltaOnWire } from '../../../shared/contract/deltas.ts';
import { decidingReasons } from '../../../shared/domain/twins/environment-words.ts';
import { FLIGHT_AND_GROUND, type Twins } from '../../../shared/domain/twins/pair-sides.ts';
import { summaryCells } from '../../../shared/domain/twins/summary-words.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { mostLacking, pendingText } from '../../../shared/domain/words/pending-text.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import type { Column } from './column.ts';
import { environmentText, pairText, sharedDifference } from './deltas-table.ts';
import type { Page } from './page.ts';
import { tableText } from './table.ts';

const columnsOf = (difference: string | null): readonly Column[] => [
  { title: 'pair' },
  { title: 'channel' },
  { title: difference ?? 'difference', align: 'right' },
  { title: '95 % interval', align: 'right' },
  { title: 'environment' },
];

/** A row per pair and channel over all armed time; below, why an environment is not CLEAN, and what has the rest. */
export function deltasBriefText(
  deltas: readonly DeltaOnWire[],
  experiment: string,
  page: Page,
  twinsOf: (pair: string) => Twins = () => FLIGHT_AND_GROUND,
): string {
  const difference = sharedDifference(deltas, twinsOf);
  const rows = deltas.map(({ pair, channel, ucum, summary, environment }) => {
    const { delta, interval } = summaryCells(summary, ucum);
    const name = pairText(pair, difference, twinsOf);
    return [name, channel, delta, interval, environmentText(channel, environment)];
  });
  const notes = [...new Set(deltas.flatMap(whyNotClean)), ...alignmentLines(deltas)];
  return [
    `${difference ?? 'differences of the arms of each pair'}, averaged over good, measured samples of armed phases\n\n`,
    tableText(columnsOf(difference), rows, page),
    notes.length === 0 ? '' : `\n${notes.map((line) => `  ${line}\n`).join('')}`,
    pendingText(mostLacking(deltas)),
    `\nby phase, with margin, what is left out and every reason:\n  ${typedCommand(`deltas -e ${experiment}`)}\n`,
  ].join('');
}

/** The first reason; the channels of a pair repeat it. */
function whyNotClean({ pair, environment: { verdict, reasons } }: DeltaOnWire): string[] {
  const [first, ...others] = decidingReasons(reasons);
  if (verdict === 'CLEAN' || first === undefined) return [];
  const more = others.length === 0 ? '' : `; and ${countText(others.length, 'more reason')}`;
  return [`${pair} is ${verdict}: ${first.sentence}${more}`];
}

function alignmentLines(deltas: readonly DeltaOnWire[]): string[] {
  const byVerdict = Map.groupBy(deltas, ({ alignment }) => alignment.verdict);
  return Array.from(byVerdict, ([verdict, all]) => {
    const pairs = new Set(all.map(({ pair }) => pair));
    return `alignment of ${[...pairs].join(', ')}: ${verdict}`;
  });
}
