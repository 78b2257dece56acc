/** Whether what a file's header says of a unit is what the definition reads its column in. */

import { quoted } from '../quoted.ts';
import { type Conversion, conversionIfAny } from './conversion.ts';
import { isUnit } from './parse-unit.ts';
import type { NamedUnit } from './unit-of-text.ts';

/** How a column is read. */
export interface ReadAs {
  /** UCUM code of the channel. */
  readonly unit: string;
  /** UCUM code that the source says the file is in; absent: the channel's. */
  readonly as?: string | undefined;
  /** The file brings raw numbers that a calibration makes the channel's unit of, such as mV or counts. */
  readonly isRaw?: boolean | undefined;
}

export interface UnitContradiction {
  /** UCUM code that the header names. */
  readonly named: string;
  /** UCUM code that the column is read in. */
  readonly readAs: string;
  /** What each says and what to write, to stand behind "the header" or "the units row". */
  readonly sentence: string;
}

/**
 * The contradiction between the unit that a header or a units row names (`unitOfHeader`, `unitOfCell`) and the one that
 * its column is read in; null for none. Only what is SURE contradicts a unit of another dimension; what is LIKELY
 * contradicts another unit of the same dimension. An `as` that is the channel's own unit is a person's word that the
 * header is wrong: nothing contradicts it. Never fails: codes that are no units contradict nothing.
 */
export function unitContradiction(
  named: NamedUnit,
  { unit, as, isRaw = false }: ReadAs,
): UnitContradiction | null {
  const readAs = as ?? unit;
  if (named.confidence === 'MAYBE' || !isUnit(readAs)) return null;
  if (as !== undefined && isSame(conversionIfAny(as, unit))) return null;
  const ways = named.codes
    .filter(isMeasure)
    .map((code) => ({ code, conversion: conversionIfAny(code, readAs) }));
  if (ways.some(({ conversion }) => isSame(conversion))) return null;
  const alike = ways.find(({ conversion }) => conversion !== undefined);
  if (alike === undefined && (isRaw || named.confidence !== 'SURE' || isBare(readAs))) return null;
  const code = alike?.code ?? ways[0]?.code;
  if (code === undefined) return null;
  const says = `says ${quoted(named.written)}${named.written === code ? '' : ` (${code})`}`;
  const reads = as === undefined ? `the column is read in ${unit}, the channel's unit` : `\`as\` says ${as}`;
  return { named: code, readAs, sentence: `${says}, but ${reads}: ${advice(code, unit)}` };
}

/**
 * A sentence on a unit that the header may name (MAYBE) and that the column is not read in, though it could be
 * converted; null for none, and where an `as` settles it. To stand behind "the header".
 */
export function unitDoubt(named: NamedUnit, { unit, as, isRaw = false }: ReadAs): string | null {
  if (named.confidence !== 'MAYBE' || as !== undefined || isRaw) return null;
  const ways = named.codes
    .filter((code) => isMeasure(code) || code === '{fraction}')
    .map((code) => ({ code, conversion: conversionIfAny(code, unit) }));
  const alike = ways.find(({ conversion }) => conversion !== undefined);
  if (alike === undefined || ways.some(({ conversion }) => isSame(conversion))) return null;
  const own = unit === '1' ? '{fraction}' : unit;
  return `may say ${quoted(named.written)} (${alike.code}), and the column is read in ${unit}, the channel's unit: write as: ${JSON.stringify(alike.code)} if the numbers are in it, or as: ${JSON.stringify(own)} if they are not`;
}

function advice(code: string, unit: string): string {
  const own = `as: ${JSON.stringify(unit === '1' ? '{fraction}' : unit)}`;
  const instead = `; write ${own} if the header is wrong and the numbers are in ${unit}`;
  if (conversionIfAny(code, unit) !== undefined) return `write as: ${quoted(code)}${instead}`;
  return `${code} cannot be converted to ${unit}, so map the column to a channel in ${code}${instead}`;
}

function isSame(conversion: Conversion | null | undefined): boolean {
  return conversion === null;
}

/** A channel without a unit of its own (`1`, `{rpm}`) takes numbers of any. */
function isBare(code: string): boolean {
  return /^(?:1|\{[^{}]*\})+$/.test(code);
}

/** Counts may be raw numbers of anything. */
function isMeasure(code: string): boolean {
  return !isBare(code);
}
