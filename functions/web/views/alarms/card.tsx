import { useState } from 'preact/hooks';
import type { AlarmOnWire } from '../../../../shared/contract/alarms.ts';
import { VOID_WORDS, wordOf } from '../../../../shared/domain/alarm/entry-words.ts';
import { STATE_WORDS, withoutCurrentText } from '../../../../shared/domain/alarm/state-words.ts';
import { listText } from '../../../../shared/domain/words/list.ts';
import { addressOf } from '../../address/route.ts';
import { Age, Instant } from '../../parts/instant.tsx';
import { SeverityMark } from '../../parts/severity.tsx';
import type { Figured } from './figures-of.ts';
import { nameOf, waits } from './groups.ts';
import type { Act } from './said.ts';

interface AlarmCardProps {
  readonly alarm: AlarmOnWire;
  readonly experiment: { readonly id: string };
  readonly act: Act;
  /** Absent where its findings have not come yet. */
  readonly figures: Figured | undefined;
  /** Alone on its page, with all that belongs to it below. */
  readonly isAlone?: boolean;
}

/** An alarm with what decides: how bad, what, since when, how old the data are. Its button lies under the thumb. */
export function AlarmCard({ alarm, experiment, act, figures, isAlone = false }: AlarmCardProps) {
  const Heading = isAlone ? 'h2' : 'h3';
  const [isActing, setActing] = useState(false);
  const { state, severity, current, onset, blame, owner, shelvedUntil } = alarm;
  const acknowledge = async () => {
    setActing(true);
    await act(alarm, 'acknowledge');
    setActing(false);
  };
  return (
    <article class={`card alarm ${(current?.severity ?? severity).toLowerCase()}`}>
      <Heading>
        <SeverityMark severity={severity} current={current} />{' '}
        <bdi>
          {alarm.kind} {alarm.unit ?? alarm.pair} {listText(alarm.channels)}
        </bdi>
      </Heading>
      {figures !== undefined && <p class="figure">{figures.text}</p>}
      <p>
        {STATE_WORDS[state]}
        {shelvedUntil !== undefined && (
          <>
            {' '}
            until <Instant iso={shelvedUntil} />
          </>
        )}
        , since <Instant iso={onset} />
        {current !== undefined ? (
          <>
            ; as of <Instant iso={current.asOf} />, <Age iso={current.asOf} />
          </>
        ) : (
          <WithoutCurrent alarm={alarm} />
        )}
        ; at fault: {blame === null ? 'not known' : <bdi>{blame}</bdi>}
        {owner !== undefined && (
          <>
            ; owner: <bdi>{owner}</bdi>
          </>
        )}
      </p>
      <LastDone alarm={alarm} />
      <div class="acts">
        {waits(alarm) && (
          <button type="button" class="main" disabled={isActing} onClick={acknowledge}>
            Acknowledge
          </button>
        )}
        {!isAlone && (
          <a
            class="button"
            href={addressOf(experiment.id, 'alarms', { alarm: alarm.id })}
            aria-label={`Details of ${nameOf(alarm)}`}
          >
            Details
          </a>
        )}
      </div>
    </article>
  );
}

/** Nothing is over because its newest samples say nothing. */
function WithoutCurrent({ alarm }: Pick<AlarmCardProps, 'alarm'>) {
  return <>; {withoutCurrentText(alarm) ?? 'its state at the newest sample is not known'}</>;
}

/** Who did what last, for those who come second. */
function LastDone({ alarm: { history } }: Pick<AlarmCardProps, 'alarm'>) {
  const last = history.findLast(({ by }) => by !== undefined);
  if (last === undefined) return null;
  return (
    <p class="soft">
      {wordOf(last.transition)} by <bdi>{last.by}</bdi>, <Instant iso={last.at} />
      {last.comment !== undefined && (
        <>
          : <bdi>{last.comment}</bdi>
        </>
      )}
      {last.void !== undefined && ` (${VOID_WORDS[last.void]})`}
    </p>
  );
}
