import * as z from 'zod';
import { definitionSchema } from '../../domain/experiment/definition.ts';
import { withoutBoundsOfDoubles } from '../whole-numbers.ts';
import type { JsonSchema } from './schema-objects.ts';

/**
 * The JSON Schema (draft 7, which editors know best) of a definition as it is written, made from the schema that
 * checks it. References between ids and bounds that exclude each other are beyond it: only the check sees those.
 */
export function definitionJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(definitionSchema, {
    io: 'input',
    target: 'draft-7',
    override: withoutBoundsOfDoubles,
  });
  return { ...schema, title: 'Howship experiment definition' };
}
