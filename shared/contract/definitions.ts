/** The definitions of an experiment, as they cross the wire. */
import * as z from 'zod';
import { instantText } from '../domain/instant-text.ts';
import { identifier } from './wire.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits in lower case');

export const definitionsSchema = z.object({
  inForce: z.object({ revision: z.number().int(), sha256: z.string() }),
  definitions: z.array(
    z.object({
      /** Of the canonical JSON of the document. */
      sha256: z.string(),
      /** Those that it was, the earliest first; none where an older version did not note it. */
      revisions: z.array(
        z.object({
          revision: z.number().int(),
          appliedAt: instantText,
          /** Absent where an older version did not note it. */
          appliedBy: z.string().optional(),
        }),
      ),
    }),
  ),
});
export type DefinitionsOnWire = z.infer<typeof definitionsSchema>;

export const inDefinition = z.object({
  experiment: identifier,
  sha256: sha256.meta({ description: 'SHA-256 of the definition, as the list has it.' }),
});

/** The document as it was sent. */
export const definitionDocument = z.record(z.string(), z.unknown());

export const definitionOnWireSchema = z.object({ sha256: z.string(), definition: definitionDocument });
export type DefinitionOnWire = z.infer<typeof definitionOnWireSchema>;
