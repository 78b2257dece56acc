/** UCUM codes that are no units, files' units that cannot become their channel's, and headers that say another unit. */

import { quoted } from '../quoted.ts';
import { orRefusal, Refusal } from '../refusal.ts';
import { conversionBetween } from '../ucum/conversion.ts';
import { isUnit, parseUnit } from '../ucum/parse-unit.ts';
import { unitContradiction } from '../ucum/unit-contradiction.ts';
import { unitOfHeader } from '../ucum/unit-of-text.ts';
import { type MeasuredPlace, measuredPlaces, readAs } from './column-units.ts';
import { type Declared, declaredBy } from './declared.ts';
import type { Definition } from './definition.ts';
import type { Finding } from './problems.ts';

type Path = readonly PropertyKey[];

/** Digits and what joins them, without an atom: such a code is a bare number. */
const BARE_NUMBER = /^[\d./()]+$/;

/**
 * Asked when a definition is put in force, not when a stored one is read: one that was accepted before codes were
 * looked at must stay readable.
 */
export function unitCodeFindings(definition: Definition): Finding[] {
  const declared = declaredBy(definition);
  return [
    ...definition.channels.flatMap(({ unit }, i) => channelFindings(unit, ['channels', i, 'unit'])),
    ...definition.assays.flatMap((assay, i) =>
      assay.kind === 'endpoint-table'
        ? assay.endpoints.flatMap(({ unit }, j) =>
            unit === undefined ? [] : findingOf(['assays', i, 'endpoints', j, 'unit'], () => parseUnit(unit)),
          )
        : [],
    ),
    ...measuredPlaces(definition).flatMap((place) => {
      const unit = declared.channels.get(place.channel)?.unit;
      if (unit === undefined || !isUnit(unit)) return [];
      const findings = asFindings(place, unit);
      return findings.length > 0 ? findings : headerFindings(declared, place);
    }),
  ];
}

/** `1` is the unit of a channel that has none; any other number would be a scale that nobody can read. */
function channelFindings(unit: string, path: Path): Finding[] {
  if (unit !== '1' && BARE_NUMBER.test(unit))
    return [bareNumber(path, unit, '"1" for a channel without a unit, "%" for per cent')];
  return findingOf(path, () => parseUnit(unit));
}

function asFindings({ path, as }: MeasuredPlace, unit: string): Finding[] {
  if (as === undefined) return [];
  const at = [...path, 'as'];
  if (!BARE_NUMBER.test(as)) return findingOf(at, () => conversionBetween(as, unit));
  const instead =
    '"{fraction}" for numbers from 0 to 1, "%" for per cent, or nothing where the numbers are in the channel\'s unit';
  return [bareNumber(at, as, instead)];
}

function headerFindings(declared: Declared, { path, header, ...measured }: MeasuredPlace): Finding[] {
  const [named, read] = [unitOfHeader(header), readAs(declared, measured)];
  const contradiction = named && read && unitContradiction(named, read);
  if (contradiction === null) return [];
  return [{ path, code: 'definition.unit', message: `the header ${contradiction.sentence}` }];
}

function bareNumber(path: Path, code: string, instead: string): Finding {
  const tens = /^10+$/.test(code) ? `10*${code.length - 1} for multiples of ${code}, ` : '';
  const message = `expected a unit, got the bare number ${quoted(code)}: write ${tens}${instead}`;
  return { path, code: 'definition.unit', message };
}

function findingOf(path: Path, judge: () => unknown): Finding[] {
  const answer = orRefusal(judge);
  return answer instanceof Refusal ? [{ path, code: 'definition.unit', message: answer.message }] : [];
}
