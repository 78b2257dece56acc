import type { AnomaliesOnWire } from '../../../shared/contract/anomalies.ts';
import type { LookedAtOnWire } from '../../../shared/contract/looked-at.ts';
import { CLOCK_KINDS } from '../../../shared/domain/detect/registry.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { typedIso } from '../../../shared/domain/words/instant.ts';
import { listText } from '../../../shared/domain/words/list.ts';

/** Which time of which unit was looked at, and what of it nothing could judge. */
export function lookedAtText(lookedAt: readonly LookedAtOnWire[] = []): string {
  const lines = lookedAt.flatMap(({ unit, from, to, hasValid, unmonitored, ...others }) => {
    const { moreUnmonitored = 0, settling = [], moreSettling = 0 } = others;
    if (to === null) return [`  ${unit}: no time, nothing of it was received then\n`];
    const first = from === null ? 'up to' : `${typedIso(from)} to`;
    const named = unmonitored.slice(0, MOST_NAMED).map((one) => {
      const when =
        one.to === null ? `since ${typedIso(one.from)}` : `${typedIso(one.from)} to ${typedIso(one.to)}`;
      return `${listText(one.channels)} ${WHY_BLIND[one.cause]} ${when}`;
    });
    const more = unmonitored.length - named.length + moreUnmonitored;
    const rest = more === 0 ? '' : ` and ${countText(more, 'more stretch', 'more stretches')}`;
    const blind = named.length === 0 ? '' : `; UNMONITORED: ${named.join('; ')}${rest}`;
    const looked = `  ${unit}: ${first} ${typedIso(to)}${hasValid ? '' : ', not one valid reading'}${blind}\n`;
    return [looked, ...settlingLines(unit, settling, moreSettling)];
  });
  return lines.length === 0 ? '' : `looked at:\n${lines.join('')}`;
}

const WHY_BLIND = { DEAD: 'without a valid reading', STUCK: 'stood still' } as const;

/** What detectors that learn did not look at, because channels settle after an event. */
function settlingLines(
  unit: string,
  settling: NonNullable<LookedAtOnWire['settling']>,
  others: number,
): string[] {
  if (settling.length === 0) return [];
  const named = settling.slice(0, MOST_NAMED).map(({ kinds, channels, event, from, to }) => {
    const what = `${listText(kinds)} on ${listText(channels)}`;
    return `${what} ${typedIso(from)} to ${typedIso(to)}, while it settles after ${event}`;
  });
  const more = settling.length - named.length + others;
  const rest = more === 0 ? '' : `; and ${countText(more, 'more stretch', 'more stretches')}`;
  return [`  ${unit}, not judged: ${named.join('; ')}${rest}\n`];
}

/** Stretches that are named of a unit. */
const MOST_NAMED = 3;

type LookedFor = AnomaliesOnWire['lookedFor'][number];

/** Said below every list of anomalies: an absence says something only of what was looked for. */
export function lookedForText(lookedFor: readonly LookedFor[]): string {
  const looked = new Set(lookedFor.filter((one) => one.looked).map(({ kind }) => kind));
  const not = Map.groupBy(
    lookedFor.filter((one) => !one.looked),
    ({ why = 'not known why' }) => why,
  );
  const lines = Array.from(
    not,
    ([why, entries]) => `  not looked for: ${whatText(entries, looked)} (${why})\n`,
  );
  const partly = Map.groupBy(
    lookedFor.filter((one) => one.looked && one.why !== undefined),
    ({ why }) => why,
  );
  for (const [why, entries] of partly)
    lines.push(`  looked for in part: ${whatText(entries, looked)} (${why})\n`);
  const first = looked.size === 0 ? 'nothing' : [...looked].join(', ');
  return `looked for: ${first}\n${lines.join('')}`;
}

/** The kinds; of one that is looked for elsewhere, on which channels it is not. */
function whatText(entries: readonly LookedFor[], looked: ReadonlySet<string>): string {
  const byKind = Map.groupBy(entries, ({ kind }) => kind);
  return Array.from(byKind, ([kind, all]) => {
    const isOfUnit = CLOCK_KINDS.some((one) => one.kind === kind) && all[0]!.unit !== undefined;
    if (!looked.has(kind) && !isOfUnit) return kind;
    return `${kind} on ${listText([...new Set(all.map(placeText))])}`;
  }).join(', ');
}

function placeText({ kind, channel, unit, pair }: LookedFor): string {
  const isOfUnit = CLOCK_KINDS.some((one) => one.kind === kind);
  return [unit ?? pair ?? [], isOfUnit && unit !== undefined ? [] : channel].flat().join(' ');
}
