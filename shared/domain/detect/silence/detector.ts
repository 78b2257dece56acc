/** SILENCE (docs/design.md#silence): a flying unit of which nothing new came although a contact should have brought it. */
import { anomalyId } from '../../anomaly/anomaly.ts';
import { clockDetector } from '../../anomaly/clock-detector.ts';
import { detectorOf, notLooking } from '../../anomaly/detector.ts';
import type { ContactPlan } from '../../contacts/contact.ts';
import { MICROS_PER_SECOND, type Micros, type Seconds } from '../../time.ts';
import { utcText } from '../../words/instant.ts';
import { SILENCE } from './kind.ts';
import { silenceAt } from './rule.ts';

/** What a unit is held against; null where the experiment does not say. */
export interface ContactRules {
  readonly isFlying: boolean;
  readonly plan: ContactPlan | null;
  /** `contacts.maxSilence`. */
  readonly maxSilence: Seconds | null;
  /** The instant asked. */
  readonly at: Micros;
}

export const silenceDetector = clockDetector({
  ...SILENCE,
  aimAt: ({ isFlying, plan, maxSilence, at }: ContactRules) => {
    if (maxSilence === null) return notLooking('the definition declares no contacts.maxSilence');
    if (!isFlying) return notLooking('the unit does not fly');
    if (plan === null) return notLooking('there is no contact plan');
    if (plan.contacts.length === 0) return notLooking('the contact plan holds no contact');
    const end = Math.max(...plan.contacts.map(({ los }) => los));
    const isOver = at >= end + (plan.latency + maxSilence) * MICROS_PER_SECOND;
    // What the plan's own contacts show is still found.
    const unlooked = isOver ? `the contact plan ends ${utcText(end)}: later silence is not seen` : null;
    return { rule: { plan, maxSilence }, unlooked };
  },
  findAt: ({ plan, maxSilence }: { plan: ContactPlan; maxSilence: Seconds }, { unit, newest }, at) => {
    const silence = silenceAt(plan, maxSilence, newest, at);
    if (silence === null) return [];
    const { contact, from } = silence;
    const severity = 'CRITICAL' as const;
    return [
      {
        id: anomalyId(SILENCE.kind, unit, 'unit', from),
        kind: SILENCE.kind,
        unit,
        channels: [],
        from,
        to: null,
        severity,
        // It holds at the instant asked, as no sample has to come for it.
        current: { asOf: at, severity },
        blame: null,
        evidence: {
          ...{ aos: contact.aos, los: contact.los },
          ...(contact.station !== null && { station: contact.station }),
          ...(newest !== null && { newestSample: newest }),
          ...{ latencySeconds: plan.latency, maxSilenceSeconds: maxSilence },
        },
        detector: detectorOf(SILENCE),
      },
    ];
  },
});
