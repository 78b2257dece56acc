import { type DeltaOnWire, deltaAnswerSchema, deltaQuerySchema } from '../../../shared/contract/deltas.ts';
import { calibrationsText } from '../../../shared/domain/calibration/in-force.ts';
import { Refusal } from '../../../shared/domain/refusal.ts';
import { windowRows } from '../../../shared/domain/twins/missing-windows.ts';
import type { Ports } from '../../../shared/ports.ts';
import { type Api, Verbatim } from '../http/api.ts';
import type { Cell } from '../http/csv.ts';
import { deltaFacts, SUMMARY_TYPES, summaryTable } from './delta-summaries.ts';
import { inExperiment } from './parameters.ts';

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

export function deltasRoutes(api: Api, ports: Ports): void {
  api.serve(
    {
      method: 'get',
      path: '/v1/experiments/{experiment}/deltas',
      resource: 'deltas',
      id: 'getDeltas',
      title: 'Flight minus ground',
      summary:
        'Flight minus ground of pairs and channels, with what paired, by phase, the interval and the confounds.',
      params: inExperiment,
      query: deltaQuerySchema,
      status: 200,
      answer: deltaAnswerSchema,
      svg: async ({ params, query: { snapshot, since, table: _table, ...query } }) => {
        if (snapshot !== undefined || since !== undefined) throw picturedNow();
        const { drawDeltas } = await import('../../../shared/usecases/answer/draw-deltas.ts');
        return drawDeltas(ports, params.experiment, query);
      },
      csv: (answer, { table }) => {
        const deltas = 'deltas' in answer ? answer.deltas : [answer];
        const rows = table === 'summary' ? summaryTable(deltas) : windowsTable(deltas);
        return { ...rows, facts: deltaFacts(answer) };
      },
      parquet: {
        ...{ pair: 'text', channel: 'text', ucum: 'text', at: 'timestamp', elapsedSeconds: 'float64' },
        ...{ phase: 'text', ...sideTypes('flight'), ...sideTypes('ground') },
        ...{ delta: 'float64', quality: 'text', calibration: 'text' },
        ...{ 'flight.missingCodes': 'int32', 'ground.missingCodes': 'int32' },
        ...SUMMARY_TYPES,
      },
    },
    async ({ params, query: { snapshot, since, table: _table, ...query }, holder }) => {
      if (snapshot !== undefined && since !== undefined) throw bothNamed();
      if (snapshot !== undefined) {
        const { pinnedDelta } = await import('../../../shared/usecases/answer/pinned-delta.ts');
        const { text, delta } = await pinnedDelta(ports, params.experiment, snapshot, query, holder);
        return new Verbatim(text, delta);
      }
      if (since !== undefined) {
        const { deltaSince } = await import('../../../shared/usecases/answer/delta-since.ts');
        return deltaSince(ports, params.experiment, since, query);
      }
      // Beside what a cold start loads: only this answer pairs flight with ground.
      const { answerDeltas } = await import('../../../shared/usecases/answer/query-deltas.ts');
      const answer = await answerDeltas(ports, params.experiment, query);
      if ('deltas' in answer) return answer;
      return new Verbatim(answer.text, answer.delta);
    },
  );
}

const picturedNow = () =>
  new Refusal(
    'invalid',
    'snapshot.no-picture',
    'expected neither snapshot nor since with a picture: pictures are of the answer of now; ask for JSON or CSV',
    { field: 'query.snapshot' },
  );

const bothNamed = () =>
  new Refusal(
    'invalid',
    'snapshot.with-since',
    'expected snapshot or since: what is kept does not change, and since is answered with the answer of now',
    { field: 'query.since' },
  );

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
    rows: deltas.flatMap(({ pair, channel, ucum, windows, missingCodes = [], calibrations = [] }) =>
      windowRows(windows, missingCodes).map(({ at, elapsedSeconds, window, missing }): Cell[] => [
        ...[pair, channel, ucum, at, elapsedSeconds, window?.phase],
        ...SIDE.map((name) => window?.flight[name]),
        ...SIDE.map((name) => window?.ground[name]),
        ...[window?.delta, window?.quality],
        ...SIDES.map((side) => (isUncounted(missingCodes, side) ? null : missing[side])),
        ...(isCalibrated ? [calibrationsText(calibrations)] : []),
      ]),
    ),
  };
}
