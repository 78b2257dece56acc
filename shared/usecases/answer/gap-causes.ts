/** Everything that the cause of a gap is told from, read once an answer. */

import type { DamagedOnWire } from '../../contract/wire.ts';
import { broughtOf } from '../../domain/contacts/brought.ts';
import type { ContactPlan } from '../../domain/contacts/contact.ts';
import { flyingUnits } from '../../domain/contacts/flying-units.ts';
import { causeOf, cutAtContacts, type GapFacts } from '../../domain/contacts/gap-cause.ts';
import { missingBy, type ToldCause, type UnitGap } from '../../domain/contacts/told-cause.ts';
import { cutAtWithdrawn, withdrawnCause, withdrawnOf } from '../../domain/contacts/withdrawn.ts';
import { notTakenInSince, withheldOf } from '../../domain/contacts/withheld.ts';
import type { Damaged } from '../../domain/damaged.ts';
import type { Anomaly } from '../../domain/detect/registry.ts';
import { DOWNLINK, isIngested, type ReceiptRecord, receiptKind } from '../../domain/downlink/receipt.ts';
import { type Key, sortKey } from '../../domain/kind.ts';
import { microsOf } from '../../domain/telemetry/rule.ts';
import type { Micros } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { loadContacts } from '../known/load-contacts.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';

/** Names of events that say that a unit started again. */
const RESTART = /(^|[._-])(restart|reset|reboot|power-?cycle)/i;

/** Reads receipts and events only when the first gap is asked about: most answers have none. */
export class GapCauses {
  readonly #ports: Ports;
  readonly #experiment: LoadedExperiment;
  readonly plan: ContactPlan | null;
  readonly now: Micros;
  #facts: Promise<GapFacts> | null = null;
  #listed: Promise<readonly ReceiptRecord[]> | null = null;
  readonly #damaged: DamagedOnWire[] = [];

  private constructor(ports: Ports, experiment: LoadedExperiment, plan: ContactPlan | null) {
    this.#ports = ports;
    this.#experiment = experiment;
    this.plan = plan;
    this.now = ports.clock.now();
  }

  static async load(ports: Ports, experiment: LoadedExperiment): Promise<GapCauses> {
    const { experiment: id, definition } = experiment;
    return new GapCauses(ports, experiment, await loadContacts(ports, id, definition));
  }

  /** The gaps with their causes. */
  async told<G extends UnitGap>(gaps: readonly G[]): Promise<(G & ToldCause)[]> {
    if (gaps.length === 0) return [];
    const facts = await this.#known();
    return gaps.map((gap) => ({ ...gap, ...causeOf(gap, facts) }));
  }

  /** Of what is missing by now the same: apart what is overdue, still to come, and in withdrawn files. */
  async toldApart(gaps: readonly UnitGap[]): Promise<(UnitGap & ToldCause)[]> {
    if (gaps.length === 0) return [];
    const facts = await this.#known();
    const { withdrawn } = facts;
    const missing = missingBy(gaps, this.now).flatMap((gap) => cutAtWithdrawn(gap, withdrawn));
    // What is held is not to come: a file that lacks a little holds a long stretch, and might not its parts.
    return this.told(
      missing.flatMap((gap) => (withdrawnCause(gap, withdrawn) === null ? cutAtContacts(gap, facts) : [gap])),
    );
  }

  /** The receipts that could not be read for the causes that were told so far. */
  damagedOnWire(): { readonly damaged?: DamagedOnWire[] } {
    return this.#damaged.length === 0 ? {} : { damaged: this.#damaged };
  }

  #known(): Promise<GapFacts> {
    this.#facts ??= this.#read();
    return this.#facts;
  }

  async #read(): Promise<GapFacts> {
    const { index } = this.#experiment;
    const events = await this.#experiment.events();
    const receipts = await this.#receipts();
    const withheld = notTakenInSince(receipts).flatMap((receipt) => withheldOf(receipt, index));
    return {
      plan: this.plan,
      now: this.now,
      flying: flyingUnits(index),
      withdrawn: withdrawnOf(receipts, index),
      withheld,
      brought: broughtOf(receipts, index),
      restarts: events.filter(({ name }) => RESTART.test(name)),
    };
  }

  /** Names of other files in force with samples of the same series and time. */
  async sharingWith({ id, ranges }: ReceiptRecord): Promise<string[]> {
    const own = new Map(ranges.map((range) => [`${range.unit} ${range.channel}`, range]));
    const isShared = ({ unit, channel, from, to }: ReceiptRecord['ranges'][number]) => {
      const range = own.get(`${unit} ${channel}`);
      return range !== undefined && from <= range.to && to >= range.from;
    };
    return (await this.#receipts())
      .filter((one) => one.id !== id && isIngested(one.state) && one.duplicateOf === null)
      .flatMap((one) => (one.ranges.some(isShared) ? [one.fileName] : []));
  }

  #receipts(): Promise<readonly ReceiptRecord[]> {
    this.#listed ??= this.#list();
    return this.#listed;
  }

  async #list(): Promise<readonly ReceiptRecord[]> {
    const { experiment } = this.#experiment;
    const receipts: ReceiptRecord[] = [];
    const { listSound } = await import('../known/list-sound.ts');
    const prefix = sortKey(DOWNLINK, '');
    // One that is damaged hides nothing of the others: what it says of a gap is unknown, and the answer names it.
    const onDamaged = ({ sort }: Key, { key }: Damaged) =>
      void this.#damaged.push({ id: sort.slice(prefix.length), key });
    const listed = { partition: experiment, prefix };
    for await (const { item } of listSound(this.#ports, receiptKind, listed, onDamaged)) receipts.push(item);
    return receipts;
  }
}

/**
 * What an anomaly says is absent, as the rules of causes read it: a GAP, and of a DEAD series what is not here. Both lie
 * between readings that came: a DEAD that is over ends with its last missing reading, a step before the next one.
 */
export function gapOf(anomaly: Anomaly): UnitGap[] {
  const { unit, channels, from, current } = anomaly;
  const to = anomaly.to ?? current?.asOf;
  if (unit === undefined || to === undefined) return [];
  if (anomaly.kind === 'GAP') {
    const { missingSamples: samples, periodSeconds, stepSeconds = periodSeconds, open } = anomaly.evidence;
    return [{ unit, channels, from, to, samples, periodSeconds: stepSeconds, open }];
  }
  if (anomaly.kind !== 'DEAD' || anomaly.evidence.absent === 0) return [];
  const { lastValid = from, absent, stepSeconds } = anomaly.evidence;
  const next = anomaly.to === null ? to : to + microsOf(stepSeconds);
  return [{ unit, channels, from: lastValid, to: next, samples: absent, periodSeconds: stepSeconds }];
}
