import type { AppliedContacts, ContactsOnWire } from '../../contract/contacts.ts';
import { contactOnWire } from '../../contract/contacts.ts';
import { subjectKey, subjectKind } from '../../domain/anomaly/subject.ts';
import type { Contact } from '../../domain/contacts/contact.ts';
import {
  type ContactsRecord,
  contactPlanKey,
  contactPlanKind,
  contactsKey,
  contactsKind,
  contactsOfRecord,
  recordOfContacts,
} from '../../domain/contacts/contact-plan.ts';
import { isArmJudged } from '../../domain/detect/drift/reference.ts';
import { Refusal } from '../../domain/refusal.ts';
import { isoOf } from '../../domain/time.ts';
import { digestOf } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import { contactsNamed } from '../known/load-contacts.ts';
import { type LoadedExperiment, loadExperiment, loadRecord } from '../known/load-experiment.ts';
import { markSubjectDue } from '../known/mark-subject-due.ts';
import { update } from '../known/update.ts';

/** An item of the table holds 400 KB; what else stands in it needs little. */
const LONGEST_PLAN = 380_000;

/**
 * Puts a contact plan (CSV or JSON text) in force. The same contacts again, however they are written, change nothing.
 * Of what is stored only the severity of a drift depends on it; the causes of gaps are told anew whenever somebody asks.
 */
export async function applyContacts(
  ports: Ports,
  experiment: string,
  text: string,
  by: string,
): Promise<AppliedContacts> {
  const loaded = await loadExperiment(ports, experiment);
  // Beside what a cold start loads: few requests bring a plan.
  const { readContacts } = await import('../../formats/contacts/read-contacts.ts');
  const contacts = readContacts(text);
  const plan = recordOfContacts(contacts);
  refuseTooLong(JSON.stringify(plan).length, contacts.length);
  const sha256 = digestOf(plan);
  await update(ports, contactPlanKind, contactPlanKey(experiment, sha256), (current) =>
    current === null ? plan : null,
  );
  const record = await update(
    ports,
    contactsKind,
    contactsKey(experiment),
    (current): ContactsRecord | null =>
      current?.sha256 === sha256
        ? null
        : {
            revision: (current?.revision ?? 0) + 1,
            sha256,
            contacts: contacts.length,
            appliedAt: ports.clock.now(),
            appliedBy: by,
          },
  );
  if (record === null) throw new Error(`the contacts of ${experiment} vanished while they were applied`);
  // Also where nothing is new: a run may have died in here.
  await markArmsDue(ports, loaded);
  return { revision: record.revision, sha256, contacts: contacts.length, ...endsOf(contacts) };
}

/** A drift is as severe as the contacts leave time for. The folds stand: only what lasts is told anew. */
async function markArmsDue(ports: Ports, { experiment, generation, index }: LoadedExperiment): Promise<void> {
  for (const arm of index.unitsByArm.keys()) {
    if (!isArmJudged(index, arm)) continue;
    const key = subjectKey(experiment, generation, 'arm', arm);
    const subject = (await ports.catalogue.get(subjectKind, key))?.item;
    if (subject === undefined) continue;
    await markSubjectDue(ports, { experiment, generation }, { kind: 'arm', id: arm }, LATEST);
  }
}

/** After every bucket. */
const LATEST = '9999-12-31';

function endsOf(contacts: readonly Contact[]): { from: string; to: string } {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { aos, los } of contacts) {
    from = Math.min(from, aos);
    to = Math.max(to, los);
  }
  return { from: isoOf(from), to: isoOf(to) };
}

function refuseTooLong(length: number, contacts: number): void {
  if (length <= LONGEST_PLAN) return;
  const sentence = `the plan's ${contacts} contacts take ${length} characters, ${LONGEST_PLAN} are kept: shorten ids and names of stations, or leave out what is long past`;
  throw new Refusal('too-large', 'contacts.too-large', sentence);
}

/** The contact plan in force. Refuses where there is none. */
export async function showContacts(ports: Ports, experiment: string): Promise<ContactsOnWire> {
  await loadRecord(ports, experiment);
  const stored = await ports.catalogue.get(contactsKind, contactsKey(experiment));
  if (stored === null) {
    throw new Refusal(
      'not-found',
      'contacts.none',
      `no contact plan was put for ${experiment} yet; put one to /v1/experiments/${experiment}/contacts`,
    );
  }
  const { revision, sha256, appliedAt, appliedBy } = stored.item;
  const contacts = contactsOfRecord(await contactsNamed(ports, experiment, sha256));
  return {
    ...{ revision, sha256, appliedAt: isoOf(appliedAt), appliedBy },
    contacts: contacts.map(contactOnWire),
  };
}
