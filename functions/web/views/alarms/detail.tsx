/** One alarm with all that belongs to it: the evidence, what can be done, its episodes, its history, its messages. */
import type { AlarmOnWire } from '../../../../shared/contract/alarms.ts';
import type { AnomaliesOnWire } from '../../../../shared/contract/anomalies.ts';
import { anomalyFromWire } from '../../../../shared/contract/anomalies.ts';
import { alarmOf } from '../../../../shared/domain/alarm/alarm.ts';
import { VOID_WORDS, wordOf } from '../../../../shared/domain/alarm/entry-words.ts';
import { STATE_WORDS } from '../../../../shared/domain/alarm/state-words.ts';
import { byOnset } from '../../../../shared/domain/anomaly/anomaly.ts';
import { lengthText } from '../../../../shared/domain/anomaly/length.ts';
import type { Anomaly } from '../../../../shared/domain/detect/registry.ts';
import { isoOf } from '../../../../shared/domain/time.ts';
import { countText } from '../../../../shared/domain/words/count.ts';
import { Answer } from '../../parts/answer.tsx';
import { Instant } from '../../parts/instant.tsx';
import { SeverityMark } from '../../parts/severity.tsx';
import type { Api } from '../../stack/api.ts';
import type { Experiment } from '../../stack/experiment.ts';
import type { Shown } from '../../stack/use-answer.ts';
import { AlarmCard } from './card.tsx';
import { Evidence } from './evidence.tsx';
import { figuresOf } from './figures-of.ts';
import { Messages } from './messages.tsx';
import type { Act } from './said.ts';
import { Advice, WhatToDo } from './what-to-do.tsx';

interface AlarmDetailProps {
  readonly api: Api;
  readonly experiment: Experiment;
  readonly findings: Shown<AnomaliesOnWire>;
  readonly act: Act;
  readonly alarm: AlarmOnWire;
}

export function AlarmDetail({ api, experiment, findings, act, alarm }: AlarmDetailProps) {
  const figures = figuresOf(findings.answer?.anomalies ?? [], experiment).get(alarm.id);
  return (
    <>
      <AlarmCard {...{ alarm, experiment, act, figures }} isAlone />
      <Advice alarm={alarm} />
      <Answer of={findings} what="the findings">
        {({ anomalies }) =>
          figures === undefined ? (
            <p class="box">The findings of this alarm are not in this answer yet: ask again in a moment.</p>
          ) : (
            <>
              <Evidence {...{ api, experiment }} anomaly={figures.newest} />
              <WhatToDo {...{ api, experiment, alarm, act }} />
              <Episodes episodes={episodesOf(anomalies, alarm)} />
            </>
          )
        }
      </Answer>
      <History alarm={alarm} experiment={experiment.id} />
      <Messages api={api} experiment={experiment} alarm={alarm.id} />
    </>
  );
}

function episodesOf(anomalies: AnomaliesOnWire['anomalies'], { id }: AlarmOnWire): Anomaly[] {
  return anomalies
    .map(anomalyFromWire)
    .filter((one) => alarmOf(one) === id)
    .toSorted(byOnset)
    .reverse();
}

const MOST_EPISODES = 20;

function Episodes({ episodes }: { readonly episodes: readonly Anomaly[] }) {
  const left = episodes.length - MOST_EPISODES;
  return (
    <section>
      <h2>Episodes, the newest first</h2>
      <ul class="listing">
        {episodes.slice(0, MOST_EPISODES).map(({ id, from, to, severity, current, evidence }) => (
          <li key={id}>
            <SeverityMark severity={severity} current={current} /> <Instant iso={isoOf(from)} />{' '}
            {to === null ? (
              'ongoing'
            ) : (
              <>
                to <Instant iso={isoOf(to)} />, {lengthText(from, to, evidence)}
              </>
            )}
          </li>
        ))}
      </ul>
      {left > 0 && <p class="soft">and {countText(left, 'older episode')}</p>}
    </section>
  );
}

interface HistoryProps {
  readonly alarm: AlarmOnWire;
  readonly experiment: string;
}

function History({ alarm: { history, historyLeft = 0 }, experiment }: HistoryProps) {
  return (
    <section>
      <h2>What moved it, the newest first</h2>
      <ol class="listing history">
        {history.toReversed().map((entry, i) => (
          // The same may happen twice at one instant.
          <li key={`${entry.at} ${entry.transition} ${history.length - i}`}>
            <Instant iso={entry.at} /> <strong>{wordOf(entry.transition)}</strong>
            {entry.severity !== undefined && ` ${entry.severity}`}
            {entry.by !== undefined && (
              <>
                {' '}
                by <bdi>{entry.by}</bdi>
              </>
            )}
            {entry.owner !== undefined && (
              <>
                {' '}
                to <bdi>{entry.owner}</bdi>
              </>
            )}
            {entry.until !== undefined && (
              <>
                {' '}
                until <Instant iso={entry.until} />
              </>
            )}
            , then {STATE_WORDS[entry.state]}
            {entry.comment !== undefined && (
              <>
                : <bdi>{entry.comment}</bdi>
              </>
            )}
            {entry.void !== undefined && ` (${VOID_WORDS[entry.void]})`}
          </li>
        ))}
      </ol>
      {historyLeft > 0 && (
        <p class="soft">
          {countText(historyLeft, 'older transition')} not shown:{' '}
          <code>
            ./howship alarms --history --limit {history.length + historyLeft} -e {experiment}
          </code>
        </p>
      )}
    </section>
  );
}
