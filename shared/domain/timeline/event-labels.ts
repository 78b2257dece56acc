/** The labels of a file's event column: which events they name, and whether they stand where the events do. */
import { isIdentifier } from '../experiment/scalars.ts';
import { quoted } from '../quoted.ts';
import { isoOf, MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';
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
   * to, or that names an event which the unit does not have.
   */
  mismatches(
    units: readonly string[],
    accuracy: Seconds,
    known: readonly TimelineEvent[],
  ): readonly Notice[] {
    const superseded = new Set(known.flatMap(({ supersedes }) => supersedes ?? []));
    const valid = known.filter(({ id }) => id === undefined || !superseded.has(id));
    return this.#named.flatMap(({ name, label }) =>
      units.flatMap((unit) => {
        const same = valid.filter((event) => event.name === name && event.unit === unit);
        const message = mismatchOf(name, label, unit, accuracy, same);
        return message === null ? [] : [{ code: 'EVENT_MISMATCH', message }];
      }),
    );
  }

  #nameOf(text: string): string | null {
    if (this.#names === null) return isIdentifier(text) ? text : null;
    return Object.hasOwn(this.#names, text) ? (this.#names[text] ?? null) : null;
  }
}

function mismatchOf(
  name: string,
  { line, time, text }: EventLabel,
  unit: string,
  accuracy: Seconds,
  same: readonly TimelineEvent[],
): string | null {
  const inFile = `the file says ${quoted(text)} at ${isoOf(time)} (line ${line})`;
  const [nearest] = same.toSorted((a, b) => Math.abs(a.at - time) - Math.abs(b.at - time));
  if (nearest === undefined)
    return `${inFile}, but no event ${name} of ${unit} is known: record it, or ignore the column`;
  const apart = (time - nearest.at) / MICROS_PER_SECOND;
  const allowed = accuracy + nearest.accuracy;
  if (Math.abs(apart) <= allowed) return null;
  return `${inFile}, but ${name} of ${unit} is known to have been at ${isoOf(nearest.at)}: ${exactSpanText(Math.abs(apart) * MICROS_PER_SECOND)} ${apart > 0 ? 'earlier' : 'later'}, and both are known to ${exactSpanText(allowed * MICROS_PER_SECOND)}`;
}
