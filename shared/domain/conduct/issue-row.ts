/** What a ground unit is told to do (docs/design.md#control-run): one row of an issue of its control run. */
import type { Micros } from '../time.ts';

/** A set-point of a channel over a stretch of time, or a step at an instant. */
export const ROW_KINDS = ['setpoint', 'step'] as const;

/**
 * set: reach and keep the set-point. gap, fault: the flight gives none, and nothing is to be made up. hold: the same,
 * where the operator decided to keep the last set-point. step: do what the flight did.
 */
export const ROW_STATES = ['set', 'gap', 'fault', 'hold', 'step'] as const;
export type RowState = (typeof ROW_STATES)[number];

/** Cause of the row that ends a profile: nothing of the flight is here from then on. */
export const NOT_YET = 'not-yet';

export interface IssueRow {
  readonly what: (typeof ROW_KINDS)[number];
  /** The channel, or the name of the event. */
  readonly name: string;
  /** On the ground's clock; inclusive. */
  readonly from: Micros;
  /** Exclusive; `Infinity` while nothing says until when. Of a step its `from`. */
  readonly to: Micros;
  readonly state: RowState;
  /** In the channel's unit; null where there is none. */
  readonly setpoint: number | null;
  /** Why there is no set-point of the flight; empty where there is one. */
  readonly cause: string;
  /** For people. */
  readonly note: string;
}

/** A row as the ground was told it. */
export interface ToldRow extends IssueRow {
  /** Number of the issue that said it first. */
  readonly issue: number;
  /** The ground's clock had passed the row before it was issued: the ground did not follow it. */
  readonly isLate: boolean;
}

/** Whether both tell the ground the same, whenever. */
export function saysTheSame(a: IssueRow, b: IssueRow): boolean {
  return (
    a.what === b.what &&
    a.name === b.name &&
    a.state === b.state &&
    a.setpoint === b.setpoint &&
    a.cause === b.cause
  );
}

/** The issue that the ground has, as its table says. */
export interface IssueBefore {
  readonly ground: string;
  /** ISO 8601 duration. */
  readonly delay: string;
  readonly rows: readonly ToldRow[];
}

/** ran: with its lateness. missing: its instant is over and no event tells of it. due: still to come. extra: not the flight's. */
export const STEP_OUTCOMES = ['ran', 'missing', 'due', 'extra'] as const;

/** Why a block of a profile says nothing of the ground. */
export const NOT_JUDGED = [
  'profile-gap',
  'profile-fault',
  'not-run-yet',
  'ground-missing',
  'ground-not-good',
  'ground-stuck',
] as const;
export type NotJudged = (typeof NOT_JUDGED)[number];
