/** STUCK (docs/design.md#stuck): readings that stand still, of one series or of a whole unit. */
import { holdingAt } from '../../anomaly/anomaly.ts';
import { type UnitEnd, unitDetector } from '../../anomaly/unit-detector.ts';
import { countText } from '../../words/count.ts';
import { figureText } from '../../words/figure.ts';
import { listText } from '../../words/list.ts';
import { stuckFactsOf, stuckFactsSchema } from './facts.ts';
import { foldStuck, openStuck, stuckStateSchema } from './fold.ts';
import { STUCK, stuckEvidenceSchema, stuckRuleSchema } from './stuck.ts';

export const stuckDetector = unitDetector({
  ...STUCK,
  needs: 'SENSED',
  evidence: stuckEvidenceSchema,
  evidenceOnWire: stuckEvidenceSchema,
  instants: [],
  confounds: false,
  isLogOnly: false,
  hasOwnLine: false,
  phrase: 'stuck',
  figures: ({ evidence: { samples, values } }, unitOf) => {
    const held = Object.entries(values).map(([series, value]) => ({
      series,
      text: `${figureText(value)}${unitOf(series)}`,
    }));
    const named = held.map(({ series, text }) => (held.length === 1 ? text : `${series} ${text}`));
    return `${listText(named)} in ${countText(samples, 'reading')} in a row`;
  },
  rule: stuckRuleSchema,
  facts: stuckFactsSchema,
  state: stuckStateSchema,
  start: { series: [], quiet: [] },
  aimAt: ({ stuckAfter }) => ({
    // Too coarse to show it, but where the series changes its unit is not frozen.
    rule: { stuckAfterSeconds: stuckAfter },
    unlooked: stuckAfter === null ? 'the channel declares `stuckAfter: none`' : null,
  }),
  ruleWithin: (rule) => rule,
  factsOf: stuckFactsOf,
  fold: foldStuck,
  finish: (state, { unit, series }: UnitEnd) => {
    const lastOf = new Map(series.map(({ series: name, last }) => [name, last]));
    const newestOf = (channels: readonly string[]) =>
      Math.max(...channels.map((channel) => lastOf.get(channel) ?? Number.NEGATIVE_INFINITY));
    return openStuck(state, unit).map((anomaly) =>
      anomaly.to === null ? holdingAt(anomaly, newestOf(anomaly.channels)) : anomaly,
    );
  },
});
