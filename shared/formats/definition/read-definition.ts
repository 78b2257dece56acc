import { canonicalJson } from '../../domain/canonical-json.ts';
import type { Definition } from '../../domain/experiment/definition.ts';
import { parseDefinition } from '../../domain/experiment/parse-definition.ts';
import { parseText } from './parse-text.ts';

export interface ReadDefinition {
  readonly definition: Definition;
  /** The JSON value as it was written, without defaults. */
  readonly document: unknown;
  /** Its canonical JSON text, the same for YAML and JSON of the same content: its digest names the version. */
  readonly canonical: string;
}

/**
 * Reads a definition from YAML 1.2 or JSON. Fails with `definition.unreadable` or `definition.too-large` for a text
 * that is neither, and with `DefinitionRefusal` (`definition.invalid`) for one that says something wrong: all its
 * problems at once, each with field and line.
 */
export function readDefinition(text: string): ReadDefinition {
  const { value, lineOf } = parseText(text);
  const definition = parseDefinition(value, lineOf);
  return { definition, document: value, canonical: canonicalJson(value) };
}
