import { type ContactOnWire, contactOnWire } from '../../contract/contacts.ts';
import { type ContactPlan, endOfPlan, nextContact } from '../../domain/contacts/contact.ts';
import {
  type ContactPlanRecord,
  contactPlanKey,
  contactPlanKind,
  contactsKey,
  contactsKind,
  contactsOfRecord,
} from '../../domain/contacts/contact-plan.ts';
import type { Definition } from '../../domain/experiment/definition.ts';
import { LruCache } from '../../domain/lru-cache.ts';
import type { Micros } from '../../domain/time.ts';
import { utcSpan, utcText } from '../../domain/words/instant.ts';
import { spanText } from '../../domain/words/span.ts';
import { typedCommand } from '../../domain/words/typed-command.ts';
import type { Ports } from '../../ports.ts';

/** The contact plan in force with the definition's latency (none where it declares none); null where there is none. */
export async function loadContacts(
  ports: Ports,
  experiment: string,
  { contacts }: Definition,
): Promise<ContactPlan | null> {
  const stored = await ports.catalogue.get(contactsKind, contactsKey(experiment));
  if (stored === null) return null;
  const plan = await planOf(ports, experiment, stored.item.sha256);
  return { contacts: plan, latency: contacts?.latency ?? 0 };
}

/** Plans never change under their digest, and the largest takes long to read. */
const MOST_CONTACTS = 300_000;
const plans = new LruCache<ContactPlan['contacts']>(MOST_CONTACTS, (contacts) => 1 + contacts.length);

function planOf(ports: Ports, experiment: string, sha256: string): Promise<ContactPlan['contacts']> {
  return plans.getOrRead(sha256, async () =>
    contactsOfRecord(await contactsNamed(ports, experiment, sha256)),
  );
}

/** The contacts under their digest. Fails where they are not there: they are written before anything names them. */
export async function contactsNamed(
  ports: Ports,
  experiment: string,
  sha256: string,
): Promise<ContactPlanRecord> {
  const key = contactPlanKey(experiment, sha256);
  const stored = await ports.catalogue.get(contactPlanKind, key);
  if (stored === null) throw new Error(`the contact plan ${key.sort} of experiment ${experiment} is missing`);
  return stored.item;
}

export interface ContactOutlook {
  readonly isPlanned: boolean;
  readonly next?: ContactOnWire;
  readonly sentence: string;
}

/** What is known of the next contact, for an answer. */
export function outlookOf(plan: ContactPlan | null, now: Micros): ContactOutlook {
  if (plan === null) {
    const sentence = `no contact plan is known, so gaps have no planned cause; add one: ${typedCommand('contacts apply <file>')}`;
    return { isPlanned: false, sentence };
  }
  const next = nextContact(plan, now);
  if (next === null) return { isPlanned: true, sentence: pastText(plan, now) };
  const { aos, los, station } = next;
  const when =
    aos > now ? `begins in ${spanText(aos - now)}` : `goes on, loss of signal in ${spanText(los - now)}`;
  const where = station === null ? '' : ` over ${station}`;
  const sentence = `the ${aos > now ? 'next' : 'present'} contact${where}, ${utcSpan(aos, los, now)}, ${when}`;
  return { isPlanned: true, next: contactOnWire(next), sentence };
}

/** Whether more is to come only people know: a mission may be over. */
function pastText({ contacts }: ContactPlan, now: Micros): string {
  const last = endOfPlan(contacts);
  const ended =
    last === null
      ? 'the contact plan holds no contact'
      : `no contact is known after ${utcText(last, now)}, ${spanText(now - last)} ago`;
  return `${ended}; if more contacts are to come, add them: ${typedCommand('contacts apply <file>')}`;
}
