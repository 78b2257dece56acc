/** STUCK (docs/design.md#stuck): readings that stand still, of one series or of a whole unit. */
import { holdingAt } from '../../anomaly/anomaly.ts';
import { type UnitEnd, unitDetector } from '../../anomaly/unit-detector.ts';
import type { Channel } from '../../experiment/channel-schema.ts';
import { stuckFactsOf, stuckFactsSchema } from './facts.ts';
import { foldStuck, openStuck, stuckStateSchema } from './fold.ts';
import { STUCK } from './kind.ts';
import { stuckRuleSchema } from './stuck.ts';

/** A series that fell must stand still for as long before it is stuck, where no `deadAfter` says how long. */
const LEAST_SECONDS = 600;
const LEAST_PERIODS = 10;

/** What is switched off, or counts, jumps to a value and stays there by nature. */
const SWITCHED =
  /(?:^|[^a-z])(?:flag|counter|state|status|duty|heater|heating|power|pump|flow|valve|fan|light|lamp|led|current|voltage|pwm|speed|rpm)s?(?:$|[^a-z])/i;

function jumpsByNature(channel: Channel | undefined): boolean {
  return channel?.spike === 'none' || SWITCHED.test(channel?.quantity ?? channel?.id ?? '');
}

export const stuckDetector = unitDetector({
  ...STUCK,
  needs: 'SENSED',
  rule: stuckRuleSchema,
  facts: stuckFactsSchema,
  state: stuckStateSchema,
  start: { series: [], quiet: [] },
  aimAt: ({ stuckAfter, deadAfter, period, channel }, { index }) => ({
    // Too coarse to show it, but where the series changes its unit is not frozen.
    rule: {
      stuckAfterSeconds: stuckAfter,
      fallenAfterSeconds:
        stuckAfter === null || deadAfter === null || jumpsByNature(index.channels.get(channel))
          ? null
          : (deadAfter ?? Math.max(LEAST_SECONDS, LEAST_PERIODS * period)),
    },
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
