import {
  type AnomaliesOnWire,
  anomaliesQuerySchema,
  anomaliesSchema,
} from '../../../shared/contract/anomalies.ts';
import { calibrationsText } from '../../../shared/domain/calibration/in-force.ts';
import type { Api } from '../http/api.ts';
import { factsOf } from '../http/facts.ts';
import { inExperiment } from './parameters.ts';

const HEADER = [
  'id',
  'kind',
  'unit',
  'pair',
  'channels',
  'from',
  'to',
  'judgedUntil',
  'severity',
  'blame',
  'evidence',
  'detector',
];

const isCalibrated = (anomalies: AnomaliesOnWire['anomalies']) =>
  anomalies.some(({ calibrations }) => calibrations !== undefined);

/** What has no column. */
const currentOf = (anomalies: AnomaliesOnWire['anomalies']) =>
  anomalies.flatMap(({ id, current }) => (current === undefined ? [] : [{ id, ...current }]));

/** Only where the numbers of some are in another unit than their channel has now. */
function ucumsOf(anomalies: AnomaliesOnWire['anomalies']) {
  const told = anomalies.flatMap(({ id, ucums }) => (ucums === undefined ? [] : [{ id, ucums }]));
  return told.length === 0 ? {} : { ucums: told };
}

export function anomaliesRoutes(api: Api): void {
  api.serve(
    {
      method: 'get',
      path: '/v1/experiments/{experiment}/anomalies',
      resource: 'anomalies',
      id: 'getAnomalies',
      right: 'READ',
      title: 'What is wrong with the hardware',
      summary:
        'What is wrong with the hardware, by onset; those that touch [from, to) where a range is given.',
      params: inExperiment,
      query: anomaliesQuerySchema,
      status: 200,
      answer: anomaliesSchema,
      csv: ({ anomalies, ...rest }) => ({
        facts: factsOf({ ...rest, current: currentOf(anomalies), ...ucumsOf(anomalies) }, []),
        header: [...HEADER, ...(isCalibrated(anomalies) ? ['calibration'] : [])],
        rows: anomalies.map(({ channels, evidence, detector, calibrations = [], ...one }) => [
          ...[one.id, one.kind, one.unit, one.pair, channels.join(' ')],
          ...[one.from, one.to, one.judgedUntil, one.severity, one.blame],
          ...[JSON.stringify(evidence), `${detector.name} ${detector.version}`],
          ...(isCalibrated(anomalies) ? [calibrationsText(calibrations)] : []),
        ]),
      }),
      parquet: {
        ...{ id: 'text', kind: 'text', unit: 'text', pair: 'text', channels: 'text' },
        ...{ from: 'timestamp', to: 'timestamp', judgedUntil: 'text', severity: 'text', blame: 'text' },
        ...{ evidence: 'text', detector: 'text', calibration: 'text' },
      },
    },
    async ({ ports, params, query }) => {
      // Beside what a cold start loads, with the causes of gaps that it shares with completeness.
      const { listAnomalies } = await import('../../../shared/usecases/answer/list-anomalies.ts');
      return listAnomalies(ports, params.experiment, query);
    },
  );
}
