import type { EventOnWire, EventsOnWire, NewEvent } from '../../contract/experiments.ts';
import { isIngested, type ReceiptRecord, receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import { isoDuration, parseDuration } from '../../domain/duration.ts';
import { unitNamed } from '../../domain/experiment/lookups.ts';
import { parseInstant } from '../../domain/instant.ts';
import { MOST_LISTED } from '../../domain/list-refusal.ts';
import { owedKey } from '../../domain/owed/owed.ts';
import { Refusal } from '../../domain/refusal.ts';
import { sideBySide } from '../../domain/side-by-side.ts';
import { isoOf } from '../../domain/time.ts';
import { broughtKey, broughtKind } from '../../domain/timeline/brought-event.ts';
import { type EventRecord, eventKey, eventKind, READ_FROM } from '../../domain/timeline/event-record.ts';
import type { Phase } from '../../domain/timeline/phase.ts';
import { phasesNever } from '../../domain/timeline/phase-order.ts';
import { standingTwice } from '../../domain/timeline/standing-twice.ts';
import { digestOf } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import type { KnownEvent } from '../known/load-events.ts';
import { loadExperiment } from '../known/load-experiment.ts';
import { eventOwed, owe, pay } from '../known/owe.ts';
import { update } from '../known/update.ts';
import { hintRecomputation } from './recompute-all.ts';

/**
 * Appends events; the same event again is a no-op. Refuses unknown units and a `supersedes` that names no event; then
 * nothing of the list is recorded.
 */
export async function recordEvents(
  ports: Ports,
  experiment: string,
  events: readonly NewEvent[],
  by: string,
): Promise<EventsOnWire> {
  const loaded = await loadExperiment(ports, experiment);
  const known = await loaded.events();
  const records = events.map((event): EventRecord => {
    unitNamed(loaded.index, event.unit);
    refuseUnknownSuperseded(event, known);
    return recordOf(event, by, ports.clock.now());
  });
  refuseStandingTwice(loaded.definition.reference, known, records);
  const recorded = (await store(ports, experiment, records)).map(eventOnWire);
  const warnings = warningsOf(loaded.definition.phases, known, records);
  return { events: recorded, ...(warnings.length > 0 && { warnings }) };
}

/** Of the phases that begin or end with one of the events. */
function warningsOf(
  phases: readonly Phase[],
  known: readonly KnownEvent[],
  records: readonly EventRecord[],
): NonNullable<EventsOnWire['warnings']> {
  const names = new Set(records.map(({ name }) => name));
  const units = new Set(records.map(({ unit }) => unit));
  return phasesNever(phases, [...known, ...records], units)
    .filter(({ place }) => [phases[place]?.from, phases[place]?.to].some((name) => names.has(name ?? '')))
    .slice(0, MOST_LISTED)
    .map(({ sentence }) => ({ code: 'event.phase-never', message: sentence }));
}

/**
 * Appends the events that an ingested downlink's event column brought. The same label in another downlink of the
 * source is the same event, so that pieces, repetitions and second runs record nothing twice. A run that is behind, of a
 * downlink that is in force no more, appends nothing.
 */
export async function recordReadEvents(
  ports: Ports,
  experiment: string,
  receipt: ReceiptRecord,
): Promise<void> {
  const records = readEvents(receipt, receipt);
  const isBrought = async () => {
    const now = (await ports.catalogue.get(receiptKind, receiptKey(experiment, receipt.id)))?.item;
    return now !== undefined && isIngested(now.state) && now.attempt === receipt.attempt;
  };
  const { id: downlink } = receipt;
  // Before the event is looked for: who takes it out looks again afterwards for whom it stands.
  await sideBySide(records, async ({ id }) => {
    await ports.catalogue.put(broughtKind, broughtKey(experiment, id, downlink), { downlink }, null);
  });
  await store(ports, experiment, records, isBrought);
}

/** The records of events that a file's event column brings under a source. */
export function readEvents(
  { id: downlink, ingestedAt, createdAt, createdBy }: ReceiptRecord,
  { events = [], source }: Pick<ReceiptRecord, 'events' | 'source'>,
): EventRecord[] {
  return events.map((event): EventRecord => {
    const id = digestOf({ ...event, readBy: source }).slice(0, 16);
    const recorded = { recordedAt: ingestedAt ?? createdAt, recordedBy: createdBy };
    const origin = `${READ_FROM}${downlink}`;
    return { id, ...event, planned: null, supersedes: null, source: origin, ...recorded, due: true };
  });
}

/** Appends what is not there yet, or does not stand any more, and has everything computed anew that counts from it. */
async function store(
  ports: Ports,
  experiment: string,
  records: readonly EventRecord[],
  isBrought: () => Promise<boolean> = async () => true,
): Promise<EventRecord[]> {
  const stored = new Map<EventRecord, EventRecord>();
  await sideBySide(records, async (record) => {
    stored.set(record, await append(ports, experiment, record, isBrought));
  });
  const inOrder = records.map((record) => stored.get(record) ?? record);
  if (inOrder.some(({ due }) => due)) await hintRecomputation(ports, experiment);
  return inOrder;
}

async function append(
  ports: Ports,
  experiment: string,
  record: EventRecord,
  isBrought: () => Promise<boolean>,
): Promise<EventRecord> {
  const key = eventKey(experiment, record.id);
  let noted: string | null = null;
  const stored = await update(ports, eventKind, key, async (current) => {
    if (current !== null && current.withdrawn === undefined) return null;
    // Asked after the event was read: who withdraws the file sees to its events only after that.
    if (!(await isBrought())) return null;
    const changes = current === null ? 0 : (current.changes ?? 0) + 1;
    noted = eventOwed(changes);
    await owe(ports, key, noted);
    const isListed = (current === null && record.source.startsWith(READ_FROM)) || current?.isListed === true;
    return { ...record, ...(isListed && { isListed }), ...(changes > 0 && { changes }) };
  });
  // Somebody else recorded it meanwhile, and has seen to it.
  if (noted !== null && stored?.due === false) await pay(ports, owedKey(key, noted));
  return stored ?? { ...record, due: false };
}

/** Every event of the experiment: those of the definition, and those recorded since. */
export async function listEvents(ports: Ports, experiment: string): Promise<EventsOnWire> {
  const loaded = await loadExperiment(ports, experiment);
  const events = await loaded.events();
  return { events: events.toSorted((a, b) => a.at - b.at).map(eventOnWire) };
}

function recordOf(event: NewEvent, by: string, now: number): EventRecord {
  const facts = {
    name: event.name,
    unit: event.unit,
    planned: event.planned === undefined ? null : parseInstant(event.planned),
    at: parseInstant(event.at),
    accuracy: parseDuration(event.accuracy),
    source: event.source,
    supersedes: event.supersedes ?? null,
  };
  return { id: digestOf(facts).slice(0, 16), ...facts, recordedAt: now, recordedBy: by, due: true };
}

function refuseUnknownSuperseded({ supersedes, name }: NewEvent, known: readonly KnownEvent[]): void {
  if (supersedes === undefined || known.some(({ id }) => id === supersedes)) return;
  const candidates = known.filter((event) => event.name === name).map(({ id }) => id);
  throw new Refusal(
    'invalid',
    'event.superseded-unknown',
    `there is no event with the id "${supersedes}"; events called "${name}" have: ${candidates.join(', ') || 'none'}`,
    { field: 'supersedes' },
  );
}

/** Time is counted from it: a second one would move every elapsed time of the unit without a word. */
function refuseStandingTwice(
  reference: string | undefined,
  known: readonly KnownEvent[],
  records: readonly EventRecord[],
): void {
  if (reference === undefined) return;
  const units = new Set(records.filter(({ name }) => name === reference).map(({ unit }) => unit));
  for (const unit of units) {
    const twice = standingTwice([...known, ...records], reference, unit);
    if (twice === null) continue;
    const others = known.filter((event) => event.name === reference && event.unit === unit);
    const ids = others.map(({ id, at }) => `"${id}" (${isoOf(at)})`).join(', ');
    throw new Refusal(
      'conflict',
      'event.stands-twice',
      `expected one event "${reference}" of ${unit}, from which its time is counted, got ${twice.events.length}: name the one that this replaces in supersedes${ids === '' ? '' : `; there is ${ids}`}`,
      { field: 'supersedes' },
    );
  }
}

function eventOnWire(event: KnownEvent): EventOnWire {
  const { id, name, unit, planned, at, accuracy, source, supersedes, recordedBy } = event;
  return {
    id,
    name,
    unit,
    ...(planned !== null && planned !== undefined && { planned: isoOf(planned) }),
    at: isoOf(at),
    accuracy: isoDuration(accuracy),
    source,
    ...(supersedes !== null && supersedes !== undefined && { supersedes }),
    ...(recordedBy !== undefined && { recordedBy }),
  };
}
