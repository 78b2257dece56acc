import { definitionJsonSchema } from '../../../shared/formats/definition/json-schema.ts';
import type { Path } from './guesses.ts';
import { type Help, helpFor } from './schema-help.ts';

const schema = definitionJsonSchema();

/** What the schema that editors show says of a place. */
export const helpAt = (path: Path): Help => helpFor(schema, path);
