/** A row for each channel of a pair, and for each armed phase where there are several, with what qualifies it. */
import type { DeltaOnWire } from '../../../shared/contract/deltas.ts';
import { channelEnvironment } from '../../../shared/domain/twins/environment-words.ts';
import { leftOutText } from '../../../shared/domain/twins/excluded-words.ts';
import type { Twins } from '../../../shared/domain/twins/pair-sides.ts';
import { summaryCells, summaryReasons } from '../../../shared/domain/twins/summary-words.ts';
import { type HeadCell, type Row, table } from './table.ts';

const headOf = ({ difference }: Twins): readonly HeadCell[] => [
  { title: 'pair, channel', width: 12 },
  { title: 'phase', width: 9 },
  { title: difference, isNumber: true, width: 11 },
  { title: '95 % interval', isNumber: true, width: 19 },
  { title: 'pairs', isNumber: true, width: 8 },
  { title: 'within margin', width: 13 },
  { title: 'environment', width: 14 },
  { title: 'left out', width: 14 },
];

/** @param deltas of one pair */
export function summaryTable(deltas: readonly DeltaOnWire[], twins: Twins): string {
  const rowOf = rowFor(twins);
  const rows = deltas.flatMap((delta) => {
    const armed = delta.phases.filter((phase) => phase.armed);
    const [only] = armed;
    if (armed.length < 2) return [rowOf(delta, only?.phase ?? 'all', delta, true)];
    return [
      rowOf(delta, 'all armed', delta, true),
      ...armed.map((phase) => rowOf(delta, phase.phase, phase)),
    ];
  });
  return table(
    'Means over good, measured samples of armed phases; too short: an interval, and a judgement against the margin, need 2 decorrelation times for certain; environment: of the channel by itself, that of the pair stands above',
    headOf(twins),
    rows,
  );
}

/** Of them nothing counts: their numbers would stand beside a mean that they are not in. */
export function unarmedSentences(deltas: readonly DeltaOnWire[]): string[] {
  const names = new Set(
    deltas.flatMap(({ phases }) => phases.flatMap((one) => (one.armed ? [] : [one.phase]))),
  );
  return names.size === 0 ? [] : [`Not armed, and in no mean: ${[...names].join(', ')}.`];
}

type Part = Pick<DeltaOnWire, 'summary' | 'excluded' | 'environment'> & {
  readonly reason?: string | undefined;
};

const rowFor =
  ({ sides }: Twins) =>
  (delta: DeltaOnWire, phase: string, part: Part, isWhole = false): Row => {
    const { summary, environment, reason } = part;
    const [ofDelta] = summary.delta === null && reason === undefined ? summaryReasons(summary) : [];
    const others = summary.delta === null ? [] : summaryReasons(summary);
    const cells = summaryCells(summary, delta.ucum);
    return {
      isWhole,
      cells: [
        { text: `${delta.pair} ${delta.channel}` },
        { text: phase, why: given(reason) },
        { text: cells.delta, why: given(ofDelta) },
        {
          text: cells.interval,
          why: summary.ci95 === null ? others.filter((why) => !why.includes(cells.interval)) : [],
        },
        { text: cells.pairs, why: [`effective ${cells.effective}`] },
        { text: cells.margin, why: summary.ci95 === null ? [] : others },
        channelEnvironment(delta.channel, environment),
        { text: leftOutText(part.excluded, delta.toleranceSeconds, sides) || 'nothing' },
      ],
    };
  };

const given = (reason: string | undefined): string[] => (reason === undefined ? [] : [reason]);
