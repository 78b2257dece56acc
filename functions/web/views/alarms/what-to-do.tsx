import { useState } from 'preact/hooks';
import type { AlarmOnWire } from '../../../../shared/contract/alarms.ts';
import { type NotesOnWire, notesSchema } from '../../../../shared/contract/notes.ts';
import { LONGEST_COMMENT, LONGEST_OWNER } from '../../../../shared/domain/alarm/bounds.ts';
import { SEVERITIES } from '../../../../shared/domain/anomaly/anomaly.ts';
import { adviceLines } from '../../../../shared/domain/notify/advice-text.ts';
import { countText } from '../../../../shared/domain/words/count.ts';
import { Answer } from '../../parts/answer.tsx';
import { Instant, useInstant } from '../../parts/instant.tsx';
import { NoteForm } from '../../parts/note-form.tsx';
import { StillButton } from '../../parts/still-button.tsx';
import type { Api } from '../../stack/api.ts';
import { stackNow } from '../../stack/clock.ts';
import { pathOf } from '../../stack/experiment.ts';
import { useAnswer } from '../../stack/use-answer.ts';
import { adviceFrom } from './advice-from.ts';
import type { Act, Verb } from './said.ts';

interface WhatToDoProps {
  readonly api: Api;
  readonly experiment: { readonly id: string };
  readonly alarm: AlarmOnWire;
  readonly act: Act;
}

/** What can be done where the alarm stands, beside acknowledging it. */
const PLAIN: readonly { verb: Verb; title: string; states: readonly AlarmOnWire['state'][] }[] = [
  { verb: 'unacknowledge', title: 'Take the acknowledgement back', states: ['ACK_ALARM', 'LATCH_ACK'] },
  { verb: 'unshelve', title: 'End the shelf now, which acknowledges it', states: ['SHELVED'] },
  { verb: 'reset', title: 'Reset what is latched', states: ['LATCH_UNACK', 'LATCH_ACK'] },
];

export function WhatToDo({ api, experiment, alarm, act }: WhatToDoProps) {
  const plain = PLAIN.filter(({ states }) => states.includes(alarm.state));
  return (
    <section class="what-to-do">
      <h2>Shelve, assign, note</h2>
      {plain.length > 0 && (
        <div class="acts">
          {plain.map(({ verb, title }) => (
            <StillButton key={verb} onPress={() => void act(alarm, verb)}>
              {title}
            </StillButton>
          ))}
        </div>
      )}
      <Shelve alarm={alarm} act={act} />
      <Assign alarm={alarm} act={act} />
      <Note {...{ api, experiment, alarm }} />
    </section>
  );
}

/** What the limit says to people, as the message said it. */
export function Advice({ alarm }: Pick<WhatToDoProps, 'alarm'>) {
  const instant = useInstant();
  if (alarm.kind !== 'LIMIT') return null;
  const { advice } = alarm;
  const lines =
    advice === undefined ? [] : adviceLines(adviceFrom(alarm, advice), stackNow() * 1000, instant);
  return (
    <section>
      <h2>What to do</h2>
      {lines.length === 0 && <p>The limit does not say: it declares no action.</p>}
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </section>
  );
}

const HOUR_MS = 3_600_000;
/** The API takes at most 7 days from when it is asked, which is a moment after this page has reckoned. */
const LONGEST_MS = 7 * 24 * HOUR_MS - 60_000;
const SHELVES: readonly { hours: number; text: string }[] = [
  { hours: 1, text: '1 hour' },
  { hours: 4, text: '4 hours' },
  { hours: 8, text: '8 hours' },
  { hours: 12, text: '12 hours' },
  { hours: 24, text: '1 day' },
  { hours: 72, text: '3 days' },
  { hours: 168, text: '7 days, the longest' },
];

type ActProps = Pick<WhatToDoProps, 'alarm' | 'act'>;

