import type { DeltaOnWire, SummaryOnWire } from '../../../shared/contract/deltas.ts';
import { judgedTimeText } from '../../../shared/domain/twins/coverable.ts';
import { coverageText, sentencesAlike } from '../../../shared/domain/twins/environment-words.ts';
import { excludedText, leftOutText } from '../../../shared/domain/twins/excluded-words.ts';
import { askedFrom, windowRows } from '../../../shared/domain/twins/missing-windows.ts';
import { FLIGHT_AND_GROUND, type Twins } from '../../../shared/domain/twins/pair-sides.ts';
import { summaryReasons, withDoubtedText } from '../../../shared/domain/twins/summary-words.ts';
import { countText, groupedText } from '../../../shared/domain/words/count.ts';
import { decimalsFor, figureText, significantText } from '../../../shared/domain/words/figure.ts';
import { typedIso } from '../../../shared/domain/words/instant.ts';
import { mostLacking, pendingText } from '../../../shared/domain/words/pending-text.ts';
import { spokenDuration } from '../../../shared/domain/words/span.ts';
import { spokenUnit } from '../../../shared/domain/words/spoken-unit.ts';
import { calibrationsLines } from './calibrations-text.ts';
import { deltasTable, sharedDifference } from './deltas-table.ts';
import type { Page } from './page.ts';
import { readUnderOtherText } from './read-under-other-text.ts';
import { tableText } from './table.ts';

/** The table; below, why a number was refused and what confounds. */
export function deltasText(
  deltas: readonly DeltaOnWire[],
  which: 'summary' | 'summaryAll',
  page: Page,
  twinsOf: (pair: string) => Twins = () => FLIGHT_AND_GROUND,
): string {
  const notes = [
    ...sharedLines(
      deltas.flatMap((delta) => [
        ...notesOf(delta, delta[which]),
        ...excludedNotes(delta, which, twinsOf(delta.pair)),
        ...unconvertedNotes(delta),
        ...delta.phases.flatMap((phase) => phaseNotes(delta, phase, which)),
      ]),
    ),
    ...Array.from(Map.groupBy(deltas, ({ pair }) => pair)).flatMap(pairNotes),
    ...new Set(deltas.flatMap(phaseEnvironmentNotes)),
    ...(which === 'summary' ? unarmedNote(deltas) : []),
  ];
  const scope =
    which === 'summary'
      ? 'good, measured samples of armed phases'
      : 'every accepted sample, good or not, in every phase';
  return [
    `${sharedDifference(deltas, twinsOf) ?? 'differences of the arms of each pair'}, averaged over ${scope}\n\n`,
    deltasTable(deltas, which, page, twinsOf),
    calibrationsLines(deltas.flatMap(({ calibrations = [] }) => calibrations)),
    notes.length === 0 ? '' : `\n${notes.map((note) => `  ${note}\n`).join('')}`,
    pendingText(mostLacking(deltas)),
    readUnderOtherText(deltas.find(({ readUnderOther }) => readUnderOther) ?? {}),
  ].join('');
}

/** What is said of a channel, or of a phase of it. */
interface ChannelNote {
  readonly pair: string;
  readonly channel: string;
  readonly phase?: string;
  readonly text: string;
}

/** Channels of a pair of which the same is said share a line. */
function sharedLines(notes: readonly ChannelNote[]): string[] {
  const alike = Map.groupBy(notes, ({ pair, phase, text }) => JSON.stringify([pair, phase, text]));
  return Array.from(alike.values(), (ones) => {
    const { pair, phase, text } = ones[0]!;
    const channels = ones.map(({ channel }) => channel).join(', ');
    return `${pair} ${channels}${phase === undefined ? '' : ` in ${phase}`}: ${text}`;
  });
}

/** Why a number is not there. */
function notesOf({ pair, channel }: DeltaOnWire, summary: SummaryOnWire): ChannelNote[] {
  return summaryReasons(summary).map((text) => ({ pair, channel, text }));
}

