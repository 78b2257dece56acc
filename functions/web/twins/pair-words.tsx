import type { DeltaOnWire } from '../../../shared/contract/deltas.ts';
import { channelEnvironment } from '../../../shared/domain/twins/environment-words.ts';
import { summaryCells, summaryReasons } from '../../../shared/domain/twins/summary-words.ts';
import { elapsedText } from '../chart/elapsed-text.ts';
import { Pending } from '../parts/answer.tsx';

/** What a difference comes to over what is looked at, with all that qualifies it. */
export function Difference({ delta, isOfView }: { readonly delta: DeltaOnWire; readonly isOfView: boolean }) {
  const { pair, channel, ucum, summary, environment, alignment } = delta;
  const cells = summaryCells(summary, ucum);
  const own = channelEnvironment(channel, environment);
  return (
    <div class={isOfView ? '' : 'old'} data-of-view={String(isOfView)}>
      <p>
        {pair}: <strong>{cells.delta}</strong>, 95 % interval {cells.interval}; {cells.pairs} pairs, effective
        n {cells.effective}; within margin: {cells.margin}; environment {[own.text, ...own.why].join('; ')},
        alignment {alignment.verdict}; {rangeText(delta)}
        {!isOfView && ' (of the view before: the new one is being asked for)'}
      </p>
      <Pending {...delta} />
    </div>
  );
}

function rangeText({ range }: DeltaOnWire): string {
  if (range === null) return 'no sample of either unit is in view';
  const { first, last, firstElapsedSeconds: from, lastElapsedSeconds: to } = range;
  if (from === null || to === null) return `over ${first} to ${last}`;
  return `over ${elapsedText(Math.floor(from))} to ${elapsedText(Math.ceil(to))}`;
}

/** The sentences behind it. */
export function Qualified({ delta }: { readonly delta: DeltaOnWire }) {
  const { alignment, environment, remarks, summary } = delta;
  const sentences = [
    ...summaryReasons(summary),
    ...alignment.reasons,
    ...environment.reasons.map(({ sentence }) => sentence),
    ...environment.notJudged.map(({ sentence }) => sentence),
    ...remarks.map(({ sentence }) => sentence),
  ];
  return (
    <details>
      <summary>What qualifies the numbers of {delta.pair}</summary>
      <ul>
        {[...new Set(sentences)].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p class="soft">
        Windows of {delta.resolution}. Snapshot <code>{delta.snapshot.slice(0, 19)}</code>
      </p>
    </details>
  );
}
