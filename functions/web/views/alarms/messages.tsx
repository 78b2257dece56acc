/** What was sent to whom, and what was learnt when. */
import {
  type JournalOnWire,
  journalSchema,
  type MessageOnWire,
} from '../../../../shared/contract/journal.ts';
import type { UntoldReason } from '../../../../shared/domain/journal/telling.ts';
import { sendingText } from '../../../../shared/domain/notify/sending-text.ts';
import { countText } from '../../../../shared/domain/words/count.ts';
import { listText } from '../../../../shared/domain/words/list.ts';
import { Answer } from '../../parts/answer.tsx';
import { Instant } from '../../parts/instant.tsx';
import { SeverityMark } from '../../parts/severity.tsx';
import { useZone } from '../../parts/zone.tsx';
import { zonedText } from '../../parts/zoned-text.ts';
import type { Api } from '../../stack/api.ts';
import { stackNow } from '../../stack/clock.ts';
import { pathOf } from '../../stack/experiment.ts';
import { useAnswer } from '../../stack/use-answer.ts';

const EVERY_MS = 30_000;
const ASKED = '200';
const MOST_SHOWN = 10;

interface MessagesProps {
  readonly api: Api;
  readonly experiment: { readonly id: string };
  /** Only of this one; null: all. */
  readonly alarm: string | null;
}

export function Messages({ api, experiment, alarm }: MessagesProps) {
  const path = pathOf(experiment.id, 'journal');
  const shown = useAnswer(path, (signal) => api.get(path, journalSchema, { limit: ASKED }, signal), EVERY_MS);
  return (
    <section>
      <h2>{alarm === null ? 'Messages' : 'Messages about it'}</h2>
      <Answer of={shown} what="the messages">
        {(journal) => (
          <>
            {(journal.damaged ?? []).map(({ key }) => (
              <p class="box failure" role="alert" key={key}>
                What is kept as {key} cannot be read and is left out:{' '}
                <code>./howship verify -e {experiment.id}</code>
              </p>
            ))}
            {journal.waiting > 0 && <p>{countText(journal.waiting, 'finding')} not in a message yet.</p>}
            <Sent journal={journal} alarm={alarm} />
            <Learnt journal={journal} alarm={alarm} />
          </>
        )}
      </Answer>
    </section>
  );
}

interface PartProps {
  readonly journal: JournalOnWire;
  readonly alarm: string | null;
}

function Sent({ journal: { messages, known, left }, alarm }: PartProps) {
  const own = messages.filter(({ alarms }) => alarm === null || alarms.some((one) => one.alarm === alarm));
  const older = left?.messages ?? 0;
  if (own.length === 0)
    return (
      <p>
        {known.messages === 0
          ? 'No message has been made yet.'
          : `None of the newest ${countText(messages.length, 'message')} speaks of this alarm.`}
      </p>
    );
  return (
    <>
      <ul class="listing">
        {own.slice(0, MOST_SHOWN).map((message) => (
          <li key={message.id}>
            <OneMessage message={message} />
          </li>
        ))}
      </ul>
      {own.length + older > MOST_SHOWN && (
        <p class="soft">
          {countText(own.length - MOST_SHOWN + older, 'older message')} not shown:{' '}
          <code>./howship messages</code>
        </p>
      )}
    </>
  );
}

function OneMessage({ message }: { readonly message: MessageOnWire }) {
  const zone = useZone();
  const { at, route, subject, text } = message;
  const told = (iso: string) => zonedText(Date.parse(iso), stackNow(), zone);
  return (
    <details>
      <summary>
        <Instant iso={at} /> to <bdi>{route}</bdi>, {sendingText(message, stackNow(), told)}:{' '}
        <bdi>{subject}</bdi>
      </summary>
      <pre>{text}</pre>
    </details>
  );
}

const WHY_UNTOLD: Readonly<Record<UntoldReason, string>> = {
  ENDED: 'over, or not known to last, when it was learnt',
  UNARMED: 'outside the armed phases',
  WATCH: 'WATCH is shown and not sent',
  WITHDRAWAL: 'it takes back what was told',
};
const TOLD: Readonly<Record<JournalOnWire['entries'][number]['state'], string>> = {
  SHOWN: 'nobody was told',
  WAITING: 'in no message yet',
  TOLD: 'told',
  DROPPED: 'dropped: it did not hold any more',
  UNROUTED: 'no route takes it, so nobody was told',
};

/** The journal: it follows what arrived when, not the time of the data. */
function Learnt({ journal: { entries, left }, alarm }: PartProps) {
  const own = entries.filter(({ anomaly }) => alarm === null || anomaly.startsWith(`${alarm}:`));
  const older = left?.entries ?? 0;
  if (own.length === 0) return null;
  return (
    <details>
      <summary>What was learnt, and when: {countText(own.length, 'entry', 'entries')}</summary>
      <ul class="listing">
        {own.slice(0, 5 * MOST_SHOWN).map((entry) => (
          <li key={entry.id}>
            <Instant iso={entry.at} /> {entry.transition.toLowerCase()}{' '}
            <SeverityMark severity={entry.severity} />{' '}
            <bdi>
              {entry.kind} {entry.unit ?? entry.pair} {listText(entry.channels)}
            </bdi>
            {entry.retroactive && ', over when it was learnt'}
            {entry.reason !== undefined && `, ${entry.reason}`}: {TOLD[entry.state]}
            {entry.untold !== undefined && ` (${WHY_UNTOLD[entry.untold]})`}
          </li>
        ))}
      </ul>
      {(older > 0 || own.length > 5 * MOST_SHOWN) && <p class="soft">Older ones are not shown.</p>}
    </details>
  );
}