/** What the summary leaves out, on either side; of everything, only what has no partner is out. */
function excludedNotes(
  delta: DeltaOnWire,
  which: 'summary' | 'summaryAll',
  { sides: called }: Twins,
): ChannelNote[] {
  const { pair, channel, ucum, excluded, summaryAll, toleranceSeconds } = delta;
  if (which === 'summary') {
    const text = leftOutText(excluded, toleranceSeconds, called);
    const doubted = withDoubtedText(summaryAll, excluded, ucum);
    const all = doubted === null ? '' : `; ${doubted}`;
    return text === '' ? [] : [{ pair, channel, text: `left out, ${text}${all}` }];
  }
  const { flight, ground, reasons } = summaryAll.unpaired;
  if (flight + ground === 0) return [];
  const counts = `${groupedText(flight)} ${called.flight}, ${groupedText(ground)} ${called.ground}`;
  return [{ pair, channel, text: `unpaired: ${counts} (${excludedText(reasons, toleranceSeconds)})` }];
}

/** Which downlinks brought what no unit can be told of, and what reads it again. */
function unconvertedNotes({ pair, channel, unconverted = [] }: DeltaOnWire): ChannelNote[] {
  return unconverted.map(({ unit, sentence }) => ({ pair, channel, text: `samples of ${unit} ${sentence}` }));
}

/** Why there is no number of a phase, as far as it is not said of the whole. */
function phaseNotes(
  delta: DeltaOnWire,
  phase: DeltaOnWire['phases'][number],
  which: 'summary' | 'summaryAll',
): ChannelNote[] {
  const where = { pair: delta.pair, channel: delta.channel, phase: phase.phase };
  if (phase.reason !== undefined) return [{ ...where, text: phase.reason }];
  if (which === 'summary' && !phase.armed) return [];
  const said = new Set(summaryReasons(delta[which]));
  return summaryReasons(phase[which]).flatMap((text) => (said.has(text) ? [] : [{ ...where, text }]));
}

/** Why the environment of a phase is not CLEAN, as far as it is not said of the whole; the pair's channels repeat it. */
function phaseEnvironmentNotes({ pair, phases, environment }: DeltaOnWire): string[] {
  const said = new Set(environment.reasons.map(({ sentence }) => sentence));
  return phases
    .filter((phase) => phase.reason === undefined && phase.environment.verdict !== 'CLEAN')
    .flatMap(({ phase, environment: { reasons } }) =>
      reasons
        .filter(({ sentence }) => !said.has(sentence))
        .map(({ sentence }) => `${pair} ${phase} environment: ${sentence}`),
    );
}

/** Phases are of the experiment: what is not armed is said once. */
function unarmedNote(deltas: readonly DeltaOnWire[]): string[] {
  const unarmed = new Set(
    deltas.flatMap(({ phases }) => phases.filter(({ armed }) => !armed).map(({ phase }) => phase)),
  );
  if (unarmed.size === 0) return [];
  return [`not armed, and so in no summary: ${[...unarmed].join(', ')} (--all counts all phases)`];
}

/**
 * What is said of a pair as a whole, which the answers of its channels repeat. A channel that is not judged says nothing of
 * the pair beside one that is.
 */
function pairNotes([pair, deltas]: readonly [string, readonly DeltaOnWire[]]): string[] {
  const judged = deltas.filter(isJudged);
  const telling = judged.length === 0 ? deltas : judged;
  const reasons = deltas.flatMap((delta) =>
    delta.environment.reasons
      .filter(({ evidence }) => telling.includes(delta) || evidence.channel === delta.channel)
      .map(({ sentence, evidence }) => ({ sentence, channel: String(evidence.channel ?? '') })),
  );
  return [
    ...new Set([
      ...deltas.flatMap(({ remarks }) => remarks.map(({ sentence }) => sentence)),
      ...telling.map(({ environment }) => judgedNote(pair, environment)),
      ...sentencesAlike(reasons).map((sentence) => `${pair} environment: ${sentence}`),
      ...deltas.flatMap(({ alignment: { verdict, reasons: why } }) =>
        why.map((reason) => `${pair} alignment ${verdict}: ${reason}`),
      ),
    ]),
  ];
}

