import { canonicalJson } from '../../domain/canonical-json.ts';
import { calibrationFindings } from '../../domain/experiment/calibration-checks.ts';
import type { Definition } from '../../domain/experiment/definition.ts';
import { gLevelFindings } from '../../domain/experiment/g-level-checks.ts';
import { asWritten, parseDefinition, refusalOf } from '../../domain/experiment/parse-definition.ts';
import { pitFindings } from '../../domain/experiment/pit-checks.ts';
import type { Finding } from '../../domain/experiment/problems.ts';
import { timeColumns } from '../../domain/experiment/source-cells.ts';
import { type PerUnit, sourcesPerUnit } from '../../domain/experiment/sources-per-unit.ts';
import { zoneContradiction, zoneOfColumn } from '../../domain/experiment/stated-zone.ts';
import { unitCodeFindings } from '../../domain/experiment/unit-checks.ts';
import { zoneProblem } from '../../domain/experiment/zone-name.ts';
import { techniqueFindings } from '../../domain/platform/arm-technique.ts';
import { orRefusal, Refusal } from '../../domain/refusal.ts';
import { compileTimeFormats } from '../time/compile-time-formats.ts';
import { type ParsedText, parseText } from './parse-text.ts';

export interface ReadDefinition {
  readonly definition: Definition;
  /** The JSON value as it was written, without defaults. */
  readonly document: unknown;
  /** Its canonical JSON text, the same for YAML and JSON of the same content: its digest names the version. */
  readonly canonical: string;
  /** Line, from 1, of a path in the document. */
  readonly lineOf: ParsedText['lineOf'];
  /** Where a path of the definition stands in the document, in which one source may stand for several. */
  readonly placeOf: PerUnit['placeOf'];
}

/**
 * Reads a definition that is to be put in force: what `readDefinition` checks, and beyond it what later versions
 * learnt to check (UCUM codes, conversions, calibrations, g-levels, platforms, areas of slices, zones, time formats). A stored definition is read without that, so that one
 * accepted by an earlier version stays readable.
 */
export function readNewDefinition(text: string): ReadDefinition {
  const read = readDefinition(text);
  checkNewDefinition(read);
  return read;
}

/** The same for a definition that was read: whoever finds it in force already leaves this out. */
export function checkNewDefinition({ definition, lineOf, placeOf }: ReadDefinition): void {
  const findings = [
    ...unitCodeFindings(definition),
    ...calibrationFindings(definition),
    ...gLevelFindings(definition),
    ...techniqueFindings(definition),
    ...pitFindings(definition),
    ...zoneFindings(definition),
    ...timeFormatFindings(definition),
  ];
  if (findings.length > 0) throw refusalOf(asWritten(findings, placeOf), lineOf);
}

function zoneFindings({ sources }: Definition): Finding[] {
  return sources.flatMap((source, i): Finding[] => {
    const { time } = source;
    const path = ['sources', i, 'time', 'zone'];
    const problem = time.zone === undefined ? null : zoneProblem(time.zone);
    if (problem !== null) return [{ path, code: 'definition.time', message: problem }];
    return timeColumns(source).flatMap((column) => {
      const stated = zoneOfColumn(column);
      const sentence = stated === null ? null : zoneContradiction(time, stated);
      if (sentence === null) return [];
      return [{ path, code: 'definition.time', message: `the name of the column ${column} ${sentence}` }];
    });
  });
}

function timeFormatFindings({ sources }: Definition): Finding[] {
  return sources.flatMap(({ time }, i): Finding[] => {
    const compiled = (formats: readonly string[], key: readonly string[]): Finding[] => {
      const answer = orRefusal(() => compileTimeFormats(formats, time.zone ?? null, time.ambiguous));
      if (!(answer instanceof Refusal)) return [];
      const path = ['sources', i, 'time', ...(answer.place.field?.startsWith('zone') ? ['zone'] : key)];
      return [{ path, code: 'definition.time', message: answer.message }];
    };
    const above = typeof time.epoch === 'object' ? [time.epoch.format] : null;
    return [
      ...compiled(time.formats, ['formats']),
      ...(above === null ? [] : compiled(above, ['epoch', 'format'])),
    ];
  });
}

/**
 * Reads a definition from YAML 1.2 or JSON. Fails with `definition.unreadable` or `definition.too-large` for a text
 * that is neither, and with `DefinitionRefusal` (`definition.invalid`) for one that says something wrong: all its
 * problems at once, each with field and line.
 */
export function readDefinition(text: string): ReadDefinition {
  const { value, lineOf } = parseText(text);
  const definition = parseDefinition(value, lineOf);
  const { placeOf } = sourcesPerUnit(value);
  return { definition, document: value, canonical: canonicalJson(value), lineOf, placeOf };
}
