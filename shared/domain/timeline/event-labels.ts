/** The labels of a file's event column: which events they name, and whether they stand where the events do. */
import { isIdentifier } from '../experiment/scalars.ts';
import { quoted } from '../quoted.ts';
import { isoOf, MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';
import { listText } from '../words/list.ts';
import { exactSpanText } from '../words/span.ts';
import type { TimelineEvent } from './event.ts';

export interface EventLabel {
  readonly line: number;
  readonly time: Micros;
  readonly text: string;
}

interface Notice {
  readonly code: string;
  readonly message: string;
}

/** A file with more labels has no event column but one that says something in every row. */
export const MOST_LABELS = 500;

/** Sorts the labels of a file by the event they name. One object a file. */
export class EventLabels {
  readonly #names: Readonly<Record<string, string>> | null;
  readonly #named: { readonly name: string; readonly label: EventLabel }[] = [];
  readonly #unmapped = new Map<string, EventLabel>();
  #count = 0;

  /** @param names event by text; null where the text is the name. */
  constructor(names: Readonly<Record<string, string>> | null) {
    this.#names = names;
  }

  add(label: EventLabel): void {
    if (++this.#count > MOST_LABELS) return;
    const name = this.#nameOf(label.text);
    if (name === null) this.#unmapped.set(label.text, this.#unmapped.get(label.text) ?? label);
    else this.#named.push({ name, label });
  }

  /** All labels, those beyond the bound and those without a name too. */
  get count(): number {
    return this.#count;
  }

  /** The events that the labels name for each of the units; a repeated label says nothing new. */
  eventsOf(units: readonly string[], accuracy: Seconds): readonly TimelineEvent[] {
    const events = new Map<string, TimelineEvent>();
    for (const { name, label } of this.#named) {
      for (const unit of units)
        events.set(JSON.stringify([name, unit, label.time]), { name, unit, at: label.time, accuracy });
    }
    return [...events.values()];
  }

  /** Labels that name no event, and how many were not looked at. */
  notices(): readonly Notice[] {
    const unmapped = [...this.#unmapped.values()].map(({ text, line }) => ({
      code: 'event.unmapped',
      message: `the label ${quoted(text)} (line ${line}) names no event: add it to the names of the source's events`,
    }));
    const beyond = this.#count - MOST_LABELS;
    if (beyond <= 0) return unmapped;
    const message = `the event column has ${this.#count} labels, of which the first ${MOST_LABELS} were looked at: is it one?`;
    return [...unmapped, { code: 'event.too-many', message }];
  }

  /**
   * One EVENT_MISMATCH for each label that stands farther from the nearest event of that name than both are accurate
   * to, or that names an event which a unit does not have; it names the units.
   */
  mismatches(
    units: readonly string[],
    accuracy: Seconds,
    known: readonly TimelineEvent[],
  ): readonly Notice[] {
    const superseded = new Set(known.flatMap(({ supersedes }) => supersedes ?? []));
    const valid = known.filter(({ id }) => id === undefined || !superseded.has(id));
    return this.#named.flatMap(({ name, label }) => {
      const told = new Map<string, string[]>();
      for (const unit of units) {
        const same = valid.filter((event) => event.name === name && event.unit === unit);
        const why = mismatchOf(name, label, accuracy, same);
        if (why !== null) told.set(why, [...(told.get(why) ?? []), unit]);
      }
      if (told.size === 0) return [];
      const inFile = `the file says ${quoted(label.text)} at ${isoOf(label.time)} (line ${label.line})`;
      const whys = Array.from(told, ([why, of]) => why.replace(OF_UNITS, listText(of, ', ', MOST_UNITS)));
      return [{ code: 'EVENT_MISMATCH', message: `${inFile}, but ${whys.join('; ')}` }];
    });
  }

  #nameOf(text: string): string | null {
    if (this.#names === null) return isIdentifier(text) ? text : null;
    return Object.hasOwn(this.#names, text) ? (this.#names[text] ?? null) : null;
  }
}

/** Of more units their number says enough. */
const MOST_UNITS = 12;
/** Where the units of a sentence stand: it is the same of all that it is true of. */
const OF_UNITS = '\u0000';

function mismatchOf(
  name: string,
  { time }: EventLabel,
  accuracy: Seconds,
  same: readonly TimelineEvent[],
): string | null {
  const [nearest] = same.toSorted((a, b) => Math.abs(a.at - time) - Math.abs(b.at - time));
  if (nearest === undefined)
    return `no event ${name} of ${OF_UNITS} is known: record it, or ignore the column`;
  const apart = (time - nearest.at) / MICROS_PER_SECOND;
  const allowed = accuracy + nearest.accuracy;
  if (Math.abs(apart) <= allowed) return null;
  return `${name} of ${OF_UNITS} is known to have been at ${isoOf(nearest.at)}: ${exactSpanText(Math.abs(apart) * MICROS_PER_SECOND)} ${apart > 0 ? 'earlier' : 'later'}, and both are known to ${exactSpanText(allowed * MICROS_PER_SECOND)}`;
}