const isJudged = ({ channel, environment }: DeltaOnWire): boolean =>
  environment.judged.some((one) => one.channel === channel);

/** Which channels and which time the verdict on the environment speaks of. */
function judgedNote(
  pair: string,
  { verdict, from, to, over, judged, notJudged }: DeltaOnWire['environment'],
): string {
  const soFar = over?.until === undefined ? '' : ' so far';
  const covered = judged.map(
    ({ channel, verdict, coverage }) => `${channel} ${verdict} (${coverageText(coverage)} covered${soFar})`,
  );
  const [first] = judged;
  const length = over === undefined || first === undefined ? '' : ` (${judgedTimeText(first.seconds, over)})`;
  const time = from === null || to === null ? 'no time' : `${from} to ${to}${length}`;
  const rest =
    notJudged.length === 0 ? '' : `; not judged: ${notJudged.map(({ channel }) => channel).join(', ')}`;
  return `${pair} environment ${verdict}: judged ${covered.join(', ') || 'no channel'} over ${time}${rest}`;
}

export function windowsText(
  { pair, channel, ucum, resolution, alignment, windows, missingCodes = [], asked, range }: DeltaOnWire,
  page: Page,
  { sides }: Twins = FLIGHT_AND_GROUND,
): string {
  const { reference } = alignment;
  const unit = spokenUnit(ucum).trim();
  const right = { align: 'right' } as const;
  const columns = [
    { title: 'begins at' },
    ...(reference === null ? [] : [{ title: `s since ${reference}`, ...right, isMinor: true }]),
    { title: 'phase', isMinor: true },
    { title: 'pairs', ...right },
    { title: `${sides.flight} [${unit}]`, ...right },
    { title: `${sides.flight} sd`, ...right, isMinor: true },
    { title: `${sides.ground} [${unit}]`, ...right },
    { title: `${sides.ground} sd`, ...right, isMinor: true },
    { title: `delta [${unit}]`, ...right },
    { title: 'quality' },
    ...(missingCodes.length > 0 ? [{ title: 'missing codes' }] : []),
  ];
  const side = (one: DeltaOnWire['windows'][number]['flight'] | undefined, decimals: number | null) => [
    one === undefined ? '–' : figureText(one.mean, decimals),
    typeof one?.sd === 'number' ? significantText(one.sd, SD_DIGITS) : '–',
  ];
  const rows = windowRows(windows, missingCodes, askedFrom({ asked, range })).map(
    ({ at, elapsedSeconds, window, missing }) => {
      const decimals = window === null ? null : knownDecimals(window);
      return [
        ...[typedIso(at), ...(reference === null ? [] : [String(elapsedSeconds ?? '–')])],
        ...[window?.phase ?? '', String(window?.flight.n ?? 0)],
        ...[...side(window?.flight, decimals), ...side(window?.ground, decimals)],
        ...[window === null ? '–' : figureText(window.delta, decimals), window?.quality ?? '–'],
        ...(missingCodes.length > 0 ? [missingText(missing, sides)] : []),
      ];
    },
  );
  const uncounted = missingCodes.flatMap(({ unit, n, reason }) =>
    reason === undefined ? [] : [`\n${countText(n, 'missing code')} of ${unit}: ${reason}\n`],
  );
  return `${pair} ${channel}, windows of ${spokenDuration(resolution)}\n\n${tableText(columns, rows, page)}${uncounted.join('')}`;
}

/** Of an estimated spread. */
const SD_DIGITS = 3;

/** Of the means, at best: those of the quieter side, were its readings independent. */
function knownDecimals({ flight, ground }: DeltaOnWire['windows'][number]): number | null {
  if (flight.sd === null || ground.sd === null) return null;
  return decimalsFor(Math.min(flight.sd, ground.sd) / Math.sqrt(flight.n));
}

function missingText(
  { flight, ground }: { readonly flight: number; readonly ground: number },
  called: Twins['sides'],
): string {
  return [
    ...(flight > 0 ? [`${called.flight} ${groupedText(flight)}`] : []),
    ...(ground > 0 ? [`${called.ground} ${groupedText(ground)}`] : []),
  ].join(', ');
}
