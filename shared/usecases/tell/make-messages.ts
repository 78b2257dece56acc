/** Writes the messages that were decided, with their words. */
import type { Anomaly } from '../../domain/detect/registry.ts';
import { linkTo } from '../../domain/notify/link.ts';
import { type MessageRecord, messageKey, messageKind } from '../../domain/notify/message-record.ts';
import { loudnessOf, messageText } from '../../domain/notify/message-text.ts';
import { IN_HAND } from '../../domain/notify/retry.ts';
import type { Route } from '../../domain/notify/route.ts';
import type { GroupSituation, Told } from '../../domain/notify/situation.ts';
import { digestOf } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import type { Standing } from '../judge/standing.ts';
import { type Context, messageContext } from './message-context.ts';

/** In this run's hand. Null where another run was first: then it is to be decided again. */
export async function makeMessages(
  ports: Ports,
  standing: Standing,
  { group, messages, units, now }: GroupSituation<Route>,
  make: readonly Told<Route>[],
): Promise<MessageRecord[] | null> {
  if (make.length === 0) return [];
  const { experiment } = standing.loaded;
  const context = await messageContext(ports, standing, {
    ...{ units, anomalies: spokenOf(make), messages },
    // What somebody acknowledged or shelved is in no message.
    isWaiting: ({ to }) => to === null,
  });
  const made: MessageRecord[] = [];
  let number = messages.at(-1)?.number ?? 0;
  for (const told of make) {
    number += 1;
    const { route, about, severity, covers, entries } = told;
    const token = tokenFor(ports, told);
    const link = linkTo(ports.notifier.publicUrl, experiment, { group, number, token });
    const message: MessageRecord = {
      ...{ group, number, route: route.id, about, severity, loudness: loudnessWith(told, context) },
      covers: [...covers],
      entries: entries.map(({ id }) => id),
      ...messageText(told, { ...context, look: lookText(context.look, link) }),
      ...(token !== undefined && { token }),
      madeAt: now,
      endedAt: about === 'RESOLVED' || about === 'NOTICE' ? now : null,
      ...{ tries: 1, firstTryAt: now, nextTryAt: now + IN_HAND, sentAt: null, failedAt: null, error: null },
    };
    if (!(await ports.catalogue.put(messageKind, messageKey(experiment, message), message, null)))
      return null;
    made.push(message);
  }
  return made;
}

/** Undefined where no link can be made, and of what is over: nothing of it waits for anybody. */
function tokenFor({ notifier, clock }: Ports, { about }: Told<Route>): string | undefined {
  if (notifier.publicUrl === undefined || about === 'RESOLVED') return undefined;
  return digestOf([clock.newId(), clock.newId()]).slice(0, TOKEN_DIGITS);
}

const TOKEN_DIGITS = 32;

function lookText(look: string | null, link: string | null): string | null {
  if (link === null) return look;
  return `Look, and acknowledge there: ${link}${look === null ? '' : `\n${look}`}`;
}

/** Of what is over nothing more is said. */
function spokenOf(make: readonly Told<Route>[]): Anomaly[] {
  return make.flatMap(({ about, anomalies }) => (about === 'RESOLVED' ? [] : anomalies));
}

/** What is over rings only where the harm is done. */
function loudnessWith(told: Told<Route>, { isIrreversible }: Context): 'MAIL' | 'PAGE' {
  return told.about === 'NOTICE' && told.anomalies.some(isIrreversible) ? 'PAGE' : loudnessOf(told);
}
