/** What people told of an experiment, told to another home: contacts, events, scales and exclusions. */
import { appliedContactsSchema, contactsSchema } from '../../../shared/contract/contacts.ts';
import {
  type ExclusionOnWire,
  exclusionSchema,
  exclusionsSchema,
} from '../../../shared/contract/exclusions.ts';
import { type EventOnWire, eventsSchema } from '../../../shared/contract/experiments.ts';
import { scaleConfirmedSchema } from '../../../shared/contract/pits.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import type { ApiClient } from '../stack/api-client.ts';
import { pathOf } from '../stack/command-context.ts';
import { CliFailure } from '../stack/failure.ts';
import type { OsdrManifest } from './manifest.ts';

const json = (value: unknown) => ({ type: 'application/json', body: JSON.stringify(value) });

/** As many as the home takes in one request. */
const EVENTS_AT_ONCE = 1000;

/** Before the files come. Null where there is nothing to do. */
export async function tellContacts(
  client: ApiClient,
  { experiment, contacts }: Pick<OsdrManifest, 'experiment' | 'contacts'>,
): Promise<string | null> {
  if (contacts.length === 0) return null;
  const path = pathOf(experiment, 'contacts');
  const standing = await orNone(() => client.get(path, contactsSchema));
  if (standing !== null) {
    const isSame = JSON.stringify(standing.contacts) === JSON.stringify(contacts);
    return isSame ? null : 'the contact plan here is another one, and stays';
  }
  await client.again('PUT', path, json({ contacts }), appliedContactsSchema);
  return `${countText(contacts.length, 'contact')} put`;
}

async function orNone<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof CliFailure && error.code === 'contacts.none') return null;
    throw error;
  }
}

/**
 * Once the files are in: an event may correct one that a file brought. An event is named by what it says, so one that is
 * here already has the same id.
 */
export async function tellEvents(
  client: ApiClient,
  { experiment, events }: Pick<OsdrManifest, 'experiment' | 'events'>,
): Promise<string | null> {
  const path = pathOf(experiment, 'events');
  const known = new Set((await client.get(path, eventsSchema)).events.map(({ id }) => id));
  let waiting = events.filter(({ id }) => !known.has(id));
  const told = waiting.length;
  while (waiting.length > 0) {
    const ready = waiting.filter(({ supersedes }) => supersedes === undefined || known.has(supersedes));
    // What corrects an event that nobody knows is refused by the home, in its own words.
    const next = (ready.length === 0 ? waiting : ready).slice(0, EVENTS_AT_ONCE);
    await client.again('POST', path, json({ events: next.map(newEvent) }), eventsSchema);
    for (const { id } of next) known.add(id);
    waiting = waiting.filter(({ id }) => !known.has(id));
  }
  return told === 0 ? null : `${countText(told, 'event')} recorded`;
}

const newEvent = ({ name, unit, planned, at, accuracy, source, supersedes }: EventOnWire) => ({
  ...{ name, unit, planned, at, accuracy, source, supersedes },
});

/** Once everything is measured. A scale by which nothing is measured here is named, and not confirmed. */
export async function tellScales(
  client: ApiClient,
  { experiment, scales }: Pick<OsdrManifest, 'experiment' | 'scales'>,
): Promise<string[]> {
  const path = pathOf(experiment, 'pits', 'scale');
  const told: string[] = [];
  for (const { assay, micrometres, by, at } of scales) {
    const scale = `the scale of ${assay}, ${micrometres} µm,`;
    try {
      await client.again('POST', path, json({ assay, micrometres }), scaleConfirmedSchema);
      told.push(`${scale} is confirmed as it was by ${by} at ${at}`);
    } catch (error) {
      if (!(error instanceof CliFailure) || error.code !== 'scale.other') throw error;
      told.push(`${scale} is not confirmed: ${error.message}`);
    }
  }
  return told;
}

/** In the order in which they were recorded; one that says the same and stands here is not recorded again. */
export async function tellExclusions(
  client: ApiClient,
  { experiment, exclusions }: Pick<OsdrManifest, 'experiment' | 'exclusions'>,
): Promise<string | null> {
  const path = pathOf(experiment, 'exclusions');
  const standing = (await client.get(path, exclusionsSchema)).exclusions;
  const here = new Map<string, string>();
  let told = 0;
  for (const one of exclusions.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
    const lifts = one.lifts === undefined ? undefined : (here.get(one.lifts) ?? one.lifts);
    const same = standing.find((other) => isSame(other, { ...one, lifts }));
    if (same !== undefined) {
      here.set(one.id, same.id);
      continue;
    }
    const { unit, sample, from, to, reason, evidence, blinded } = one;
    const facts = {
      unit,
      sample,
      from,
      to,
      reason,
      evidence,
      blinded: lifts === undefined ? blinded : undefined,
      lifts,
    };
    here.set(one.id, (await client.again('POST', path, json(facts), exclusionSchema)).id);
    told++;
  }
  return told === 0 ? null : `${countText(told, 'exclusion')} recorded`;
}

const isSame = (
  one: ExclusionOnWire,
  other: Omit<ExclusionOnWire, 'lifts'> & { lifts: string | undefined },
): boolean =>
  (['unit', 'sample', 'from', 'to', 'reason', 'evidence', 'lifts'] as const).every(
    (name) => one[name] === other[name],
  ) && (one.blinded ?? false) === (other.blinded ?? false);
