/** CLOCK (docs/design.md#clock), as it is told. */
import * as z from 'zod';
import { anomalyKind } from '../../anomaly/detector.ts';
import { figureText } from '../../words/figure.ts';

export const clockEvidenceSchema = z.object({
  /** Of three stretches of the time in order: how much later the ground is than the shift says, and how sure that is. */
  lagsSeconds: z.array(z.number()),
  uncertaintiesSeconds: z.array(z.number()),
  /** How much the lag grows in a day; negative: it shrinks. */
  secondsPerDay: z.number(),
});

export const CLOCK = anomalyKind({
  kind: 'CLOCK',
  version: '1',
  evidence: clockEvidenceSchema,
  evidenceOnWire: clockEvidenceSchema,
  instants: [],
  confounds: false,
  isLogOnly: false,
  hasOwnLine: false,
  phrase: 'out of time with its twin',
  figures: ({ evidence: { lagsSeconds, uncertaintiesSeconds, secondsPerDay } }) => {
    const lags = lagsSeconds.map(
      (lag, i) => `${figureText(Math.round(lag))} ± ${figureText(Math.ceil(uncertaintiesSeconds[i] ?? 0))} s`,
    );
    return `the ground lags by ${lags.join(', ')} in three stretches of the time, ${figureText(Number(secondsPerDay.toPrecision(3)))} s more per day`;
  },
});
