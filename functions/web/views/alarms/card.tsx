import { useRef, useState } from 'preact/hooks';
import type { AlarmOnWire } from '../../../../shared/contract/alarms.ts';
import { VOID_WORDS, wordOf } from '../../../../shared/domain/alarm/entry-words.ts';
import { STATE_WORDS, withoutCurrentText } from '../../../../shared/domain/alarm/state-words.ts';
import { begunText } from '../../../../shared/domain/anomaly/begun-text.ts';
import { respondText } from '../../../../shared/domain/notify/advice-text.ts';
import { countText } from '../../../../shared/domain/words/count.ts';
import { addressOf } from '../../address/route.ts';
import { Age, Instant, useInstant } from '../../parts/instant.tsx';
import { SeverityMark } from '../../parts/severity.tsx';
import { StillButton } from '../../parts/still-button.tsx';
import { stackNow } from '../../stack/clock.ts';
import { adviceFrom, microsOf } from './advice-from.ts';
import type { Figured } from './figures-of.ts';
import { headOf, nameOf, waits } from './groups.ts';
import type { Act, Verb } from './said.ts';

interface AlarmCardProps {
  readonly alarm: AlarmOnWire;
  readonly experiment: { readonly id: string };
  readonly act: Act;
  /** Null where no findings have come yet; absent where this alarm's are not among them. */
  readonly figures: Figured | null | undefined;
  /** Alone on its page, with all that belongs to it below. */
  readonly isAlone?: boolean;
  /** It is in no answer any more, and stays in sight as it was. */
  readonly isGone?: boolean;
}

/**
 * An alarm with what decides: how bad, what, since when, how old the data are. Its button lies under the thumb, and stays
 * there when it is pressed, so that the next press meets nothing else.
 */
export function AlarmCard({
  alarm,
  experiment,
  act,
  figures,
  isAlone = false,
  isGone = false,
}: AlarmCardProps) {
  const Heading = isAlone ? 'h2' : 'h3';
  const drawn = useRef(alarm);
  const [isActing, setActing] = useState(false);
  const { state, severity, current, onset, worstFrom, blame, owner, shelvedUntil, advice } = alarm;
  const instant = useInstant();
  const begun = begunText(
    { severity, from: microsOf(onset), worstFrom: worstFrom === undefined ? undefined : microsOf(worstFrom) },
    instant,
  );
  const respond =
    advice === undefined ? null : respondText(adviceFrom(alarm, advice), stackNow() * 1000, instant);
  const does = async (verb: Verb) => {
    setActing(true);
    await act(alarm, verb);
    setActing(false);
  };
  const isAsked = waits(alarm);
  const known = useRef(figures?.text);
  known.current = figures?.text ?? known.current;
  const told = known.current;
  const older = figures?.older ?? 0;
  const wasAsked = waits(drawn.current);
  return (
    <article class={`card alarm ${(current?.severity ?? severity).toLowerCase()}`}>
      <Heading>
        <SeverityMark severity={severity} current={current} /> <bdi>{headOf(alarm)}</bdi>
      </Heading>
      {figures === null && <p class="figure">…</p>}
      {told !== undefined && (
        <p class="figure">
          {told}
          {older > 0 && !isAlone && `; ${countText(older, 'older episode')} in Details`}
        </p>
      )}
      <p>
        {isGone ? 'not found any more: later data took it back' : STATE_WORDS[state]}
        {shelvedUntil !== undefined && (
          <>
            {' '}
            until <Instant iso={shelvedUntil} />
          </>
        )}
        {owner !== undefined && (
          <>
            ; owner: <bdi>{owner}</bdi>
          </>
        )}
      </p>
      <p>
        {begun}
        {current !== undefined ? (
          <>
            ; as of <Instant iso={current.asOf} />, <Age iso={current.asOf} />
          </>
        ) : (
          <WithoutCurrent alarm={alarm} end={figures?.newest.to ?? null} />
        )}
        ; at fault: {blame === null ? 'not known' : <bdi>{blame}</bdi>}
      </p>
      {respond !== null && !isAlone && <p>{respond}</p>}
      <LastDone alarm={alarm} />
      <div class="acts">
        {(isAsked || wasAsked) && !isGone && (
          <StillButton class="main" isDone={!isAsked || isActing} onPress={() => does('acknowledge')}>
            {isAsked ? 'Acknowledge' : state === 'SHELVED' ? 'Shelved' : 'Acknowledged'}
          </StillButton>
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
        {wasAsked && !isAsked && state !== 'SHELVED' && !isGone && !isAlone && (
          <StillButton isDone={isActing} onPress={() => does('unacknowledge')}>
            Take it back
          </StillButton>
        )}
      </div>
    </article>
  );
}

/** Nothing is over because its newest samples say nothing. */
function WithoutCurrent({ alarm, end }: Pick<AlarmCardProps, 'alarm'> & { readonly end: number | null }) {
  const over = withoutCurrentText(alarm);
  if (over === null) return <>; its state at the newest sample is not known</>;
  return (
    <>
      ; {over}
      {end !== null && (
        <>
          , to <Instant iso={new Date(end / 1000).toISOString()} />
        </>
      )}
    </>
  );
}

/** Who did what last, for those who come second. The line is there before, so that nothing moves when somebody acts. */
function LastDone({ alarm: { history } }: Pick<AlarmCardProps, 'alarm'>) {
  const last = history.findLast(({ by }) => by !== undefined);
  if (last === undefined) return <p class="soft did">nobody has acted on it</p>;
  return (
    <p class="soft did">
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
