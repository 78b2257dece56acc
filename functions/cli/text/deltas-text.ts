import type { DeltaOnWire, SummaryOnWire } from '../../../shared/contract/deltas.ts';
import { tooShortText } from '../../../shared/domain/twins/interval.ts';
import { decimalsFor, figureText, significantText } from '../../../shared/domain/words/figure.ts';
import { typedIso } from '../../../shared/domain/words/instant.ts';
import { calibrationsLines } from './calibrations-text.ts';
import type { Column } from './column.ts';
import type { Page } from './page.ts';
import { mostLacking, pendingText } from './pending-text.ts';
import { readUnderOtherText } from './read-under-other-text.ts';
import { tableText } from './table.ts';

const WHERE: readonly Column[] = [{ title: 'pair' }, { title: 'channel', isHead: true }];
const FIGURES: readonly Column[] = [
  { title: 'flight − ground', align: 'right' },
  { title: '95 % interval of the mean', align: 'right' },
  { title: 'sd', align: 'right' },
  { title: 'pairs', align: 'right' },
  { title: 'effective n', align: 'right' },
  { title: 'within margin' },
  { title: 'environment' },
  { title: 'alignment' },
];

/** One line a pair and channel, and one for each of its phases; below, why a number was refused and what confounds. */
export function deltasText(
  deltas: readonly DeltaOnWire[],
  which: 'summary' | 'summaryAll',
  page: Page,
): string {
  const notes = [
    ...deltas.flatMap((delta) => [
      ...notesOf(delta, delta[which]),
      ...(which === 'summary' ? excludedNotes(delta) : []),
      ...delta.phases.flatMap((phase) => phaseNotes(delta, phase, which)),
    ]),
    ...new Set(deltas.flatMap(pairNotesOf)),
    ...new Set(deltas.flatMap(phaseEnvironmentNotes)),
    ...(which === 'summary' ? unarmedNote(deltas) : []),
  ];
  const scope =
    which === 'summary'
      ? 'good, measured samples of armed phases'
      : 'every accepted sample, good or not, in every phase';
  return [
    `flight minus ground over ${scope}\n\n`,
    deltasTable(deltas, which, page),
    calibrationsLines(deltas.flatMap(({ calibrations = [] }) => calibrations)),
    notes.length === 0 ? '' : `\n${notes.map((note) => `  ${note}\n`).join('')}`,
    pendingText(mostLacking(deltas)),
    readUnderOtherText(deltas.find(({ readUnderOther }) => readUnderOther) ?? {}),
  ].join('');
}

function deltasTable(deltas: readonly DeltaOnWire[], which: 'summary' | 'summaryAll', page: Page): string {
  const hasPhases = deltas.some(({ phases }) => phases.length > 0);
  const columns = [...WHERE, ...(hasPhases ? [{ title: 'phase', isHead: true }] : []), ...FIGURES];
  const whole = which === 'summary' ? 'all armed' : 'all';
  const rows = deltas.flatMap((delta) => {
    const { pair, channel, ucum, phases, environment, alignment } = delta;
    const row = (phase: string, summary: SummaryOnWire, verdict: string) => [
      ...[pair, channel, ...(hasPhases ? [phase] : [])],
      ...figuresOf(summary, ucum),
      ...[verdict, alignment.verdict],
    ];
    return [
      row(whole, delta[which], environment.verdict),
      ...phases.map((phase) => row(phase.phase, phase[which], phase.environment.verdict)),
    ];
  });
  return tableText(columns, rows, page);
}

function figuresOf(summary: SummaryOnWire, ucum: string): string[] {
  const { delta, ci95, sd, pairedSamples, effectiveSampleSize, equivalence } = summary;
  const decimals = decimalsFor(uncertaintyOf(summary));
  const show = (value: number) => figureText(value, decimals);
  return [
    delta === null ? 'refused' : `${signed(show(delta))} ${ucum}`,
    ci95 === null ? noIntervalText(summary) : `[${show(ci95[0])}, ${show(ci95[1])}] ${ucum}`,
    sd === null ? '–' : `${show(sd)} ${ucum}`,
    String(pairedSamples),
    `${summary.interval.decorrelationTimes === undefined ? '' : '≥ '}${effectiveSampleSize.toFixed(1)}`,
    marginText(equivalence, ucum),
  ];
}

function noIntervalText({ interval: { decorrelationTimes } }: SummaryOnWire): string {
  return decorrelationTimes === undefined ? 'refused' : tooShortText(decorrelationTimes);
}

/** How well the delta is known, for its decimals only: half the interval, else the spread of a mean of all pairs. */
function uncertaintyOf({ ci95, sd, pairedSamples }: SummaryOnWire): number | null {
  if (ci95 !== null) return (ci95[1] - ci95[0]) / 2;
  return sd === null || pairedSamples === 0 ? sd : sd / Math.sqrt(pairedSamples);
}

function signed(text: string): string {
  return /^-|^0(\.0+)?$/.test(text) ? text : `+${text}`;
}

function marginText(equivalence: SummaryOnWire['equivalence'], ucum: string): string {
  if (equivalence === undefined) return 'no margin';
  const { equivalent, margin } = equivalence;
  const verdict = equivalent === null ? 'not known' : equivalent ? 'yes' : 'no';
  return `${verdict} (±${figureText(margin)} ${ucum})`;
}

