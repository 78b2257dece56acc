/** Deltas as a table, of windows or of summaries: beside what a cold start loads. */
import type { DeltaListOnWire, DeltaOnWire } from '../../../shared/contract/deltas.ts';
import { calibrationsText } from '../../../shared/domain/calibration/in-force.ts';
import { askedFrom, windowRows } from '../../../shared/domain/twins/missing-windows.ts';
import type { Cell, ColumnTypes, CsvTable } from '../http/csv.ts';
import { deltaFacts, SUMMARY_TYPES, summaryTable } from './delta-summaries.ts';

const SIDE = ['n', 'mean', 'sd', 'min', 'max', 'quality'] as const;
const sideColumns = (side: 'flight' | 'ground') => SIDE.map((name) => `${side}.${name}`);
const HEADER = [
  ...['pair', 'channel', 'ucum', 'at', 'elapsedSeconds', 'phase'],
  ...[...sideColumns('flight'), ...sideColumns('ground')],
  ...['delta', 'quality', 'flight.missingCodes', 'ground.missingCodes'],
];

const sideTypes = (side: 'flight' | 'ground') => ({
  ...{ [`${side}.n`]: 'int32' as const, [`${side}.quality`]: 'text' as const },
  ...Object.fromEntries(['mean', 'sd', 'min', 'max'].map((name) => [`${side}.${name}`, 'float64' as const])),
});

const TYPES: ColumnTypes = {
  ...{ pair: 'text', channel: 'text', ucum: 'text', at: 'timestamp', elapsedSeconds: 'float64' },
  ...{ phase: 'text', ...sideTypes('flight'), ...sideTypes('ground') },
  ...{ delta: 'float64', quality: 'text', calibration: 'text' },
  ...{ 'flight.missingCodes': 'int32', 'ground.missingCodes': 'int32' },
  ...SUMMARY_TYPES,
};

export function deltaTable(
  answer: DeltaOnWire | DeltaListOnWire,
  table: 'windows' | 'summary' = 'windows',
): CsvTable {
  const deltas = 'deltas' in answer ? answer.deltas : [answer];
  const rows = table === 'summary' ? summaryTable(deltas) : windowsTable(deltas);
  return { ...rows, types: TYPES, facts: deltaFacts(answer) };
}

const SIDES = ['flight', 'ground'] as const;

/** They are some, and nobody knows where: a cell of 0 would say that there are none. */
function isUncounted(
  missingCodes: NonNullable<DeltaOnWire['missingCodes']>,
  asked: (typeof SIDES)[number],
): boolean {
  return missingCodes.some(({ side, reason }) => side === asked && reason !== undefined);
}

function windowsTable(deltas: readonly DeltaOnWire[]) {
  const isCalibrated = deltas.some(({ calibrations = [] }) => calibrations.length > 0);
  return {
    header: [...HEADER, ...(isCalibrated ? ['calibration'] : [])],
    rows: deltas.flatMap(({ pair, channel, ucum, windows, missingCodes = [], calibrations = [], ...delta }) =>
      windowRows(windows, missingCodes, askedFrom(delta)).map(
        ({ at, elapsedSeconds, window, missing }): Cell[] => [
          ...[pair, channel, ucum, at, elapsedSeconds, window?.phase],
          ...SIDE.map((name) => window?.flight[name]),
          ...SIDE.map((name) => window?.ground[name]),
          ...[window?.delta, window?.quality],
          ...SIDES.map((side) => (isUncounted(missingCodes, side) ? null : missing[side])),
          ...(isCalibrated ? [calibrationsText(calibrations)] : []),
        ],
      ),
    ),
  };
}