function Shelve({ alarm, act }: ActProps) {
  const [hours, setHours] = useState(4);
  const [comment, setComment] = useState('');
  const until = new Date(stackNow() + Math.min(hours * HOUR_MS, LONGEST_MS)).toISOString();
  return (
    <form
      class="todo"
      onSubmit={async (event) => {
        event.preventDefault();
        if (await act(alarm, 'shelve', { until, ...commentOf(comment) })) setComment('');
      }}
    >
      <h3>Shelve: out of sight for a time</h3>
      <label>
        For{' '}
        <select value={hours} onChange={({ currentTarget }) => setHours(Number(currentTarget.value))}>
          {SHELVES.map((one) => (
            <option key={one.hours} value={one.hours}>
              {one.text}
            </option>
          ))}
        </select>
      </label>
      <label>
        Why{' '}
        <input
          value={comment}
          required={isGrave(alarm)}
          maxLength={LONGEST_COMMENT}
          onInput={({ currentTarget }) => setComment(currentTarget.value)}
        />
      </label>
      <StillButton type="submit">Shelve</StillButton>
      <p class="soft">
        Until <Instant iso={`${until.slice(0, 16)}:00Z`} />. Nobody is told of it until then.{' '}
        {backText(alarm)}
      </p>
    </form>
  );
}

function Assign({ alarm, act }: ActProps) {
  const [owner, setOwner] = useState('');
  return (
    <form
      class="todo"
      onSubmit={async (event) => {
        event.preventDefault();
        if (owner.trim() !== '' && (await act(alarm, 'assign', { owner: owner.trim() }))) setOwner('');
      }}
    >
      <h3>Assign: who looks after it</h3>
      <label>
        Owner{' '}
        <input
          value={owner}
          maxLength={LONGEST_OWNER}
          required
          onInput={({ currentTarget }) => setOwner(currentTarget.value)}
        />
      </label>
      <StillButton type="submit">Assign</StillButton>
    </form>
  );
}

/** Hidden for days, it is to be known why. */
const isGrave = ({ severity }: Pick<AlarmOnWire, 'severity'>) =>
  SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf('CRITICAL');

/** A reading that goes farther beyond the same bound is not worse. */
function backText({ severity }: Pick<AlarmOnWire, 'severity'>): string {
  const worse = SEVERITIES.slice(SEVERITIES.indexOf(severity) + 1);
  return worse.length === 0
    ? `It is ${severity}, and nothing is worse: nothing brings it back before.`
    : `It comes back at once where it becomes ${worse.join(' or ')}; a reading that goes farther beyond the bound of ${severity} does not bring it back.`;
}

const NOTES_EVERY_MS = 30_000;

/** At the onset of the alarm; with what was written of its time, so that it is found again where it was written. */
function Note({ api, experiment, alarm }: Omit<WhatToDoProps, 'act'>) {
  const { unit, onset } = alarm;
  const path = pathOf(experiment.id, 'notes');
  const asked = { from: onset, ...(unit !== undefined && { unit }) };
  const shown = useAnswer(
    `${path} ${JSON.stringify(asked)}`,
    (signal) => api.get(path, notesSchema, asked, signal),
    NOTES_EVERY_MS,
  );
  return (
    <div class="todo">
      <h3>
        Note on {unit ?? alarm.pair} at <Instant iso={onset} />
      </h3>
      <NoteForm
        api={api}
        experiment={experiment.id}
        about={{ at: onset, ...(unit !== undefined && { unit }) }}
        onKept={shown.again}
      />
      <div class="notes">
        <Answer of={shown} what="the notes">
          {({ notes }) => <Written notes={notes} />}
        </Answer>
      </div>
    </div>
  );
}

const MOST_NOTES = 10;

function Written({ notes }: Pick<NotesOnWire, 'notes'>) {
  const newest = notes.toSorted((a, b) => Date.parse(b.writtenAt) - Date.parse(a.writtenAt));
  if (newest.length === 0) return <p class="soft">No note is about its time yet.</p>;
  return (
    <ul class="listing">
      {newest.slice(0, MOST_NOTES).map(({ id, at, by, text, writtenAt }) => (
        <li key={id}>
          <bdi>{text}</bdi> (<bdi>{by}</bdi>, written <Instant iso={writtenAt} />, about <Instant iso={at} />)
        </li>
      ))}
      {newest.length > MOST_NOTES && <li>and {countText(newest.length - MOST_NOTES, 'older note')}</li>}
    </ul>
  );
}

const commentOf = (comment: string): { comment?: string } =>
  comment.trim() === '' ? {} : { comment: comment.trim() };
