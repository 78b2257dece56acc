import type { DeltaOnWire } from '../../../shared/contract/deltas.ts';
import { differenceWords } from '../../../shared/domain/twins/difference-words.ts';
import { summaryReasons } from '../../../shared/domain/twins/summary-words.ts';
import { Pending } from '../parts/answer.tsx';

/** What a difference comes to over what is looked at, with all that qualifies it. */
export function Difference({ delta, isOfView }: { readonly delta: DeltaOnWire; readonly isOfView: boolean }) {
  const { delta: mean, rest } = differenceWords(delta);
  return (
    <div class={isOfView ? '' : 'old'} data-of-view={String(isOfView)}>
      <p>
        {delta.pair}: <strong>{mean}</strong>, {rest}
        {!isOfView && ' (of the view before: the new one is being asked for)'}
      </p>
      <Pending {...delta} />
    </div>
  );
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
