/** Which time of which unit was looked at, and what of it nothing could judge: a line per unit, per stretch and per cause. */
import type { LookedAtOnWire } from '../../../shared/contract/looked-at.ts';
import { parseInstant } from '../../../shared/domain/instant.ts';
import { MICROS_PER_MINUTE, type Micros } from '../../../shared/domain/time.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { typedIso, utcSpan, utcText } from '../../../shared/domain/words/instant.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { spanText } from '../../../shared/domain/words/span.ts';

export function lookedAtText(lookedAt: readonly LookedAtOnWire[] = []): string {
  if (lookedAt.length === 0) return '';
  return `looked at:\n${lookedAt.flatMap(unitLines).join('')}${settlingText(lookedAt)}`;
}

/** Stretches that are named of a unit. */
const MOST_NAMED = 3;
const WHY_BLIND = { DEAD: 'no valid reading', STUCK: 'stuck' } as const;

function unitLines({ unit, from, to, hasValid, unmonitored, ...others }: LookedAtOnWire): string[] {
  const { moreUnmonitored = 0 } = others;
  if (to === null) return [`  ${unit}: no time, nothing of it was received then\n`];
  const first = from === null ? 'up to' : `${typedIso(from)} to`;
  const named = unmonitored.slice(0, MOST_NAMED).map((one) => {
    const since = parseInstant(one.from);
    const when = one.to === null ? `since ${utcText(since)}` : utcSpan(since, parseInstant(one.to));
    return `    UNMONITORED ${listText(one.channels)}: ${WHY_BLIND[one.cause]}, ${when}\n`;
  });
  const more = unmonitored.length - named.length + moreUnmonitored;
  return [
    `  ${unit}: ${first} ${typedIso(to)}${hasValid ? '' : ', no valid reading'}\n`,
    ...named,
    ...(more === 0
      ? []
      : [`    and ${countText(more, 'more UNMONITORED stretch', 'more UNMONITORED stretches')}\n`]),
  ];
}

type Settling = NonNullable<LookedAtOnWire['settling']>[number] & { readonly unit: string };

/** What detectors that learn did not look at while channels settled: each stretch stands in the JSON. */
function settlingText(lookedAt: readonly LookedAtOnWire[]): string {
  const all = lookedAt.flatMap(({ unit, settling = [] }) => settling.map((one) => ({ ...one, unit })));
  const alike = Map.groupBy(
    all,
    ({ kinds, channels }) => `${kinds.join(', ')} on ${namedOr(channels, 'channels')}`,
  );
  const texts = Array.from(alike, ([what, ones]) => {
    const units = [...new Set(ones.map(({ unit }) => unit))];
    const causes = Map.groupBy(ones, ({ event }) => event);
    const lines = Array.from(causes, ([event, own]) => `  after ${event}: ${stretchesText(own)}\n`);
    return `settling, not judged: ${what} of ${namedOr(units, 'units')}\n${lines.join('')}`;
  });
  const more = lookedAt.reduce((sum, { moreSettling = 0 }) => sum + moreSettling, 0);
  const left = more === 0 ? '' : `  and ${countText(more, 'more stretch', 'more stretches')} of settling\n`;
  return texts.join('') + left;
}

/** `4 stretches, 4 h in all, 1 Mar 07:59 to 11 Mar 09:00 UTC`, to the minute. */
function stretchesText(stretches: readonly Settling[]): string {
  const spans = stretches.map(({ from, to }) => ({ from: minuteOf(from), to: minuteOf(to) }));
  const all = spans.reduce((sum, { from, to }) => sum + to - from, 0);
  const first = Math.min(...spans.map(({ from }) => from));
  const last = Math.max(...spans.map(({ to }) => to));
  const count = countText(stretches.length, 'stretch', 'stretches');
  return `${count}, ${spanText(all)}${stretches.length === 1 ? '' : ' in all'}, ${utcSpan(first, last)}`;
}

/** Stretches reach one second beyond the event's own. */
const minuteOf = (iso: string): Micros =>
  Math.round(parseInstant(iso) / MICROS_PER_MINUTE) * MICROS_PER_MINUTE;

function namedOr(items: readonly string[], many: string): string {
  return items.length > MOST_NAMED - 1 ? `${items.length} ${many}` : items.join(', ');
}
