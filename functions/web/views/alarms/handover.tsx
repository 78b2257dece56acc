/** For whoever comes on duty, on a phone too: what happened, what is open, what was missed, what comes next. */
import { useState } from 'preact/hooks';
import { type HandoverOnWire, handoverSchema } from '../../../../shared/contract/handover.ts';
import {
  type HappenedRow,
  missedLines,
  NO_PLAN,
  nextLines,
  olderLines,
  openStateText,
  peopleRows,
  stackRows,
} from '../../../../shared/contract/handover-words.ts';
import { severityText } from '../../../../shared/domain/anomaly/severity-text.ts';
import { rangeLines } from '../../../../shared/domain/words/range-lines.ts';
import { addressOf } from '../../address/route.ts';
import { Answer, Pending } from '../../parts/answer.tsx';
import { Choice } from '../../parts/choice.tsx';
import { Instant } from '../../parts/instant.tsx';
import { NoteForm } from '../../parts/note-form.tsx';
import type { Api } from '../../stack/api.ts';
import { stackNow } from '../../stack/clock.ts';
import { pathOf } from '../../stack/experiment.ts';
import { useAnswer } from '../../stack/use-answer.ts';

const EVERY_MS = 60_000;
const HOUR_MS = 3_600_000;
const SHIFTS = [
  ['8', '8 hours'],
  ['12', '12 hours'],
  ['24', '1 day'],
  ['72', '3 days'],
  ['168', '7 days'],
] as const;

interface HandoverProps {
  readonly api: Api;
  readonly experiment: { readonly id: string };
}

export function Handover({ api, experiment }: HandoverProps) {
  const [hours, setHours] = useState('12');
  const path = pathOf(experiment.id, 'handover');
  const shown = useAnswer(
    `${path} ${hours}`,
    (signal) => {
      const since = new Date(stackNow() - Number(hours) * HOUR_MS).toISOString();
      return api.get(path, handoverSchema, { since }, signal);
    },
    EVERY_MS,
  );
  return (
    <>
      <form class="choices" onSubmit={(event) => event.preventDefault()}>
        <Choice label="Of the last" value={hours} onChange={setHours}>
          {SHIFTS.map(([id, text]) => [id, text])}
        </Choice>
      </form>
      <Answer of={shown} what="the handover">
        {(answer) => <Parts answer={answer} experiment={experiment.id} />}
      </Answer>
      <section>
        <h3>Note for the next shift</h3>
        <NoteForm api={api} experiment={experiment.id} about={{}} onKept={() => shown.again()} />
      </section>
    </>
  );
}

/** Each part says its nothing, and below stands what they rest on. */
function Parts({ answer, experiment }: { readonly answer: HandoverOnWire; readonly experiment: string }) {
  const { since, until, happened, open, missed, next, lookedAt, damaged = [] } = answer;
  const people = peopleRows(happened);
  const rows = stackRows(happened);
  const lost = missedLines(missed);
  return (
    <>
      <p class="soft">
        <Instant iso={since} /> to <Instant iso={until} />
      </p>
      <Pending {...answer} />
      {damaged.map(({ id, key }) => (
        <p class="box failure" role="alert" key={key}>
          {id} is damaged and left out: <code>./howship verify -e {experiment}</code>
        </p>
      ))}
      <h3>What happened</h3>
      <Rows rows={people} />
      {people.length === 0 && <p>By people: nothing that is known.</p>}
      <Rows rows={rows} />
      <ul>
        {olderLines(happened).map((line) => (
          <li key={line}>{line}</li>
        ))}
        {rows.length === 0 && <li>no file came, and nothing was found that is known</li>}
      </ul>
      <h3>What is open</h3>
      <ul>
        {open.alarms.map((alarm) => (
          <li key={alarm.id}>
            {severityText(alarm)}{' '}
            <a href={addressOf(experiment, 'alarms', { alarm: alarm.id })}>
              <bdi>{alarm.id}</bdi>
            </a>
            : {openStateText(alarm)}, since <Instant iso={alarm.onset} />
            {alarm.owner !== undefined && (
              <>
                , owner <bdi>{alarm.owner}</bdi>
              </>
            )}
          </li>
        ))}
        {open.alarms.length === 0 && <li>no alarm waits for anybody</li>}
      </ul>
      <h3>What was missed</h3>
      <Lines lines={[...lost, ...(missed.contacts === undefined ? [NO_PLAN] : [])]} />
      {lost.length === 0 && missed.contacts !== undefined && <p>nothing that is known</p>}
      <h3>What comes next</h3>
      <Lines lines={nextLines(next)} />
      {nextLines(next).length === 0 && <p>nothing that is planned</p>}
      <p>Checked:</p>
      <Lines lines={rangeLines(lookedAt, answer)} />
    </>
  );
}

function Rows({ rows }: { readonly rows: readonly HappenedRow[] }) {
  return (
    <ul>
      {rows.map(([at, what, details]) => (
        <li key={`${at} ${what} ${details}`}>
          <Instant iso={at} /> <strong>{what}</strong> <bdi>{details}</bdi>
        </li>
      ))}
    </ul>
  );
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>
          <bdi>{line}</bdi>
        </li>
      ))}
    </ul>
  );
}
