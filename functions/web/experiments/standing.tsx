/** How an experiment stands, at a glance; what could not be asked is named, and absence is not called health. */
import type { ComponentChildren } from 'preact';
import { anomaliesSchema } from '../../../shared/contract/anomalies.ts';
import { type CompletenessOnWire, completenessSchema } from '../../../shared/contract/completeness.ts';
import { unseenIn, wrongNow } from '../../../shared/contract/wrong-now.ts';
import { soughtText, wrongNowText } from '../../../shared/domain/anomaly/wrong-now-text.ts';
import type { Micros } from '../../../shared/domain/time.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { withoutTimeText } from '../../../shared/domain/words/counted.ts';
import { percentText } from '../../../shared/domain/words/figure.ts';
import { utcSpan } from '../../../shared/domain/words/instant.ts';
import { newestText } from '../../../shared/domain/words/newest.ts';
import {
  type Lacking,
  mostLacking,
  pendingText,
  setAsideText,
} from '../../../shared/domain/words/pending-text.ts';
import type { Api } from '../stack/api.ts';
import { pathOf } from '../stack/experiment.ts';
import { type Shown, useAnswer } from '../stack/use-answer.ts';

interface StandingProps {
  readonly api: Api;
  readonly id: string;
  /** By the clock of the stack: that of this machine may be wrong by a day. */
  readonly now: string;
}

const EVERY_MS = 60_000;

export function Standing({ api, id, now }: StandingProps) {
  const [anomalies, completeness] = ['anomalies', 'completeness'].map((part) => pathOf(id, part)) as [
    string,
    string,
  ];
  const found = useAnswer(
    `${anomalies} current`,
    (signal) => api.get(anomalies, anomaliesSchema, { current: 'true' }, signal),
    EVERY_MS,
  );
  const came = useAnswer(
    completeness,
    (signal) => api.get(completeness, completenessSchema, {}, signal),
    EVERY_MS,
  );
  return (
    <dl class="standing">
      <Fact of={found} title="Newest data">
        {({ lookedAt = [] }) =>
          newestText(
            lookedAt.map(({ unit, to }) => ({ unit, at: to })),
            now,
          )
        }
      </Fact>
      <Fact of={found} title="Wrong now">
        {(answer) => (
          <>
            {wrongNowText(wrongNow(answer), unseenIn(answer))}
            {unseenIn(answer) === undefined && <span class="fact-basis">{soughtText(answer.lookedFor)}</span>}
          </>
        )}
      </Fact>
      <Fact of={came} title="Gaps">
        {(answer) => gapsText(answer, Date.parse(now) * 1000)}
      </Fact>
      <Fact of={came} title="Next contact">
        {({ contacts }) => contacts.sentence}
      </Fact>
      <Notes found={found.answer} came={came.answer} />
    </dl>
  );
}

interface FactProps<T> {
  readonly of: Shown<T>;
  readonly title: string;
  readonly children: (answer: T) => ComponentChildren;
}

function Fact<T>({ of: { answer, failure }, title, children }: FactProps<T>) {
  return (
    <>
      <dt>{title}</dt>
      <dd>
        {answer === null && failure === null && '…'}
        {answer !== null && children(answer)}
        {failure !== null &&
          (answer === null
            ? `could not be asked: ${failure.message} (${failure.code})`
            : ` (may be out of date: ${failure.message})`)}
      </dd>
    </>
  );
}

/** @param now by the clock of the stack */
export function gapsText(
  {
    series,
    gaps,
    moreGaps = 0,
    completeness,
  }: Pick<CompletenessOnWire, 'series' | 'gaps' | 'moreGaps' | 'completeness'>,
  now: Micros,
): string {
  if (series.length === 0) return 'no telemetry is expected';
  if (series.every(({ from }) => from === null))
    return `not known, ${withoutTimeText({ uncounted: series.find((one) => one.uncounted)?.uncounted })}`;
  const unjudged = series.filter((one) => one.completeness === null).length;
  return [
    countText(gaps.length + moreGaps, 'gap'),
    completeness === null ? 'completeness not known' : `${percentText(completeness)} complete`,
    ...(unjudged === 0 ? [] : [`${countText(unjudged, 'channel')} not judged`]),
    `of ${rangeOf(series, now)}`,
  ].join(', ');
}

/** From the first sample of any series to the last: nothing is said of any other time. */
function rangeOf(series: CompletenessOnWire['series'], now: Micros): string {
  const micros = (iso: string) => Date.parse(iso) * 1000;
  const froms = series.flatMap(({ from }) => (from === null ? [] : [micros(from)]));
  const tos = series.flatMap(({ to }) => (to === null ? [] : [micros(to)]));
  const least = froms.reduce((a, b) => Math.min(a, b));
  const greatest = tos.reduce((a, b) => Math.max(a, b), least);
  return utcSpan(least, greatest, now);
}

interface NotesProps {
  readonly found:
    | (Lacking & {
        readonly awaiting: number;
        readonly failed: number;
        readonly unsent: number;
        readonly damaged?: readonly unknown[] | undefined;
      })
    | null;
  readonly came: (Lacking & { readonly damaged?: readonly unknown[] | undefined }) | null;
}

/** What the facts above do not hold. */
function Notes({ found, came }: NotesProps) {
  const answers = [found, came].filter((one) => one !== null);
  const damaged = Math.max(0, ...answers.map((one) => one.damaged?.length ?? 0));
  const lines = [
    ...pendingText(mostLacking(answers)).split('\n'),
    ...(found === null ? [] : setAsideText(found).split('\n')),
    ...(damaged === 0 ? [] : [`${countText(damaged, 'receipt is', 'receipts are')} damaged and left out`]),
  ].filter((line) => line !== '');
  if (lines.length === 0) return null;
  return (
    <>
      <dt>Not in these</dt>
      {lines.map((line) => (
        <dd key={line}>{line}</dd>
      ))}
    </>
  );
}
