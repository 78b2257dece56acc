import type { MovesOnWire } from '../../../shared/contract/downlinks.ts';
import { severityText } from '../../../shared/domain/anomaly/severity-text.ts';
import { FLIGHT_AND_GROUND, type Twins } from '../../../shared/domain/twins/pair-sides.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { decimalsFor, figureText } from '../../../shared/domain/words/figure.ts';
import { spokenUnit } from '../../../shared/domain/words/spoken-unit.ts';
import { channelsText } from './anomalies-text.ts';
import { pairText, sharedDifference } from './deltas-table.ts';
import type { Page } from './page.ts';
import { severityColour } from './paint.ts';
import { tableText } from './table.ts';

type DeltaMove = MovesOnWire['deltas'][number];

/** What a dry run would change, for people. */
export function movesText(
  { deltas, anomalies }: MovesOnWire,
  page: Page,
  twinsOf: (pair: string) => Twins = () => FLIGHT_AND_GROUND,
): string {
  const difference = sharedDifference(deltas, twinsOf);
  const delta = [
    'pair',
    'channel',
    'of',
    `${difference ?? 'difference'} now`,
    'then',
    'environment now',
    'then',
  ];
  const anomaly = ['change', 'severity', 'kind', 'where', 'channels', 'from', 'to'];
  return [
    `  would move ${countText(deltas.length, 'delta')} and ${countText(anomalies.length, 'anomaly', 'anomalies')}\n`,
    table(
      delta,
      deltas.flatMap((move) => deltaRows(move, pairText(move.pair, difference, twinsOf))),
      page,
    ),
    table(anomaly, anomalies.map(anomalyRow), page),
  ].join('');
}

function table(titles: readonly string[], rows: readonly (readonly string[])[], page: Page): string {
  if (rows.length === 0) return '';
  return `\n${tableText(
    titles.map((title) => ({ title, ...(title === 'severity' && { colourOf: severityColour }) })),
    rows,
    page,
  )}`;
}

/** Both summaries, as `howship deltas` and `howship deltas --all` will say them. */
function deltaRows({ channel, ucum, before, after }: DeltaMove, pair: string): string[][] {
  const row = (of: 'summary' | 'summaryAll', words: string) => [
    ...[pair, channel, words, summaryText(before[of], ucum), summaryText(after[of], ucum)],
    ...[before.environment, after.environment],
  ];
  return [row('summary', 'good, armed'), row('summaryAll', 'all')];
}

function summaryText(summary: DeltaMove['after']['summary'], ucum: string): string {
  const { delta, ci95, ci95Reason, pairedSamples } = summary;
  if (delta === null) return 'no pairs';
  // No more digits than the interval is wide.
  const decimals = ci95 === null ? null : decimalsFor(ci95[1] - ci95[0]);
  const interval =
    ci95 === null
      ? `no interval: ${ci95Reason ?? 'not known why'}`
      : `95 % ${figureText(ci95[0], decimals)} to ${figureText(ci95[1], decimals)}`;
  return `${figureText(delta, decimals)}${spokenUnit(ucum)} (${interval}; ${countText(pairedSamples, 'pair')})`;
}

function anomalyRow({ change, anomaly }: MovesOnWire['anomalies'][number]): string[] {
  const { kind, unit, pair, channels, from, to } = anomaly;
  return [
    ...[change, severityText(anomaly), kind, unit ?? pair ?? '–', channelsText(channels)],
    ...[from, to ?? 'ongoing'],
  ];
}
