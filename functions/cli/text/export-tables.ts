/** The small tables beside exported samples, as CSV. */
import type { EventOnWire } from '../../../shared/contract/experiments.ts';
import { isoDuration, parseDuration } from '../../../shared/domain/duration.ts';
import type { Definition } from '../../../shared/domain/experiment/definition.ts';
import { parseInstant } from '../../../shared/domain/instant.ts';
import { isoOf } from '../../../shared/domain/time.ts';
import type { TimelineEvent } from '../../../shared/domain/timeline/event.ts';
import { phaseIntervals, whyNever } from '../../../shared/domain/timeline/phase.ts';
import { csvLines } from './csv-lines.ts';

const EVENT_COLUMNS = [
  ...['name', 'unit', 'at', 'accuracy', 'planned', 'source'],
  ...['id', 'supersedes', 'recordedBy'],
] as const;

export const eventsTable = (events: readonly EventOnWire[]): string => csvLines(eventRows(events));

/** Header first. */
export function eventRows(events: readonly EventOnWire[]): (readonly string[])[] {
  return [EVENT_COLUMNS, ...events.map((event) => EVENT_COLUMNS.map((name) => event[name] ?? ''))];
}

/** Of every unit; an end that is open is empty, and a phase that a unit is never in says why. */
export function phasesTable(
  { units, phases }: Pick<Definition, 'units' | 'phases'>,
  events: readonly EventOnWire[],
): string {
  const known = events.map(timelineEvent);
  const always = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
  const rows = units.flatMap(({ id: unit }) =>
    phases.flatMap((phase) => {
      const intervals = phaseIntervals(phases, known, unit, always, ({ id }) => id === phase.id);
      const named = [unit, phase.id, String(phase.armed)];
      if (intervals.length === 0) return [[...named, '', '', whyNever(phase, known, unit) ?? 'others hold']];
      return intervals.map(({ from, to }) => [...named, instantOf(from), instantOf(to), '']);
    }),
  );
  return csvLines([['unit', 'phase', 'armed', 'from', 'to', 'reason'], ...rows]);
}

const instantOf = (at: number): string => (Number.isFinite(at) ? isoOf(at) : '');

export const timelineEvent = ({ at, accuracy, planned, ...event }: EventOnWire): TimelineEvent => ({
  ...event,
  at: parseInstant(at),
  accuracy: parseDuration(accuracy),
  planned: planned === undefined ? null : parseInstant(planned),
});

export function channelsTable({ channels }: Pick<Definition, 'channels'>): string {
  const header = ['channel', 'quantity', 'ucum', 'period', 'resolution', 'accuracy', 'margin', 'tolerance'];
  const rows = channels.map(({ id, quantity, unit, period, resolution, accuracy, twin }) => [
    ...[id, quantity ?? '', unit, isoDuration(period)],
    ...[resolution, accuracy, twin.margin].map((value) => String(value ?? '')),
    twin.tolerance === undefined ? '' : isoDuration(twin.tolerance),
  ]);
  return csvLines([header, ...rows]);
}