/** Why a number was refused, and what has no partner. */
function notesOf({ pair, channel }: DeltaOnWire, summary: SummaryOnWire): string[] {
  const { deltaReason, ci95Reason, equivalence, unpaired } = summary;
  const where = `${pair} ${channel}`;
  const reasons = Object.entries(unpaired.reasons).map(([code, count]) => `${count} ${code}`);
  const why = reasons.length === 0 ? '' : ` (${reasons.join(', ')})`;
  return [
    ...(deltaReason === undefined ? [] : [`${where}: no delta, ${deltaReason}`]),
    ...(ci95Reason === undefined ? [] : [`${where}: no interval, ${ci95Reason}`]),
    ...(equivalence?.reason === undefined ? [] : [`${where}: margin, ${equivalence.reason}`]),
    ...(unpaired.flight + unpaired.ground === 0
      ? []
      : [`${where}: without a partner ${unpaired.flight} flight, ${unpaired.ground} ground${why}`]),
  ];
}

/** What the summary leaves out, on either side. */
function excludedNotes({ pair, channel, excluded }: DeltaOnWire): string[] {
  const counted = (side: Readonly<Record<string, number>>) =>
    Object.entries(side)
      .map(([reason, count]) => `${count} ${reason}`)
      .join(', ') || 'nothing';
  const { flight, ground } = excluded;
  if (Object.keys(flight).length + Object.keys(ground).length === 0) return [];
  return [`${pair} ${channel}: left out of flight ${counted(flight)}; of ground ${counted(ground)}`];
}

/** Why there is no number of a phase; what is said of its pairs is said of the whole. */
function phaseNotes(
  { pair, channel }: DeltaOnWire,
  phase: DeltaOnWire['phases'][number],
  which: 'summary' | 'summaryAll',
): string[] {
  const { deltaReason, ci95Reason } = phase[which];
  const where = `${pair} ${channel} ${phase.phase}`;
  if (phase.reason !== undefined) return [`${where}: ${phase.reason}`];
  if (which === 'summary' && !phase.armed) return [];
  if (deltaReason !== undefined) return [`${where}: no delta, ${deltaReason}`];
  return [...(ci95Reason === undefined ? [] : [`${where}: no interval, ${ci95Reason}`])];
}

/** Why the environment of a phase is not CLEAN, as far as it is not said of the whole; the pair's channels repeat it. */
function phaseEnvironmentNotes({ pair, phases, environment }: DeltaOnWire): string[] {
  const said = new Set(environment.reasons.map(({ sentence }) => sentence));
  return phases
    .filter((phase) => phase.reason === undefined && phase.environment.verdict !== 'CLEAN')
    .flatMap(({ phase, environment: { reasons } }) =>
      reasons
        .filter(({ sentence }) => !said.has(sentence))
        .map(({ code, sentence }) => `${pair} ${phase} environment: ${sentence} (${code})`),
    );
}

/** Phases are of the experiment: what is not armed is said once. */
function unarmedNote(deltas: readonly DeltaOnWire[]): string[] {
  const unarmed = new Set(
    deltas.flatMap(({ phases }) => phases.filter(({ armed }) => !armed).map(({ phase }) => phase)),
  );
  if (unarmed.size === 0) return [];
  return [`not armed, so that nothing of it is in a summary: ${[...unarmed].join(', ')}; --all has it`];
}

/** What is said of the pair as a whole; the answers of its channels repeat it. */
function pairNotesOf({ pair, environment, alignment, remarks }: DeltaOnWire): string[] {
  return [
    ...remarks.map(({ sentence }) => sentence),
    judgedNote(pair, environment),
    ...environment.reasons.map(({ code, sentence }) => `${pair} environment: ${sentence} (${code})`),
    ...(alignment.verdict === 'AGREED'
      ? []
      : alignment.reasons.map((reason) => `${pair} ${alignment.verdict}: ${reason}`)),
  ];
}

/** Which channels and which time the verdict on the environment speaks of. */
function judgedNote(pair: string, { from, to, judged, notJudged }: DeltaOnWire['environment']): string {
  const covered = judged.map(
    ({ channel, verdict, coverage }) => `${channel} ${verdict} (${shareText(coverage)} covered)`,
  );
  const time = from === null || to === null ? 'no time' : `${from} to ${to}`;
  const rest =
    notJudged.length === 0 ? '' : `; not judged: ${notJudged.map(({ channel }) => channel).join(', ')}`;
  return `${pair} environment: judged ${covered.join(', ') || 'no channel'} over ${time}${rest}`;
}

const shareText = (share: number): string => `${significantText(100 * share, 3)} %`;

export function windowsText(
  { pair, channel, ucum, resolution, alignment, windows }: DeltaOnWire,
  page: Page,
): string {
  const since = alignment.reference ?? 'the first sample';
  const right = { align: 'right' } as const;
  const columns = [
    { title: 'begins at' },
    { title: `s since ${since}`, ...right, isMinor: true },
    { title: 'phase', isMinor: true },
    { title: 'pairs', ...right },
    { title: `flight [${ucum}]`, ...right },
    { title: 'flight sd', ...right, isMinor: true },
    { title: `ground [${ucum}]`, ...right },
    { title: 'ground sd', ...right, isMinor: true },
    { title: `delta [${ucum}]`, ...right },
    { title: 'quality' },
  ];
  const side = ({ mean, sd }: DeltaOnWire['windows'][number]['flight']) => [
    ...[figureText(mean), sd === null ? '–' : figureText(sd)],
  ];
  const rows = windows.map(({ at, elapsedSeconds, phase, flight, ground, delta, quality }) => [
    ...[typedIso(at), String(elapsedSeconds), phase ?? '', String(flight.n)],
    ...[...side(flight), ...side(ground), figureText(delta), quality],
  ]);
  return `${pair} ${channel}, windows of ${resolution}\n\n${tableText(columns, rows, page)}`;
}
